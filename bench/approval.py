"""T3: one approval, after which the next approver is told, against the library of tiers alone.

The library alone is `base_tier_validation` on plain Odoo's quotations, declared as its own add-on for them
does. That add-on is not among the project's dependencies, so it is declared here, in this process and in a
database that is thrown away: two tiers, the second told when it is its turn. The library tells by a message
and by the counter of open reviews, ours by the counter alone; what the library takes with the counter alone
is printed beside.
"""

from odoo import api, models
from odoo.api import SUPERUSER_ID, Environment
from odoo.orm.model_classes import add_to_registry
from odoo.tests import new_test_user

from .parts import compare, statements
from .result import Result
from .statements import show_statements

MOST_SQL = 10
MOST_CALLS = 0.35


def declare_tiers(registry):
    """Let plain Odoo's quotations have the library's tiers."""

    class SaleOrder(models.Model):
        _module = None
        _name = "sale.order"
        _inherit = ["sale.order", "tier.validation"]

        _state_from = ["draft", "sent"]
        _state_to = ["sale"]
        _tier_validation_manual_config = False

    class TierDefinition(models.Model):
        _module = None
        _inherit = "tier.definition"

        @api.model
        def _get_tier_validation_model_names(self):
            return [*super()._get_tier_validation_model_names(), "sale.order"]

    with registry.cursor() as cr:
        for definition in (SaleOrder, TierDefinition):
            add_to_registry(registry, definition)
        registry._setup_models__(cr, ["sale.order", "tier.definition"])
        registry.init_models(cr, ["sale.order"], {"models_to_check": True})


def hire_approvers(side):
    """Two people approve, one after the other."""
    with side.registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        for number, name in enumerate(("sales_manager", "leader")):
            login = f"bench_{name}"
            user = new_test_user(env, login, groups="base.group_user,sales_team.group_sale_manager")
            side.people[name] = user.id
            env["tier.definition"].create(
                {
                    "model_id": env["ir.model"]._get_id("sale.order"),
                    "name": login,
                    "review_type": "individual",
                    "reviewer_id": user.id,
                    "sequence": 20 - number,  # the highest comes first
                    "approve_sequence": True,
                    "notify_on_pending": True,
                }
            )


def approve_by_library(side, env, part):
    order = env["sale.order"].create(side.order_vals())
    order.request_validation()
    with part("approve"):
        order.with_user(side.people["sales_manager"]).validate_tier()
    waiting_for(order, side.people["leader"])


def approve_by_us(side, env, part):
    order = env["sale.order"].create(side.order_vals())
    order.action_ops_submit()
    with part("approve"):
        order.with_user(side.people["sales_manager"]).action_ops_approve()
    waiting_for(order, side.people["leader"])


def approve_without_message(side, env, part):
    env(su=True)["tier.definition"].search([("model", "=", "sale.order")]).notify_on_pending = False
    approve_by_library(side, env, part)


def waiting_for(order, user):
    """Check that the first approval was made, that the second waits and that its approver was told."""
    env = order.env(su=True)
    env.invalidate_all()
    reviews = env["tier.review"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
    partner = env["res.users"].browse(user).partner_id
    told = env["bus.bus"].search_count([("channel", "like", f'"res.partner",{partner.id}]')])
    pending = reviews.filtered(lambda review: review.status == "pending")
    if len(reviews) != 2 or pending.reviewer_ids.ids != [user] or not told:
        raise RuntimeError(f"not as T3 means it: {reviews.mapped('status')}, told: {told}")


def measure_approval(rounds, plain, ours):
    declare_tiers(plain.registry)
    hire_approvers(plain)
    ours.switch(True)
    result = Result(*compare(rounds, plain, approve_by_library, ours, approve_by_us, requests=True))
    (_sql, sql_ours), (calls, calls_ours) = result.sql(), result.calls()
    sql_kept, calls_kept = sql_ours <= MOST_SQL, calls_ours <= MOST_CALLS * calls
    result.show(
        "T3  one approval, the next approver told; the library of tiers alone → ours",
        f"≤ {MOST_SQL} SQL, ≤ {MOST_CALLS} × calls",
        sql_kept and calls_kept,
    )
    quiet = Result(*compare(rounds, plain, approve_without_message, ours, approve_by_us, requests=True)).plain
    print(f"    the library without its message: {quiet.sql(['approve'])} SQL,", end=" ")
    print(f"{quiet.calls(['approve'])} calls, {quiet.milliseconds(['approve']):.0f} ms CPU", flush=True)
    if not sql_kept:
        noted = statements(ours, approve_by_us, True)
        show_statements({}, noted, result.cycle)
    if not calls_kept:
        result.show_calls()
