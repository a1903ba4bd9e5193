"""What core computes, typed on the order behind an invoice: refused (W6.A)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import Way, bypass_table
from ...common import clause
from ..invoice_gate import InvoiceGateCase


def _order_line(case, move):
    """Return the order line behind the draft, in the environment of who tries."""
    return move.sudo().invoice_line_ids.sale_line_ids.with_env(move.env)


def _type_on_line(**vals):
    return lambda case, move: _order_line(case, move).write(vals)


def _type_on_order(**vals):
    return lambda case, move: _order_line(case, move).order_id.write(vals)


def _typed_by_import(case, move):
    case.env["ir.model.data"].create(
        {
            "module": "__bypass__",
            "name": "line",
            "model": "sale.order.line",
            "res_id": _order_line(case, move).id,
        }
    )
    result = move.env["sale.order.line"].load(["id", "qty_delivered"], [["__bypass__.line", "5000"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _created_as_delivered(case, move):
    line = _order_line(case, move)
    line.copy({"order_id": line.order_id.id, "qty_delivered": 5000})


TYPISTS = ("consultant", "support", "keeper", "accountant", "superuser")
TYPED = [
    Way(
        f"typed_{name}",
        call,
        TYPISTS if name == "qty_delivered" else ("accountant",),
        open=opened,
        closed=("by_hand",),
        clause="W6.A",
    )
    for name, call, opened in [
        ("qty_delivered", _type_on_line(qty_delivered=5000), ("off",)),
        ("qty_delivered_of_part", _type_on_line(qty_delivered=3), ("off",)),
        ("qty_delivered_by_method", _type_on_line(qty_delivered_method="manual", qty_delivered=5000), ()),
        ("qty_delivered_by_import", _typed_by_import, ("off",)),
        (
            "qty_delivered_through_the_order",
            lambda case, move: _order_line(case, move).order_id.write(
                {"order_line": [(1, _order_line(case, move).id, {"qty_delivered": 5000})]}
            ),
            ("off",),
        ),
        ("qty_invoiced", _type_on_line(qty_invoiced=0), ("off",)),
        ("qty_to_invoice", _type_on_line(qty_to_invoice=5000), ("off",)),
        ("line_invoice_status", _type_on_line(invoice_status="to invoice"), ("off",)),
        ("untaxed_amount_to_invoice", _type_on_line(untaxed_amount_to_invoice=1), ("off",)),
        ("untaxed_amount_invoiced", _type_on_line(untaxed_amount_invoiced=1), ("off",)),
        ("invoice_lines", _type_on_line(invoice_lines=[(5,)]), ("off",)),
        ("down_payment", _type_on_line(is_downpayment=True), ()),
        ("invoice_status", _type_on_order(invoice_status="no"), ("off",)),
        ("delivery_status", _type_on_order(delivery_status="full"), ("off",)),
    ]
]
TYPED.append(
    Way(
        "created_as_delivered",
        _created_as_delivered,
        ("support",),
        open=(),
        closed=("by_hand",),
        clause="",
    )
)


@tagged("post_install", "-at_install")
@clause("W6.A", part="quantities")
@bypass_table(TYPED)
class TestTypedBypass(InvoiceGateCase):
    """Quantities and statuses of orders that core computes."""
