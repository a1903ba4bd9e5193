"""Nothing below the rounding of the unit in which goods move is offered to be invoiced (W6.A)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..common import CashCase


@tagged("post_install", "-at_install")
@clause("W6.A", part="units")
class TestUnits(CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.plain.invoice_policy = "delivery"

    def _in_unit(self, product, unit, quantity):
        order = self._create_order(products=[(product, quantity, 120)])
        order.order_line.write({"product_uom_id": unit.id, "product_uom_qty": quantity, "price_unit": 120})
        order.order_line.tax_ids = self.tax
        self._confirm(order)
        self._deliver(order)
        return order

    def _open(self, order, basis="delivered"):
        return list(self.env["ops.invoice.request"]._get_open_quantities(order.order_line, basis).values())

    def _back(self, order, pieces):
        """Pieces come back one by one, to be credited."""
        picking = order.picking_ids.filtered(lambda picking: picking.state == "done")[:1]
        for _piece in range(pieces):
            wizard = (
                self.env["stock.return.picking"]
                .with_context(active_id=picking.id, active_model="stock.picking")
                .create({})
            )
            wizard.product_return_moves.write({"quantity": 1, "to_refund": True})
            back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
            back.move_ids.write({"quantity": 1, "picked": True})
            back.button_validate()

    def _credit(self, invoice, pieces):
        """Finance credits so many pieces."""
        credit = invoice.with_user(self.accountant)._reverse_moves()
        item = credit.invoice_line_ids.filtered("sale_line_ids")
        item.write({"product_uom_id": self.piece.id, "quantity": pieces, "price_unit": 10})
        credit.action_post()

    def test_pieces_back_out_of_a_pack(self):
        for pieces in (1, 3):
            with self.subTest(pieces=pieces):
                order = self._in_unit(self.plain, self.dozen, 1)
                invoice = self._invoice(order)
                self.assertEqual(self._open(order), [])
                self._back(order, pieces)
                self._credit(invoice, pieces)
                line = order.order_line
                line.invalidate_recordset()
                self.assertAlmostEqual(line._ops_delivered_unrounded(), 1 - pieces / 12)
                self.assertAlmostEqual(line._ops_invoiced_unrounded(), 1 - pieces / 12)
                self.assertEqual(self._open(order), [])
                listed = order.with_user(self.support).search(
                    self.env["sale.order"].with_user(self.support)._ops_to_invoice_domain()
                )
                self.assertNotIn(order, listed)
                request = self.env["ops.invoice.request"].with_user(self.support)
                blocked = request.create(
                    {
                        "partner_id": self.customer.id,
                        "line_ids": [Command.create({"order_line_id": line.id, "quantity": 0.01})],
                    }
                )
                self.assertEqual(blocked.line_ids.quantity_open, 0)
                with self.assertRaisesRegex(UserError, r"W6\.A"):
                    blocked.action_submit()

    def test_pieces_of_what_is_kept_in_dozens_are_invoiced_in_full(self):
        product = self._create_product("Screw M8", 12, uom_id=self.dozen.id)
        order = self._in_unit(product, self.piece, 5)
        self.assertEqual(order.order_line.qty_delivered, 5.04)
        self.assertEqual(self._open(order), [5])
        invoice = self._invoice(order)
        self.assertEqual(invoice.invoice_line_ids.filtered("sale_line_ids").quantity, 5)
        self.assertEqual((self._open(order), self._open(order, "ordered")), ([], []))
        self.assertFalse(order.with_user(self.support).ops_can_request_invoice)

    def test_what_a_piece_is_stays_open(self):
        order = self._in_unit(self.plain, self.dozen, 2)
        self._back(order, 1)
        self.assertAlmostEqual(self._open(order)[0], 23 / 12)
