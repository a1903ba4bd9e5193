"""Quantities are compared in the rounding of the unit in which goods move (W4.C)."""

from odoo.tests import tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="units")
class TestUnits(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.in_dozens = cls._create_product("Screw M8", 12, uom_id=cls.dozen.id)
        cls._stock(cls.in_dozens, 100)

    def _in_pieces(self, quantity):
        """Return a running order of pieces of what is kept in dozens."""
        order = self._create_order(products=[(self.in_dozens, quantity, 1)])
        order.order_line.product_uom_id = self.piece
        order.order_line.product_uom_qty = quantity
        return self._confirm(order)

    def test_released_in_full_leaves_in_full(self):
        for propagate in ("0", "1"):
            with self.subTest(propagate=propagate):
                self.env["ir.config_parameter"].set_param("stock.propagate_uom", propagate)
                order = self._in_pieces(5)
                release = self._release(order)
                picking = self._picking(order)
                self.assertFalse(picking.ops_release_missing, picking.ops_release_text)
                picking.action_ops_take_released()
                self._ship(picking)
                self.assertEqual((picking.state, release.state), ("done", "done"))
                self.assertFalse(order.picking_ids.filtered(lambda picking: picking.state != "done"))
                self.assertFalse(order.ops_to_release)
                self.assertNotIn(order, order.search([("ops_to_release", "=", True)]))

    def test_the_rest_can_always_leave(self):
        self.env["ir.config_parameter"].set_param("stock.propagate_uom", "1")
        order = self._in_pieces(5)
        release = self._release(order)
        self._ship(self._picking(order), 4.92)
        self.assertEqual(release.state, "approved")
        self._ship(self._picking(order))
        self.assertEqual(release.state, "done")

    def test_taking_part_of_what_is_reserved(self):
        order = self._in_pieces(10)
        release = self._release(order, 5)
        picking = self._picking(order)
        self.assertTrue(picking.ops_release_partly)
        picking.action_ops_take_released()
        self._ship(picking)
        self.assertEqual(release.state, "done")
        second = self._release(order)
        self._ship(self._picking(order))
        self.assertEqual(second.state, "done")
        self.assertFalse(order.ops_to_release)

    def test_more_in_the_unit_of_the_goods_is_refused(self):
        """A fifth of a piece is nothing in dozens, but it is a piece too many."""
        order = self._create_order(products=[(self.plain, 1, 1200)])
        order.order_line.product_uom_id = self.dozen
        self._confirm(order)
        self._release(order)
        picking = self._picking(order)
        move = picking.move_ids
        move.move_line_ids.product_uom_id = self.piece
        move.move_line_ids.quantity = 12.05
        with self.assertRaisesRegex(Exception, r"W4\.C"), self.env.cr.savepoint():
            self._ship(picking)
        move.move_line_ids.quantity = 12
        self._ship(picking)
        self.assertEqual(self._left(order), 1)

    def test_a_piece_back_out_of_a_pack_opens_what_a_piece_is(self):
        order = self._create_order(products=[(self.plain, 1, 1200)])
        order.order_line.product_uom_id = self.dozen
        self._confirm(order)
        release = self._release(order)
        self._ship(self._picking(order))
        self.assertEqual(release.line_ids.quantity_left, 0)
        self.assertEqual(order.order_line.ops_qty_to_release, 0)
