"""Every way for a customer's goods and their money before the manager confirmed the case (W8.A, W9.A)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import GateCase, Way, bypass_table
from .common import GoodsCase

TABLES = (
    "helpdesk_ticket",
    "ops_ticket_line",
    "ops_log",
    "stock_picking",
    "stock_move",
    "stock_move_line",
    "stock_quant",
    "repair_order",
    "account_move",
    "mail_message",
)
CARRIERS = ("support", "keeper")
HANDS = ("support", "keeper", "technician", "consultant", "leader", "superuser")


def _receive(case, ticket):
    ticket.action_ops_receive()


def _line(name, *values):
    return lambda case, ticket: getattr(ticket.ops_line_ids, name)(*values)


def _return_from_delivery(case, ticket):
    """What the warehouse makes of the delivery itself, as core's Return button does."""
    picking = case.order.picking_ids.filtered(lambda each: each.state == "done")[:1]
    back = case._return(picking, 1).with_env(ticket.env)
    back.move_ids.write({"quantity": 1, "picked": True})
    back._action_done()


def _move_by_hand(case, ticket):
    move = ticket.env["stock.move"].create(
        {
            "product_id": case.plain.id,
            "product_uom_qty": 1,
            "location_id": case.customers.id,
            "location_dest_id": case.warehouse.lot_stock_id.id,
            "partner_id": case.customer.id,
        }
    )
    move._action_confirm()
    move.write({"quantity": 1, "picked": True})
    move._action_done()


def _move_linked_to_the_case(case, ticket):
    """The link is no permission: the case behind it is asked."""
    move = ticket.env["stock.move"].create(
        {
            "product_id": case.plain.id,
            "product_uom_qty": 1,
            "location_id": case.customers.id,
            "location_dest_id": case.warehouse.lot_stock_id.id,
            "partner_id": case.customer.id,
            "ops_ticket_line_id": ticket.ops_line_ids.id,
        }
    )
    move._action_confirm()
    move.write({"quantity": 1, "picked": True})
    move._action_done()


def _move_created_done(case, ticket):
    ticket.env["stock.move"].create(
        {
            "product_id": case.plain.id,
            "product_uom_qty": 1,
            "quantity": 1,
            "state": "done",
            "location_id": case.customers.id,
            "location_dest_id": case.warehouse.lot_stock_id.id,
            "partner_id": case.customer.id,
        }
    )


def _leave_to_the_customer(case, ticket):
    """Goods of the case leave without a release, since the case would cover them."""
    move = ticket.env["stock.move"].create(
        {
            "product_id": case.plain.id,
            "product_uom_qty": 1,
            "location_id": case.warehouse.lot_stock_id.id,
            "location_dest_id": case.customers.id,
            "partner_id": case.customer.id,
            "ops_ticket_line_id": ticket.ops_line_ids.id,
        }
    )
    move._action_confirm()
    move.write({"quantity": 1, "picked": True})
    move._action_done()


def _repair_from_its_menu(case, ticket):
    repair = ticket.env["repair.order"].create(
        {"product_id": case.plain.id, "partner_id": case.customer.id, "product_qty": 1}
    )
    repair._action_repair_confirm()
    repair.action_repair_start()


def _repair_created_started(case, ticket):
    ticket.env["repair.order"].create(
        {
            "product_id": case.plain.id,
            "partner_id": case.customer.id,
            "product_qty": 1,
            "state": "under_repair",
        }
    )


def _credit_from_the_invoice(case, ticket):
    note = case.order.invoice_ids.with_env(ticket.env)._reverse_moves([{"ref": "part"}], cancel=False)
    note.invoice_line_ids.quantity = 1
    note.action_post()


def _credit_by_write(case, ticket):
    note = case.order.invoice_ids.with_env(ticket.env)._reverse_moves([{"ref": "part"}], cancel=False)
    note.invoice_line_ids.quantity = 1
    note.write({"state": "posted"})


def _position(case, ticket):
    ticket.ops_line_ids.write({"position": "here"})


def _verdict(case, ticket):
    ticket.ops_line_ids.write({"verdict": "faulty"})


def _through_the_ticket(case, ticket):
    ticket.write({"ops_line_ids": [Command.update(ticket.ops_line_ids.id, {"verdict": "faulty"})]})


def _import_verdict(case, ticket):
    line = ticket.ops_line_ids
    case.env["ir.model.data"].create(
        {"module": "__bypass__", "name": "line", "model": line._name, "res_id": line.id}
    )
    result = line.env["ops.ticket.line"].load(["id", "verdict"], [["__bypass__.line", "faulty"]])
    if not result["ids"]:
        raise UserError(result["messages"][0]["message"])


def _is_received(case, ticket):
    return bool(ticket.ops_line_ids.move_ids)


def _way(name, call, roles, done=None, open=(), **values):
    return Way(name, call, roles, done, open=open, clause=values.pop("clause", "W9"), **values)


WAYS = (
    _way("receive", _receive, CARRIERS, _is_received, ("approved",), denied=("technician",)),
    _way("receive_as_superuser", _receive, ("superuser",)),
    _way("ship", _line("action_ship"), CARRIERS),
    _way("restock", _line("action_restock"), CARRIERS),
    _way("scrap", _line("action_scrap"), ("keeper",)),
    _way("replace", _line("action_replace"), CARRIERS),
    _way("judge", _line("action_judge", "faulty"), ("technician",)),
    _way("hand_over", _line("action_hand_over"), ("consultant",)),
    _way("return_from_the_delivery", _return_from_delivery, ("keeper", "superuser")),
    _way("move_by_hand", _move_by_hand, ("keeper", "superuser")),
    _way("move_linked", _move_linked_to_the_case, ("keeper", "superuser")),
    _way("move_created_done", _move_created_done, ("superuser",)),
    _way("leave_for_the_customer", _leave_to_the_customer, ("keeper", "superuser")),
    _way("repair_from_its_menu", _repair_from_its_menu, ("technician", "superuser"), clause="W8.A"),
    _way("repair_created_started", _repair_created_started, ("technician", "superuser"), clause="W8.A"),
    _way("credit_from_the_invoice", _credit_from_the_invoice, ("accountant", "superuser"), clause="W9.D"),
    _way("credit_by_write", _credit_by_write, ("superuser",), clause="W9.D"),
    _way("position", _position, HANDS),
    _way("verdict", _verdict, HANDS),
    _way("verdict_through_the_ticket", _through_the_ticket, ("support", "superuser")),
    _way("verdict_by_import", _import_verdict, ("support", "superuser")),
)


@tagged("post_install", "-at_install")
@bypass_table(WAYS)
class TestGoodsBypass(GateCase, GoodsCase):
    """Rows start from a return at each stage before its confirmation; its goods are paid for by invoice."""

    gate_stages = ("draft", "submitted", "refused")
    gate_tables = TABLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.order = None

    def _fill_shelf(self):
        type(self).order = self._invoiced()
        super()._fill_shelf()

    def _gate_document(self, stage):
        line = {"product_id": self.plain.id, "quantity": 1, "order_line_id": self.order.order_line.id}
        case = self._case("return", [line], ops_order_id=self.order.id)
        if stage != "draft":
            case.action_ops_submit()
        if stage == "refused":
            case.with_user(self.manager).action_ops_refuse("No")
        if stage == "approved":
            case.with_user(self.manager).action_ops_approve()
        return case.with_env(self.env)
