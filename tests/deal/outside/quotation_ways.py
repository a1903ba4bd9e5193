"""Ways to a quotation that runs or was sent: buttons, writing, creating."""

from odoo.exceptions import UserError

from ...bypass import Way
from ..quotation_gate import CONTEXT

# Who writes quotations, and the server itself (portal, payment and cron run in superuser mode).
WRITERS = ("consultant", "superuser", "support", "manager", "leader", "gm")
# Whom core lets write every order (deliveries, invoices), and who under the rulebook changes no quotation.
STRANGERS = ("technician", "keeper", "accountant")
# Who reads or decides, and never writes one.
READERS = ("purchaser", "auditor", "rule_admin")
SELLERS = ("support", "consultant")
READERS_OUT = ("rule_admin",)  # who may not even read one


def state_is(*states):
    return lambda case, order: order.state in states


RUNNING = state_is("sale")


def writing(**vals):
    return lambda case, order: order.write(vals)


# ----------------------------------------------------------------------
# Confirm, send, preview: buttons and their methods
# ----------------------------------------------------------------------
def _confirm_with_context(case, order):
    order.with_context(**CONTEXT).action_confirm()


def _confirm_batch(case, order):
    """Confirm it together with one that may be."""
    good = case._stage_contract(case._create_order()) if case.company.ops_rulebook else case._create_order()
    (good.with_env(order.env) | order).action_confirm()


def _mark_batch_as_sent(case, order):
    good = case._approve(case._create_order()) if case.company.ops_rulebook else case._create_order()
    (good.with_env(order.env) | order).action_quotation_sent()


def _payment_link(case, order):
    wizard = (
        order.env["payment.link.wizard"]
        .with_context(active_model="sale.order", active_id=order.id)
        .create({})
    )
    case.assertIn("/my/orders/", wizard.link)


def _payment_link_by_hand(case, order):
    wizard = order.env["payment.link.wizard"].create(
        {
            "res_model": "sale.order",
            "res_id": order.id,
            "amount": 10,
            "currency_id": order.currency_id.id,
            "partner_id": order.partner_id.id,
        }
    )
    case.assertIn("/my/orders/", wizard.link)


def _confirming(name, call, roles=WRITERS, done=RUNNING, denied=()):
    """Return the ways of one confirmation: sales support's alone, after approval and contract (W3.D–W3.F)."""
    others = tuple(role for role in roles if role != "support")
    ways = [Way(f"{name}_without_basis", call, roles, done, open=(), closed=("approved",), clause="W3.F")]
    if "support" in roles:
        ways.append(Way(name, call, ("support",), done, open=("contract", "off"), denied=denied))
    if others:
        ways.append(Way(f"{name}_by_others", call, others, done, open=("off",)))
        ways.append(
            Way(f"{name}_with_contract_by_others", call, others, done, (), ("contract",), clause="W3.E")
        )
    return ways


BUTTONS = [
    *_confirming("confirm", lambda case, order: order.action_confirm(), denied=READERS),
    *_confirming("confirm_with_context_keys", _confirm_with_context),
    *_confirming("confirm_without_checks", lambda case, order: order._action_confirm(), ("superuser",), None),
    *_confirming("confirm_in_a_batch", _confirm_batch, ("support", "consultant", "superuser")),
    Way(
        "mark_sent",
        lambda case, order: order.action_quotation_sent(),
        WRITERS,
        state_is("sent"),
        denied=READERS,
    ),
    Way("mark_sent_in_a_batch", _mark_batch_as_sent, ("consultant",), state_is("sent")),
    Way("send", lambda case, order: order.action_quotation_send(), WRITERS, denied=READERS_OUT),
    Way("preview", lambda case, order: order.action_preview_sale_order(), WRITERS, denied=READERS_OUT),
    Way(
        "payment_link",
        _payment_link,
        ("consultant", "support", "manager", "leader"),
        denied=("auditor", *READERS),
    ),
    Way("payment_link_by_hand", _payment_link_by_hand, ("consultant", "support", "manager", "leader")),
]


