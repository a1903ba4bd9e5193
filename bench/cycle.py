"""The work of script/bench: order to cash, plain and behind the rulebook's gates.

Each step stands in a part of its name, so that what the gates cost and what the rulebook's documents cost can
be told apart.
"""

from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from odoo.fields import Command, Datetime

# The documents the rulebook adds; all other parts belong to the cycle.
DOCUMENTS = ("contract", "release", "invoice request", "receipt")
# More than an order takes of each product.
IN_STOCK = 100
FAPIAO_NUMBER = "26312000000012345678"
# One empty page: a scan has to be readable.
SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>> endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>> endobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \n0000000103 00000 n \n"
    b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n167\n%%EOF\n"
)


def whole(_name):
    """Take the steps together."""
    return nullcontext()


def order_to_cash(side, env, part=whole):
    """The clerk sells and delivers what lies in the warehouse, the accountant invoices and is paid."""
    fill_warehouse(side, env)
    with part("create"):
        order = env["sale.order"].create(side.order_vals())
    with part("confirm"):
        order.action_confirm()
    with part("deliver"):
        deliver(order)
    with part("invoice"):
        invoice = order.with_user(side.people["finance"])._create_invoices()
        invoice.action_post()
    with part("pay"):
        wizard = invoice.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"journal_id": side.bank})._create_payments()
    check_paid(invoice)


def fill_warehouse(side, env):
    """Let the goods lie in the warehouse, on both sides: only they are reserved, and released."""
    # sudo: who sells does not count stock
    quants_sudo = env["stock.quant"].sudo()
    place = env["stock.warehouse"].sudo().search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
    for product in quants_sudo.env["product.product"].browse(side.products):
        quants_sudo._update_available_quantity(product, place, IN_STOCK)
    env.flush_all()
    env.invalidate_all()


def gated_order_to_goods(side, env, part):
    """Sell and deliver by the roles, each step behind its gate; return the order.

    A major quotation is submitted and approved by manager and leader; it is confirmed on its signed contract
    and delivered on its release.
    """
    fill_warehouse(side, env)
    with part("create"):
        order = env["sale.order"].create(side.order_vals())
    with part("submit"):
        order.action_ops_submit()
    for name in ("sales_manager", "leader"):
        with part("approve twice"):
            order.with_user(side.people[name]).action_ops_approve()
    with part("contract"):
        sign_contract(order)
    enters = apart(order.ops_contract_id, "_orders_confirmed", part, "contract", anew=False)
    with part("confirm"), enters:
        order.action_confirm()
    with part("release"):
        vals = {"order_id": order.id, "line_ids": order._ops_prepare_release_lines()}
        release = env["ops.release"].create(vals)
        release.action_submit()
        decide(release)
    with part("deliver"), apart(release, "_finish_shipped", part, "release", anew=False):
        deliver(order)
    return order


def gated_order_to_cash(side, env, part):
    """The same work as plain Odoo's by the roles, each step behind its gate.

    What is delivered is invoiced by finance's approval of the request and paid by finance's confirmation of
    the receipt. What an approval of a document decides is the document's; the invoice and the payment that it
    makes, and their gates, are the cycle's.
    """
    order = gated_order_to_goods(side, env, part)
    with part("invoice request"):
        request = prefilled(order.action_ops_request_invoice(), env)
        request.action_submit()
        decide(request, until=side.people["finance"])
        request.with_user(side.people["finance"]).fapiao_number = FAPIAO_NUMBER
    with part("invoice request"), apart(request, "_issue_document", part, "invoice"):
        request.with_user(side.people["finance"]).action_ops_approve()
    invoice = request.sudo().move_id.with_user(env.user)
    with part("receipt"):
        receipt = prefilled(invoice.action_ops_register_receipt(), env)
        receipt.write({"payer_reference": "Bench", "journal_id": side.bank})
        receipt.action_submit()
    with part("receipt"), apart(receipt, "_post_payment", part, "pay"):
        receipt.with_user(side.people["finance"]).action_ops_approve()
    check_paid(invoice)


def prefilled(action, env):
    """Save the new document that a button opened, as it is prefilled."""
    return env[action["res_model"]].with_context(**action["context"]).create({}).with_env(env)


@contextmanager
def apart(document, method, part, name, anew=True):
    """Count what a document does or carries out in a step as a part of its own.

    The invoice and the payment are the cycle's, and so are their gates; the approval that makes them is the
    document's. That the contract is entered and the release shipped, once their order is confirmed and their
    goods have left, is the document's as well.
    """
    original = getattr(type(document), method)

    def counted(self):
        with part(name, anew):
            return original(self)

    with patch.object(type(document), method, counted):
        yield


def deliver(order):
    picking = order.picking_ids
    for move in picking.move_ids:
        move.quantity = move.product_uom_qty
    picking.move_ids.picked = True
    picking.with_context(skip_backorder=True).button_validate()


def check_paid(invoice):
    if invoice.payment_state not in ("paid", "in_payment"):
        raise RuntimeError(f"the cycle did not reach its end: {invoice.payment_state}")


def decide(document, until=None):
    """Let everybody approve whose turn it is.

    :param until: id of the user before whose turn to stop
    """
    while document.state == "submitted":
        # sudo: who decides sees only what waits for him
        pending = document.sudo().review_ids.filtered(lambda review: review.status == "pending")
        decider = pending[:1].reviewer_ids[0]
        if decider.id == until:
            return
        document.with_user(decider).action_ops_approve()


def sign_contract(order):
    """Bring the order's contract through its gate: the basis on which it is confirmed."""
    contract = order.env["ops.contract"].create(
        {
            "partner_id": order.partner_id.id,
            "team_id": order.team_id.id,
            "payment_term_id": order.payment_term_id.id,
            "order_ids": [Command.link(order.id)],
            "feasible_delivery": "yes",
            "feasible_technique": "yes",
            "feasible_installation": "yes",
            "delivery_open_reason": "on call",
        }
    )
    contract.action_submit()
    decide(contract)
    scan = {"name": "contract.pdf", "raw": SCAN, "res_model": contract._name, "res_id": contract.id}
    contract.write({"date_signed": Datetime.now(), "scan_ids": [Command.create(scan)]})
    contract.action_sign()
