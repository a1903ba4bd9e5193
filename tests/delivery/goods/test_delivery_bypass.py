"""Every way for goods to a customer, in the server: refused before the release is approved (W4.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import bypass_table
from ...common import clause
from ..release_gate import DeliveryGateCase
from .delivery_ways import BESIDES, DELIVERIES, SHIPPERS, WRITERS, hand_made, inner_move, name_move, way


# ----------------------------------------------------------------------
# What is done stays as it is
# ----------------------------------------------------------------------
def _move(**vals):
    return lambda case, picking: picking.move_ids.write(vals)


def _line(**vals):
    return lambda case, picking: picking.move_line_ids.write(vals)


def _new_move(case, picking):
    picking.write(
        {
            "move_ids": [
                Command.create(
                    {
                        "product_id": case.plain.id,
                        "product_uom_qty": 5,
                        "quantity": 5,
                        "location_id": picking.location_id.id,
                        "location_dest_id": picking.location_dest_id.id,
                    }
                )
            ]
        }
    )


def _new_line(case, picking):
    picking.env["stock.move.line"].create(
        {
            "move_id": picking.move_ids[0].id,
            "picking_id": picking.id,
            "product_id": case.plain.id,
            "quantity": 5,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
    )


def _new_line_without_move(case, picking):
    picking.env["stock.move.line"].create(
        {
            "picking_id": picking.id,
            "product_id": case.plain.id,
            "quantity": 5,
            "location_id": picking.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
        }
    )


def _line_taken_over(case, picking):
    """A line of a move inside the house is hung onto the delivery that is done."""
    inner = inner_move(case, picking.env)
    inner.move_line_ids.write({"move_id": picking.move_ids[0].id, "picking_id": picking.id})


def _load_quantity(case, picking):
    result = picking.env["stock.move"].load(["id", "quantity"], [["__bypass__.move", "50"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _other_location(case, picking):
    picking.write({"location_dest_id": case.warehouse.lot_stock_id.id})


def _other_line(case, picking):
    other = case._running()
    picking.move_ids.write({"sale_line_id": other.order_line[0].id})


DONE = [
    way(name, call, roles, None, open=opens, closed=("shipped", "half_shipped"), prepare=prepare)
    for name, call, roles, opens, prepare in [
        ("done_quantity_raised", _move(quantity=50), WRITERS, ("off_shipped",), None),
        ("done_quantity_lowered", _move(quantity=1), SHIPPERS, ("off_shipped",), None),
        ("done_demand_raised", _move(product_uom_qty=50), SHIPPERS, ("off_shipped",), None),
        ("done_line_quantity_raised", _line(quantity=50), SHIPPERS, ("off_shipped",), None),
        ("done_state_back", _move(state="assigned"), WRITERS, ("off_shipped",), None),
        ("done_state_cancelled", _move(state="cancel"), SHIPPERS, ("off_shipped",), None),
        ("done_state_draft", _move(state="draft"), SHIPPERS, ("off_shipped",), None),
        ("done_line_state_back", _line(state="assigned"), SHIPPERS, ("off_shipped",), None),
        (
            "done_picking_state_back",
            lambda c, p: p.write({"state": "assigned"}),
            WRITERS,
            ("off_shipped",),
            None,
        ),
        ("done_new_move", _new_move, SHIPPERS, ("off_shipped",), None),
        ("done_new_line", _new_line, SHIPPERS, ("off_shipped",), None),
        ("done_new_line_without_move", _new_line_without_move, SHIPPERS, ("off_shipped",), None),
        ("done_line_taken_over", _line_taken_over, ("keeper", "superuser"), ("off_shipped",), None),
        ("done_load_quantity", _load_quantity, ("keeper", "superuser"), ("off_shipped",), name_move),
        ("done_other_destination", _other_location, SHIPPERS, ("off_shipped",), None),
        (
            "done_other_contact",
            lambda case, picking: picking.write({"partner_id": case.stranger.id}),
            WRITERS,
            ("off_shipped",),
            None,
        ),
        (
            "done_move_other_contact",
            lambda case, picking: picking.move_ids.write({"partner_id": case.stranger.id}),
            WRITERS,
            ("off_shipped",),
            None,
        ),
        ("done_other_order_line", _other_line, SHIPPERS, ("off_shipped",), None),
        (
            "done_other_product",
            lambda case, picking: picking.move_ids.write({"product_id": case.key.id}),
            SHIPPERS,
            ("off_shipped",),
            None,
        ),
        (
            "done_other_source",
            lambda case, picking: picking.move_ids.write({"location_id": case.suppliers.id}),
            SHIPPERS,
            (),
            None,
        ),
        (
            "done_line_other_destination",
            lambda case, picking: picking.move_line_ids.write({"location_dest_id": case.suppliers.id}),
            SHIPPERS,
            ("off_shipped",),
            None,
        ),
    ]
]


# ----------------------------------------------------------------------
# Running freely is nobody's to give
# ----------------------------------------------------------------------
def _split_exempt(case, picking):
    picking.move_ids.with_context(default_ops_exempt=True).copy({"ops_exempt": True})


def _exempt_by_default(case, picking):
    picking.env["ir.default"].sudo().set("stock.move", "ops_exempt", True)
    hand_made(case, picking.with_context(default_ops_exempt=True))


EXEMPTIONS = [
    way(name, call, roles, None, open=(), closed=("none", "approved", "shipped", "off"))
    for name, call, roles in [
        ("exempt_written", _move(ops_exempt=True), WRITERS),
        ("exempt_among_others", _move(ops_exempt=1, quantity=10), ("keeper", "superuser")),
        ("exempt_copied", _split_exempt, ("keeper", "superuser")),
        (
            "exempt_created",
            lambda case, picking: hand_made(case, picking, ops_exempt=True),
            ("keeper", "superuser"),
        ),
    ]
] + [way("exempt_by_default", _exempt_by_default, ("keeper", "superuser"), None, open=(), closed=("none",))]


# ----------------------------------------------------------------------
# Core's paper
# ----------------------------------------------------------------------
def _print(kind):
    def call(case, picking):
        reports = picking.env["ir.actions.report"]
        getattr(reports, f"_render_qweb_{kind}")("stock.report_deliveryslip", picking.ids)

    return call


PRINTS = [
    way("print_delivery_slip_html", _print("html"), SHIPPERS, None),
    way("print_delivery_slip_text", _print("text"), ("keeper", "superuser"), None),
]


@tagged("post_install", "-at_install")
@clause("W4.C", part="gate")
@bypass_table([*DELIVERIES, *BESIDES, *DONE, *EXEMPTIONS, *PRINTS])
class TestDeliveryBypass(DeliveryGateCase):
    """One test per way; what a cell shows is told in `tests/bypass.py`."""