# ----------------------------------------------------------------------
# Writing
# ----------------------------------------------------------------------
def _load_update(case, order):
    """Import a line that names the order by its external id."""
    result = order.env["sale.order"].load(["id", "state"], [["__bypass__.order", "sent"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _give_external_id(case, order):
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "order", "model": "sale.order", "res_id": order.id}
    )


def _through_the_customer(case, order):
    order.partner_id.write({"sale_order_ids": [(1, order.id, {"state": "sent"})]})


def _through_the_lead(case, order):
    order.opportunity_id.write({"order_ids": [(1, order.id, {"state": "sent"})]})


def _give_lead(case, order):
    order.opportunity_id = case.env["crm.lead"].create(
        {
            "name": "Lead",
            "partner_id": order.partner_id.id,
            "user_id": case.consultant.id,
            "team_id": case.team.id,
        }
    )


def _web_save(case, order):
    order.web_save({"state": "sent"}, {"state": {}})


def _update(case, order):
    order.state = "sale"


WRITES = [
    Way("write_sent", writing(state="sent"), WRITERS, state_is("sent"), denied=READERS),
    *_confirming("write_sale", writing(state="sale"), denied=READERS),
    *_confirming(
        "write_sale_locked", writing(state="sale", locked=True), ("support", "consultant", "superuser")
    ),
    *_confirming("write_sale_among_others", writing(origin="Fair", state="sale"), SELLERS),
    *_confirming("assign_sale", _update, (*SELLERS, "superuser")),
    *_confirming(
        "write_with_context_keys",
        lambda case, order: order.with_context(**CONTEXT).write({"state": "sale"}),
        (*SELLERS, "superuser"),
    ),
    Way("web_save", _web_save, ("consultant",), state_is("sent")),
    Way(
        "load_update", _load_update, ("consultant", "superuser"), state_is("sent"), prepare=_give_external_id
    ),
    Way("write_through_the_customer", _through_the_customer, ("leader", "superuser"), state_is("sent")),
    Way("write_through_the_lead", _through_the_lead, ("consultant",), state_is("sent"), prepare=_give_lead),
]


# ----------------------------------------------------------------------
# Creating: nothing is created past the first step, so only the switch opens these
# ----------------------------------------------------------------------
def quotation_vals(case, **vals):
    return {
        "partner_id": case.customer.id,
        "team_id": case.team.id,
        "order_line": [(0, 0, {"product_id": case.plain.id, "product_uom_qty": 1, "price_unit": 100})],
        **vals,
    }


def creating(context=None, **vals):
    def call(case, order):
        created = order.env["sale.order"].with_context(**(context or {})).create(quotation_vals(case, **vals))
        case.assertTrue(created.state in ("sent", "sale"))

    return call


def creating_by_default(field, value):
    def call(case, order):
        order.env["ir.default"].set("sale.order", field, value, user_id=True)
        created = order.env["sale.order"].create(quotation_vals(case))
        case.assertEqual(created[field], value)

    return call


def copying(**default):
    def call(case, order):
        case.assertTrue(order.copy(default).state in ("sent", "sale"))

    return call


def _load_new(case, order):
    result = order.env["sale.order"].load(
        ["partner_id/.id", "state", "order_line/product_id/.id", "order_line/product_uom_qty"],
        [[str(case.customer.id), "sale", str(case.plain.id), "1"]],
    )
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _create_on_the_lead(case, order):
    order.opportunity_id.write({"order_ids": [(0, 0, quotation_vals(case, state="sent"))]})


CREATES = [
    Way(name, call, roles, open=("off",), closed=("draft",), denied=denied, prepare=prepare)
    for name, call, roles, denied, prepare in [
        ("create_sent", creating(state="sent"), WRITERS, (*READERS, *STRANGERS), None),
        ("create_sale", creating(state="sale"), WRITERS, (*READERS, *STRANGERS), None),
        ("create_signed", creating(state="sent", signed_by="Buyer"), ("consultant",), (), None),
        ("create_default_state", creating({"default_state": "sale"}), ("consultant", "superuser"), (), None),
        ("create_user_default", creating_by_default("state", "sent"), ("consultant",), (), None),
        ("copy_sale", copying(state="sale"), ("consultant", "leader", "superuser"), (), None),
        (
            "copy_context",
            lambda case, order: copying()(case, order.with_context(default_state="sale")),
            (),
            (),
            None,
        ),
        ("load_new", _load_new, ("consultant", "superuser"), (), None),
        ("create_on_the_lead", _create_on_the_lead, ("consultant",), (), _give_lead),
    ]
]
