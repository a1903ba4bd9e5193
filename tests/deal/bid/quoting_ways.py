"""Ways to quote for a bid: a new quotation, or one that is there already (W2.A)."""

from functools import partial

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form

from ...bypass import Way as AnyWay
from ..quotation_gate import CONTEXT
from .bid_gate import BidGateCase

# Who makes quotations, and the server itself (portal, website and cron run in superuser mode).
WRITERS = ("consultant", "superuser", "support", "manager", "leader", "gm")
READERS = ("auditor", "purchaser", "rule_admin")
# The plain ways are tried at every stage, the others at two: undecided and declined.
EVERYWHERE = BidGateCase.gate_stages
Way = partial(AnyWay, clause="W2.A", closed=("draft", "refused"))


def quotation_vals(case, **vals):
    return {
        "partner_id": case.customer.id,
        "team_id": case.team.id,
        "user_id": case.consultant.id,
        "order_line": [
            Command.create({"product_id": case.plain.id, "product_uom_qty": 1, "price_unit": 100})
        ],
        **vals,
    }


def is_tied(case, bid):
    """Tell whether a quotation answers the bid now, or stands on its opportunity."""
    return case.env["sale.order"].search_count(
        ["|", ("ops_bid_id", "=", bid.id), ("opportunity_id", "=", bid.lead_id.id)]
    )


def loose_quotation(case, bid):
    """Return the quotation that answers nothing, as the role's user works on it."""
    return case.loose.with_env(bid.env)


def _link(case, bid):
    """Return what ties a quotation to the bid, by field."""
    return {"ops_bid_id": bid.id, "opportunity_id": bid.lead_id.id}


# ----------------------------------------------------------------------
# Creating
# ----------------------------------------------------------------------
def _create(field, context=None, **more):
    def call(case, bid):
        orders = bid.env["sale.order"].with_context(**(context or {}))
        orders.create(quotation_vals(case, **{field: _link(case, bid)[field], **more}))

    return call


def _create_both(case, bid):
    bid.env["sale.order"].create(quotation_vals(case, **_link(case, bid)))


def _create_in_a_batch(case, bid):
    bid.env["sale.order"].create([quotation_vals(case), quotation_vals(case, ops_bid_id=bid.id)])


def _create_by_context(field):
    def call(case, bid):
        context = {f"default_{field}": _link(case, bid)[field]}
        bid.env["sale.order"].with_context(**context).create(quotation_vals(case))

    return call


def _create_by_user_default(field):
    def call(case, bid):
        bid.env["ir.default"].set("sale.order", field, _link(case, bid)[field], user_id=True)
        bid.env["sale.order"].create(quotation_vals(case))

    return call


def _create_with_a_foreign_bid(case, bid):
    """Name a bid that takes part, of another opportunity: this one's decision is still missing."""
    other = case._create_bid(lead_id=case.lead.id)
    if case.company.ops_rulebook:
        case._take_part(other)
    bid.env["sale.order"].create(quotation_vals(case, ops_bid_id=other.id, opportunity_id=bid.lead_id.id))


def _create_with_a_bid_without_lead(case, bid):
    other = case._create_bid()
    if case.company.ops_rulebook:
        case._take_part(other)
    bid.env["sale.order"].create(quotation_vals(case, ops_bid_id=other.id, opportunity_id=bid.lead_id.id))


def _form(field):
    def call(case, bid):
        form = Form(bid.env["sale.order"].with_context(**{f"default_{field}": _link(case, bid)[field]}))
        form.partner_id = case.customer
        form.save()

    return call


def _web_save(case, bid):
    bid.env["sale.order"].web_save(quotation_vals(case, ops_bid_id=bid.id), {"name": {}})


def _load(field):
    def call(case, bid):
        result = bid.env["sale.order"].load(
            ["partner_id/.id", f"{field}/.id", "order_line/product_id/.id", "order_line/product_uom_qty"],
            [[str(case.customer.id), str(_link(case, bid)[field]), str(case.plain.id), "1"]],
        )
        if not result["ids"]:
            raise UserError(result["messages"][0]["message"])

    return call


def _name_create(case, bid):
    """A quotation made on the side of the opportunity, through its one2many."""
    bid.lead_id.write({"order_ids": [Command.create(quotation_vals(case))]})


def _through_the_bid(case, bid):
    bid.write({"order_ids": [Command.create(quotation_vals(case))]})


def _through_the_customer(case, bid):
    case.customer.with_env(bid.env).write(
        {"sale_order_ids": [Command.create(quotation_vals(case, ops_bid_id=bid.id))]}
    )


def _through_the_team(case, bid):
    bid.env["crm.lead"].browse(bid.lead_id.id).write(
        {"order_ids": [Command.create(quotation_vals(case)), Command.create(quotation_vals(case))]}
    )


