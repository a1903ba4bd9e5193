"""What ran when the rulebook was switched on runs as it stood: its goods, its customer (PROCESS §3)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="exempt")
class TestExempt(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._stock(cls.plain, 1000)
        cls.stranger = cls.env["res.partner"].create({"name": "Somebody Else", "is_company": True})
        cls.site = cls.env["res.partner"].create({"name": "Mill 2", "parent_id": cls.customer.id})

    def _exempt(self):
        self._switch(False)
        order = self._running(products=[(self.plain, 6, 100)])
        self._switch(True)
        self.assertTrue(order.ops_exempt)
        return order

    def _refused(self, pattern=r"as it stood.*W4\.C"):
        return self.assertRaisesRegex(UserError, pattern)

    def test_no_more_than_was_ordered(self):
        order = self._exempt()
        picking = self._picking(order)
        with self._refused(), self.env.cr.savepoint():
            self._ship(picking, 400)
        with self._refused(), self.env.cr.savepoint():
            picking.move_ids.product_uom_qty = 400
            self._ship(picking, 400)
        self._ship(picking, 4)
        with self._refused(), self.env.cr.savepoint():
            self._ship(self._picking(order), 3)
        self._ship(self._picking(order))
        self.assertEqual(self._left(order), 6)
        with self._refused(), self.env.cr.savepoint():
            picking.move_ids.quantity = 400
        with self._refused(), self.env.cr.savepoint():
            picking.move_line_ids[0].copy({"quantity": 5})
        picking.move_ids.quantity = 3  # less, as in plain Odoo

    def test_not_to_another_customer(self):
        order = self._exempt()
        picking = self._picking(order)
        picking.partner_id = self.stranger
        with self._refused(), self.env.cr.savepoint():
            self._ship(picking)
        picking.partner_id = self.site  # another address of the same firm
        self._ship(picking)
        self.assertEqual(self._left(order), 6)

    def test_the_order_stays_as_it_stood(self):
        order = self._exempt()
        line = order.order_line
        for act in (
            lambda o: o.order_line.write({"product_uom_qty": 400}),
            lambda o: o.write({"order_line": [Command.update(line.id, {"product_uom_qty": 400})]}),
            lambda o: o.write(
                {"order_line": [Command.create({"product_id": self.plain.id, "product_uom_qty": 400})]}
            ),
            lambda o: o.order_line.copy({"order_id": o.id}),
            lambda o: o.order_line.write({"product_uom_id": self.env.ref("uom.product_uom_dozen").id}),
            lambda o: o.write({"partner_shipping_id": self.stranger.id}),
            lambda o: o.write({"partner_id": self.stranger.id, "partner_shipping_id": self.stranger.id}),
        ):
            for user in (self.support, self.consultant):
                with self._refused(r"W4\.C"), self.env.cr.savepoint():
                    act(order.with_user(user))
        order.with_user(self.support).partner_shipping_id = self.site
        order.with_user(self.support).order_line = [
            Command.create({"product_id": self._create_product("Freight", 50, type="service").id})
        ]
        line.with_user(self.support).product_uom_qty = 5
        self._switch(False)
        line.with_user(self.support).product_uom_qty = 400  # as in plain Odoo

    def test_goods_of_another_product_are_none_of_it(self):
        order = self._exempt()
        picking = self._picking(order)
        picking.move_ids = [
            Command.create(
                {
                    "product_id": self.key.id,
                    "product_uom_qty": 1,
                    "location_id": picking.location_id.id,
                    "location_dest_id": picking.location_dest_id.id,
                }
            )
        ]
        picking.move_ids[-1].quantity = 1
        with self._refused(r"without an order line.*W4\.C"), self.env.cr.savepoint():
            picking.button_validate()

    def test_a_delivery_without_an_order(self):
        self._switch(False)
        picking = self._sample()
        self._switch(True)
        move = picking.move_ids
        self.assertTrue(move.ops_exempt)
        for act in (
            lambda: move.write({"product_uom_qty": 400}),
            lambda: move.write({"product_id": self.key.id}),
            lambda: move.write({"partner_id": self.stranger.id}),
            lambda: picking.write({"partner_id": self.stranger.id}),
            lambda: self._ship(picking, 400),
        ):
            with self._refused(), self.env.cr.savepoint():
                act()
        self._ship(picking, 4)
        self._ship(picking.backorder_ids)
        self.assertEqual(picking.backorder_ids.state, "done")
        with self._refused(), self.env.cr.savepoint():
            move.quantity = 400

    def _sample(self):
        picking = (
            self.env["stock.picking"]
            .with_user(self.keeper)
            .create(
                {
                    "picking_type_id": self.warehouse.out_type_id.id,
                    "partner_id": self.customer.id,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": self.plain.id,
                                "product_uom_qty": 10,
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
