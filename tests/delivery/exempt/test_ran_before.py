"""Deliveries that were under way when the rulebook was switched on go on freely (W4.C, PROCESS §3)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="gate")
class TestRanBefore(ReleaseCase):
    def _refused(self, pattern=r"W4\.C"):
        """As the server: a refused call leaves nothing behind."""
        return self.assertRaisesRegex(UserError, pattern)

    def test_orders_that_ran_before_deliver_freely(self):
        self._switch(False)
        order = self._running()
        self._switch(True)
        self.assertTrue(order.ops_exempt)
        self._ship(self._picking(order), 4)
        self._ship(self._picking(order))
        self.assertEqual(self._left(order), 10)
        picking = order.picking_ids[:1].with_user(self.keeper)
        picking.move_ids.quantity = 5  # as in plain Odoo
        self._ship(self._return(picking, 1))

    def test_deliveries_without_order_that_ran_before_deliver_freely(self):
        self._switch(False)
        picking = self._sample(10)
        self._switch(True)
        self.assertTrue(picking.move_ids.ops_exempt)
        self._ship(picking, 4)
        backorder = picking.backorder_ids
        self.assertTrue(backorder.move_ids.ops_exempt)
        self._ship(backorder)
        self.assertEqual(backorder.state, "done")
        with self._refused(r"without an order line.*W4\.C"):
            self._sample(1).button_validate()

    def test_steps_of_a_delivery_that_ran_before_deliver_freely(self):
        self.warehouse.delivery_steps = "pick_ship"
        self._switch(False)
        rules = self.env["stock.rule"]
        rules.run(
            [
                rules.Procurement(
                    self.plain,
                    5,
                    self.plain.uom_id,
                    self.customers,
                    "Sample",
                    "Sample",
                    self.company,
                    {"warehouse_id": self.warehouse},
                )
            ]
        )
        self._switch(True)
        pick = self.env["stock.picking"].search([("origin", "=", "Sample")]).with_user(self.keeper)
        self.assertTrue(pick.move_ids.ops_exempt)
        self._ship(pick)
        ship = pick.move_ids.move_dest_ids.picking_id
        self.assertEqual(ship.location_dest_id.usage, "customer")
        self._ship(ship.with_user(self.keeper))

    def test_what_left_while_off_is_not_counted(self):
        order = self._running()
        self._switch(False)
        self._ship(self._picking(order), 4)
        self._switch(True)
        self.assertFalse(order.ops_exempt)
        self.assertEqual(order.order_line.ops_qty_to_release, 6)
        with self._refused(r"0 are released"), self.env.cr.savepoint():
            self._ship(self._picking(order))
        self._release(order)
        self._ship(self._picking(order))
        self.assertEqual(self._left(order), 10)

    def _sample(self, quantity):
        """A delivery without an order, as the keeper makes it by hand."""
        picking = (
            self.env["stock.picking"]
            .with_user(self.keeper)
            .create(
                {
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "location_id": self.warehouse.lot_stock_id.id,
                    "location_dest_id": self.customers.id,
                    "partner_id": self.customer.id,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": self.plain.id,
                                "product_uom_qty": quantity,
                                "location_id": self.warehouse.lot_stock_id.id,
                                "location_dest_id": self.customers.id,
                            }
                        )
                    ],
                }
            )
        )
        picking.action_confirm()
        picking.action_assign()
        return picking
