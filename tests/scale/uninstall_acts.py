"""What people do before and after an uninstallation: each act returns what went wrong, or what came of it."""

from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.mail.tools.discuss import Store

SCREENS = (
    "sale.order",
    "account.move",
    "stock.picking",
    "crm.lead",
    "res.partner",
    "res.company",
    "res.users",
)
PLAIN_GROUPS = {
    "seller": "sales_team.group_sale_salesman",
    "keeper": "stock.group_stock_user",
    "accountant": "account.group_account_user",
}


def make(env):
    """Make what people make of the add-on's roles, documents and kinds of activity."""
    role = env.ref("ops_dept.ops_dept_group_sales_manager")
    name = "Made for a role"
    env["ir.model.access"].create(
        {
            "name": name,
            "model_id": env["ir.model"]._get_id("res.bank"),
            "group_id": role.id,
            "perm_read": True,
        }
    )
    partners = env["ir.model"]._get_id("res.partner.bank")
    rule = {"name": name, "model_id": partners, "domain_force": "[(0, '=', 1)]"}
    env["ir.rule"].create({**rule, "groups": role.ids})
    both = role | env.ref("sales_team.group_sale_manager")
    env["ir.rule"].create({**rule, "name": "Kept", "domain_force": "[(1, '=', 1)]", "groups": both.ids})
    desk = env["res.groups"].create({"name": "Desk", "implied_ids": role.ids})
    user = env["res.users"].create({"name": "Desk", "login": "desk", "group_ids": desk.ids})
    user.action_id = env.ref("ops_dept.ops_home_action").id
    _make_for_documents(env)
    order, contract = env["sale.order"].search([], limit=1), env["ops.contract"].search([], limit=1)
    order.activity_schedule("ops_dept.mail_activity_type_contract", user_id=env.uid)
    contract.activity_schedule("mail.mail_activity_data_todo", user_id=env.uid)
    env["calendar.event"].create(
        {
            "name": "Signing",
            "start": "2026-12-01 02:00:00",
            "stop": "2026-12-01 03:00:00",
            "res_model_id": env["ir.model"]._get_id("ops.contract"),
            "res_id": contract.id,
        }
    )


def _make_for_documents(env):
    bids = env["ir.model"]._get("ops.bid")
    for model, vals in {
        "ir.filters": {"model_id": "ops.bid"},
        "ir.exports": {"resource": "ops.bid"},
        "ir.ui.view": {"model": "ops.bid", "type": "list", "arch": '<list><field name="name"/></list>'},
        "ir.actions.act_window": {"res_model": "ops.bid"},
        "ir.actions.server": {"model_id": bids.id, "state": "code", "code": "pass"},
        "ir.cron": {"model_id": bids.id, "state": "code", "code": "pass", "interval_type": "days"},
        "mail.template": {"model_id": bids.id},
        "mail.message.subtype": {"res_model": "ops.bid"},
        "tier.definition": {"model_id": bids.id, "review_type": "group", "reviewer_group_id": 1},
    }.items():
        env[model].create({"name": "Made for bids", **vals})
    env["ir.default"].set("sale.order", "ops_date_contract_asked", "2026-12-01")
    env["ir.config_parameter"].set_param("ops_dept.numbers_unlock_before_disk", "False")


def work(env):
    """Do a day's work in plain Odoo: what was begun under the rulebook, and a new deal by plain users.

    :return: what went wrong
    """
    wrong = _look_at(env, SCREENS)
    users = {
        name: env["res.users"].create({"name": name, "login": name, "group_ids": env.ref(group).ids})
        for name, group in PLAIN_GROUPS.items()
    }
    partner = env["res.partner"].create({"name": "Blue River Paper"})
    product = env["product.product"].create({"name": "Bearing", "list_price": 5, "is_storable": True})
    new = env["sale.order"].create(
        {
            "partner_id": partner.id,
            "user_id": users["seller"].id,
            "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 2})],
        }
    )
    wrong += _deal(env, new, **users)
    if (new.state, new.delivery_status, new.invoice_ids.payment_state) != ("sale", "full", "paid"):
        wrong.append(f"{new.name}: {new.state}, {new.delivery_status}, {new.invoice_ids.payment_state}")
    # the company's own people, who had roles and no other group beside them
    keeper, accountant = (env["res.users"].search([("login", "=", login)]) for login in ("wh1", "fi1"))
    begun = env["sale.order"].browse()
    for state, count in (("sale", None), ("sent", 4), ("draft", 2)):
        begun |= begun.search([("state", "=", state)], limit=count)
    for order in begun - new:
        wrong += _deal(env, order, order.user_id, keeper, accountant)
    messages = env["mail.message"].search([("model", "in", SCREENS)])
    Store().add(messages).get_result()
    return wrong


