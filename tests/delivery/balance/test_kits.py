"""Components of a kit leave as far as the kit is released (W4.C)."""

from unittest import SkipTest

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="kits")
class TestKits(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if "mrp.bom" not in cls.env or "bom_line_id" not in cls.env["stock.move"]._fields:
            raise SkipTest("sale_mrp is not installed")
        cls.kit = cls._create_product("Pump set", 900)
        cls.pump = cls._create_product("Pump", 500)
        cls.bolt = cls._create_product("Bolt", 5)
        for product in (cls.pump, cls.bolt):
            cls._stock(product, 100)
        cls.env["mrp.bom"].create(
            {
                "product_tmpl_id": cls.kit.product_tmpl_id.id,
                "type": "phantom",
                "bom_line_ids": [
                    Command.create({"product_id": cls.pump.id, "product_qty": 1}),
                    Command.create({"product_id": cls.bolt.id, "product_qty": 4}),
                ],
            }
        )

    def _refused(self, pattern):
        return self.assertRaisesRegex(UserError, pattern)

    def _kits(self, quantity=5):
        order = self._running(products=[(self.kit, quantity, 900)])
        self.assertEqual(order.picking_ids.move_ids.product_id, self.pump | self.bolt)
        return order

    def test_components_leave_with_the_released_kit(self):
        order = self._kits()
        picking = self._picking(order)
        with self._refused(r"“Pump”: 5 Units would leave, 0 are released"), self.env.cr.savepoint():
            self._ship(picking)
        release = self._release(order)
        self.assertEqual(release.line_ids.product_id, self.kit)
        self.assertFalse(picking.ops_release_missing, picking.ops_release_text)
        self._ship(picking)
        self.assertEqual((self._left(order), release.state), (5, "done"))
        self.assertFalse(order.ops_to_release)

    def test_as_far_as_the_kit_is_released(self):
        order = self._kits()
        first = self._release(order, 2)
        picking = self._picking(order)
        self.assertRegex(picking.ops_release_text, r"“Bolt”: 20 Units in this delivery, 8 released")
        with self._refused(r"“Bolt”: 9 Units would leave, 8 are released"), self.env.cr.savepoint():
            self._ship(picking, *(2 if move.product_id == self.pump else 9 for move in picking.move_ids))
        picking.action_ops_take_released()
        self.assertEqual(sorted(picking.move_ids.mapped("quantity")), [2, 8])
        self._ship(picking)
        self.assertEqual((self._left(order), first.state), (2, "done"))
        second = self._release(order)
        self.assertEqual(second.line_ids.quantity, 3)
        rest = self._picking(order)
        self._ship(rest, *(3 if move.product_id == self.pump else 0 for move in rest.move_ids))
        self.assertEqual(second.state, "approved")  # the bolts are still to leave
        self._ship(self._picking(order))
        self.assertEqual((self._left(order), second.state), (5, "done"))

    def test_other_goods_are_no_component(self):
        order = self._kits()
        self._release(order)
        move = (
            self.env["stock.move"]
            .with_user(self.keeper)
            .create(
                {
                    "product_id": self.plain.id,
                    "product_uom_qty": 1,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "location_dest_id": self.customers.id,
                    "sale_line_id": order.order_line.id,
                    "bom_line_id": order.picking_ids.move_ids.bom_line_id[0].id,
                }
            )
        )
        move._action_confirm()
        move.write({"quantity": 1, "picked": True})
        with self._refused(r"without an order line.*W4\.C"), self.env.cr.savepoint():
            move._action_done()

    def test_components_at_a_vendors_count_for_core(self):
        order = self._kits()
        picking = self._picking(order)
        picking.location_dest_id = self.suppliers
        with self._refused(r"W4\.C"), self.env.cr.savepoint():
            self._ship(picking)

    def test_components_back_may_leave_again(self):
        order = self._kits(1)
        self._release(order)
        picking = self._ship(self._picking(order))
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.keeper)
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        for line in wizard.product_return_moves:
            line.quantity = 2 if line.product_id == self.bolt else 0
        back = self.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        self._ship(back.with_user(self.keeper))
        balance = order.sudo().order_line._ops_release_balances()[order.order_line.id]
        self.assertEqual((balance.left_of(self.bolt.id), balance.left_of(self.pump.id)), (2, 0))

    def test_kits_of_an_order_that_ran_before(self):
        self._switch(False)
        order = self._kits()
        self._switch(True)
        picking = self._picking(order)
        with self._refused(r"as it stood"), self.env.cr.savepoint():
            self._ship(picking, 9, 36)
        self._ship(picking)
        self.assertEqual(self._left(order), 5)