CREATES = [
    Way("create_for_the_bid", _create("ops_bid_id"), WRITERS, is_tied, denied=READERS, closed=EVERYWHERE),
    Way("create_on_the_lead", _create("opportunity_id"), WRITERS, is_tied, denied=READERS, closed=EVERYWHERE),
    Way("create_for_both", _create_both, ("consultant", "superuser"), is_tied),
    Way("create_in_a_batch", _create_in_a_batch, ("consultant", "superuser"), is_tied),
    Way("create_with_context_keys", _create("ops_bid_id", CONTEXT), ("consultant", "superuser"), is_tied),
    *(
        Way(f"create_by_context_{field}", _create_by_context(field), ("consultant", "superuser"), is_tied)
        for field in ("ops_bid_id", "opportunity_id")
    ),
    *(
        Way(f"create_by_user_default_{field}", _create_by_user_default(field), ("consultant",), is_tied)
        for field in ("ops_bid_id", "opportunity_id")
    ),
    Way(
        "create_with_a_foreign_bid",
        _create_with_a_foreign_bid,
        ("consultant", "manager", "superuser"),
        open=("off",),
    ),
    Way(
        "create_with_a_bid_without_lead",
        _create_with_a_bid_without_lead,
        ("consultant", "superuser"),
        is_tied,
    ),
    Way("form_for_the_bid", _form("ops_bid_id"), ("consultant", "support"), is_tied),
    Way("form_on_the_lead", _form("opportunity_id"), ("consultant", "support"), is_tied),
    Way("web_save_new", _web_save, ("consultant", "manager"), is_tied),
    Way("load_for_the_bid", _load("ops_bid_id"), ("consultant", "superuser"), is_tied),
    Way("load_on_the_lead", _load("opportunity_id"), ("consultant", "superuser"), is_tied),
    Way("create_through_the_lead", _name_create, ("consultant", "superuser"), is_tied),
    Way("create_two_through_the_lead", _through_the_team, ("consultant",), is_tied),
    Way("create_through_the_bid", _through_the_bid, ("consultant", "superuser"), is_tied),
    Way("create_through_the_customer", _through_the_customer, ("leader", "superuser"), is_tied),
]


# ----------------------------------------------------------------------
# Linking what is there
# ----------------------------------------------------------------------
def _write(field, **more):
    return lambda case, bid: loose_quotation(case, bid).write({field: _link(case, bid)[field], **more})


def _assign(case, bid):
    loose_quotation(case, bid).ops_bid_id = bid


def _write_in_a_batch(case, bid):
    other = case._create_order()
    (loose_quotation(case, bid) | other.with_env(bid.env)).write({"ops_bid_id": bid.id})


def _link_through_the_lead(case, bid):
    bid.lead_id.write({"order_ids": [Command.link(case.loose.id)]})


def _set_through_the_lead(case, bid):
    bid.lead_id.write({"order_ids": [Command.set(case.loose.ids)]})


def _link_through_the_bid(case, bid):
    bid.write({"order_ids": [Command.link(case.loose.id)]})


def _update_through_the_customer(case, bid):
    case.customer.with_env(bid.env).write(
        {"sale_order_ids": [Command.update(case.loose.id, {"ops_bid_id": bid.id})]}
    )


def _load_update(case, bid):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "order", "model": "sale.order", "res_id": case.loose.id}
    )
    result = bid.env["sale.order"].load(["id", "ops_bid_id/.id"], [["__bypass__.order", str(bid.id)]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _copy(field):
    return lambda case, bid: loose_quotation(case, bid).copy({field: _link(case, bid)[field]})


def _copy_by_context(case, bid):
    order = loose_quotation(case, bid).with_context(
        default_ops_bid_id=bid.id, default_opportunity_id=bid.lead_id.id
    )
    # what the original says goes before defaults; the copy of a free quotation stays free
    copy = order.copy({"ops_bid_id": bid.id})
    case.assertEqual(copy.ops_bid_id, bid)


def _link_cancelled_then_revive(case, bid):
    """A cancelled quotation may stand anywhere; as a quotation again it needs its bid."""
    order = loose_quotation(case, bid)
    order.with_env(case.env)._action_cancel()
    order.write({"ops_bid_id": bid.id})
    order.action_draft()


def _revive_at_once(case, bid):
    order = loose_quotation(case, bid)
    order.with_env(case.env)._action_cancel()
    order.write({"ops_bid_id": bid.id, "state": "draft"})


LINKS = [
    Way("write_bid", _write("ops_bid_id"), WRITERS, is_tied, denied=READERS, closed=EVERYWHERE),
    Way("write_lead", _write("opportunity_id"), WRITERS, is_tied, denied=READERS, closed=EVERYWHERE),
    Way("write_bid_among_others", _write("ops_bid_id", client_order_ref="7"), ("consultant",), is_tied),
    Way("assign_bid", _assign, ("consultant", "superuser"), is_tied),
    Way("write_in_a_batch", _write_in_a_batch, ("consultant", "superuser"), is_tied),
    Way("link_through_the_lead", _link_through_the_lead, ("consultant", "superuser"), is_tied),
    Way("set_through_the_lead", _set_through_the_lead, ("consultant",), is_tied),
    Way("link_through_the_bid", _link_through_the_bid, ("consultant", "superuser"), is_tied),
    Way("update_through_the_customer", _update_through_the_customer, ("leader", "superuser"), is_tied),
    Way("load_update", _load_update, ("consultant", "superuser"), is_tied),
    Way("copy_bid", _copy("ops_bid_id"), ("consultant", "leader", "superuser"), is_tied),
    Way("copy_lead", _copy("opportunity_id"), ("consultant", "superuser"), is_tied),
    Way("copy_by_context", _copy_by_context, ("consultant",), is_tied),
    Way("revive_a_cancelled_one", _link_cancelled_then_revive, ("consultant", "superuser"), is_tied),
    Way("revive_and_link_at_once", _revive_at_once, ("consultant", "superuser"), is_tied),
]