def _deal(env, order, seller, keeper, accountant):
    """Bring an order to its end as the people of core: confirm, deliver, invoice, post, pay."""
    wrong = []

    def act(who, what, records):
        try:
            with env.cr.savepoint():
                what(records.with_user(who).with_company(order.company_id))
        except UserError as error:
            wrong.append(f"{order.name}, {who.login}, {what.__name__}: {error}")

    def confirm(orders):
        orders.filtered(lambda each: each.state in ("draft", "sent")).action_confirm()

    def deliver(pickings):
        for picking in pickings.filtered(lambda each: each.state not in ("done", "cancel")):
            for move in picking.move_ids:
                move.write({"quantity": move.product_uom_qty, "picked": True})
            picking.button_validate()

    def invoice(orders):
        if orders.invoice_status == "to invoice":
            orders._create_invoices()

    def post(moves):
        moves.filtered(lambda move: move.state == "draft").action_post()

    def pay(moves):
        for move in moves.filtered(lambda move: move.payment_state == "not_paid" and move.amount_total > 0):
            wizard = move.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=move.ids
            )
            wizard.create({})._create_payments()

    act(seller, confirm, order)
    act(keeper, deliver, order.picking_ids)
    act(seller, invoice, order)
    act(accountant, post, order.invoice_ids)
    act(accountant, pay, order.invoice_ids)
    return wrong


def follow_rules(env):
    """Switch the rulebook on anew and let a quotation meet its gate; return the states it went through."""
    company = env["res.company"].search([], limit=1)
    people = {}
    for role in ("consultant", "sales_manager", "leader", "admin"):
        group = env.ref(f"ops_dept.ops_dept_group_{role}")
        people[role] = env["res.users"].create({"name": role, "login": f"new {role}", "group_ids": group.ids})
    company.with_user(people["admin"]).sudo().ops_rulebook = True
    team = env["crm.team"].create({"name": "New", "user_id": people["sales_manager"].id})
    product = env["product.product"].create({"name": "Valve", "list_price": 5, "type": "consu"})
    order = (
        env["sale.order"]
        .with_user(people["consultant"])
        .create(
            {
                "partner_id": env["res.partner"].create({"name": "Red Hill Steel"}).id,
                "team_id": team.id,
                "payment_term_id": env.ref("account.account_payment_term_immediate").id,
                "order_line": [Command.create({"product_id": product.id})],
            }
        )
    )
    try:
        with env.cr.savepoint():
            order.action_confirm()
    except UserError:
        states = ["refused"]
    else:
        states = ["confirmed"]
    order.action_ops_submit()
    states.append(order.ops_approval_state)
    order.with_user(people["sales_manager"]).action_ops_approve()
    states.append(order.ops_approval_state)
    return [*states, env["ops.clause"].search_count([]), env["ops.log"].search_count([]) > 0]


def look(env):
    """Open the screens of all our models as they are now; return what went wrong."""
    ours = [name for name, model in env.registry.items() if name.startswith("ops.") and not model._abstract]
    return _look_at(env, [*SCREENS, *ours]) if ours else ["no model of ours"]


def _look_at(env, models):
    wrong = []
    for name in models:
        try:
            env[name].get_views([(False, "form"), (False, "list"), (False, "search")])
        except ValueError as error:
            wrong.append(f"{name}: {error}")
    env["ir.ui.menu"].load_menus(False)
    return wrong
