"""Where goods are gone for an order, and to whom they go: as it was released (W4.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="gate")
class TestWhereGoodsGo(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.transit = cls.env["stock.location"].create(
            {"name": "On the way", "usage": "transit", "company_id": False}
        )
        cls.between = cls.env.ref("stock.stock_location_inter_company")
        cls.site = cls.env["res.partner"].create(
            {"name": "Mill 2", "parent_id": cls.customer.id, "type": "other"}
        )
        cls.storeman = new_test_user(
            cls.env,
            "ops_storeman",
            groups="base.group_user,base.group_partner_manager,ops_dept.ops_dept_group_warehouse",
        )
        cls.stranger = cls.env["res.partner"].create({"name": "Somebody Else", "is_company": True})

    def _refused(self, pattern=r"W4\.C"):
        return self.assertRaisesRegex(UserError, pattern)

    def _assert_refused_then_released(self, order):
        """Nothing is delivered without a release, all of it with one."""
        picking = order.picking_ids.with_user(self.keeper)
        with self._refused(r"10 Units would leave, 0 are released.*W4\.C"), self.env.cr.savepoint():
            self._ship(picking)
        self.assertEqual(self._left(order), 0)
        release = self._release(order)
        self._ship(picking)
        # for core's order lines only the customer and the transit between companies count
        delivered = 10 if picking.location_dest_id._is_outgoing() else 0
        self.assertEqual((self._left(order), release.state), (delivered, "done"))
        self.assertEqual(release.line_ids.quantity_shipped, 10)
        return picking

    # ------------------------------------------------------------------
    # Gone is what core counts as delivered
    # ------------------------------------------------------------------
    def test_a_customers_place_in_transit(self):
        self.customer.with_user(self.storeman).property_stock_customer = self.between
        order = self._running()
        self.assertEqual(order.picking_ids.location_dest_id, self.between)
        self._assert_refused_then_released(order)

    def test_a_place_under_the_transit_between_companies(self):
        inner = self.env["stock.location"].create(
            {"name": "B", "usage": "internal", "location_id": self.between.id}
        )
        order = self._running()
        order.picking_ids.with_user(self.keeper).location_dest_id = inner
        self._assert_refused_then_released(order)

    def test_place_written_on_the_transfer_its_type_or_its_lines(self):
        order = self._running()
        order.picking_ids.with_user(self.keeper).location_dest_id = self.transit
        self._assert_refused_then_released(order)
        self.warehouse.out_type_id.default_location_dest_id = self.transit
        self._assert_refused_then_released(self._running())
        order = self._running()
        order.picking_ids.move_line_ids.with_user(self.keeper).location_dest_id = self.transit
        with self._refused(r"0 are released"), self.env.cr.savepoint():
            self._ship(order.picking_ids.with_user(self.keeper))

    def test_from_one_customer_to_another_for_an_order(self):
        """Core counts it as delivered, although nothing leaves the house."""
        order = self._running()
        move = (
            self.env["stock.move"]
            .with_user(self.keeper)
            .create(
                {
                    "product_id": self.plain.id,
                    "product_uom_qty": 2,
                    "location_id": self.customers.id,
                    "location_dest_id": self.customers.id,
                    "sale_line_id": order.order_line.id,
                }
            )
        )
        move._action_confirm()
        move.write({"quantity": 2, "picked": True})
        with self._refused(r"W4\.C"), self.env.cr.savepoint():
            move._action_done()
        move.sale_line_id = False  # without an order nothing counts it
        move._action_done()
        self.assertEqual((move.state, self._left(order)), ("done", 0))

    def test_what_came_back_from_transit_may_leave_again(self):
        self.customer.with_user(self.storeman).property_stock_customer = self.between
        order = self._running()
        picking = self._assert_refused_then_released(order)
        wizard = (
            self.env["stock.return.picking"]
            .with_user(self.keeper)
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.quantity = 3
        back = (
            self.env["stock.picking"].with_user(self.keeper).browse(wizard.action_create_returns()["res_id"])
        )
        self._ship(back)
        self.assertEqual(order.sudo().order_line._ops_release_balances()[order.order_line.id].left, 3)

    def test_who_sets_a_customers_place(self):
        place = self.customer.property_stock_customer
        for user in (self.consultant, self.support, self.manager):
            with self._refused(r"Ask the warehouse \(W4\.C\)"), self.env.cr.savepoint():
                self.customer.with_user(user).property_stock_customer = self.transit
            with self._refused(r"Ask the warehouse"), self.env.cr.savepoint():
                self.env["res.partner"].with_user(user).create(
                    {"name": "New", "property_stock_customer": self.transit.id}
                )
        self.assertEqual(self.customer.property_stock_customer, place)
        self.customer.with_user(self.consultant).write({"property_stock_customer": place.id, "ref": "1"})
        self.env["res.partner"].with_user(self.consultant).create(
            {"name": "New", "property_stock_customer": place.id}
        )
        self.customer.with_user(self.storeman).property_stock_customer = self.transit
        log = self.env["ops.log"].search([("model", "=", "res.partner"), ("res_id", "=", self.customer.id)])
        self.assertRecordValues(log, [{"user_id": self.storeman.id, "clause_code": "W4.C"}])
        self.assertIn("On the way", log.comment)
        self._switch(False)
        self.customer.with_user(self.consultant).property_stock_customer = place

    # ------------------------------------------------------------------
    # To whom they were released for
    # ------------------------------------------------------------------
    def test_another_contact_on_the_transfer(self):
        order = self._running()
        release = self._release(order)
        picking = self._picking(order)
        for other in (self.stranger, self.site):
            picking.partner_id = other
            self.assertTrue(picking.ops_release_missing)
            self.assertRegex(picking.ops_release_text, f"would go to .*{other.name}; it is released for")
            with (
                self._refused(rf"{other.name}; it is released for Blue River.*W4\.C"),
                self.env.cr.savepoint(),
            ):
                self._ship(picking)
            with self._refused(r"W4\.C"):  # the paper does not name him either
                self.env["ir.actions.report"].with_user(self.keeper)._render_qweb_html(
                    "stock.report_deliveryslip", picking.ids
                )
        picking.partner_id = self.customer
        self._ship(picking)
        self.assertEqual((release.state, picking.partner_id), ("done", self.customer))

    def test_another_contact_on_a_move_only(self):
        order = self._running()
        self._release(order)
        picking = self._picking(order)
        picking.move_ids.partner_id = self.stranger
        with self._refused(r"Somebody Else; it is released for"), self.env.cr.savepoint():
            self._ship(picking)
        picking.move_ids.partner_id = self.customer
        self._ship(picking)

    def test_another_transfer_takes_the_goods_along(self):
        order = self._running()
        self._release(order)
        picking = self._picking(order)
        other = picking.copy({"partner_id": self.stranger.id, "move_ids": []})
        picking.move_ids.picking_id = other
        other.move_ids.move_line_ids.picking_id = other
        with self._refused(r"Somebody Else; it is released for"), self.env.cr.savepoint():
            self._ship(other)

    def test_what_left_keeps_its_address(self):
        order = self._running()
        self._release(order)
        picking = self._ship(self._picking(order))
        for act in (
            lambda: picking.write({"partner_id": self.stranger.id}),
            lambda: picking.move_ids.write({"partner_id": self.stranger.id}),
            lambda: (
                order.sudo()
                .with_context(update_delivery_shipping_partner=True)
                .write({"partner_shipping_id": self.stranger.id})
            ),
        ):
            with self._refused(r"W[34]\.C"), self.env.cr.savepoint():
                act()
        self.assertEqual(picking.partner_id, self.customer)

    def test_address_of_the_order_changes_after_the_release(self):
        order = self._running()
        self._release(order)
        picking = self._picking(order)
        order.sudo().with_context(update_delivery_shipping_partner=True).partner_shipping_id = self.site
        self.assertEqual(picking.partner_id, self.site)
        with self._refused(r"Mill 2; it is released for Blue River"), self.env.cr.savepoint():
            self._ship(picking)
        order.ops_release_ids.with_user(self.support).action_cancel()
        release = self._release(order)
        self.assertEqual(release.partner_shipping_id, self.site)
        self._ship(picking)
        self.assertEqual(release.state, "done")

    def test_approval_puts_its_address_on_the_transfer(self):
        order = self._running()
        release = self._release(order, partner_shipping_id=self.site)
        picking = self._picking(order)
        self.assertEqual(picking.partner_id, self.site)
        self.assertEqual(picking.move_ids.partner_id, self.site)
        self._ship(picking)
        self.assertEqual(release.state, "done")

    def test_each_address_gets_its_own_quantity(self):
        order = self._running()
        first = self._release(order, 4)
        picking = self._picking(order)
        second = self._release(order, 6, partner_shipping_id=self.site)
        self.assertEqual(picking.partner_id, self.customer)
        with self._refused(r"6 Units would leave, 4 are released"), self.env.cr.savepoint():
            self._ship(picking, 6)
        self._ship(picking, 4)
        rest = self._picking(order)
        with self._refused(r"6 Units would leave, 0 are released"), self.env.cr.savepoint():
            self._ship(rest)
        rest.partner_id = self.site
        self._ship(rest)
        self.assertEqual((first.state, second.state), ("done", "done"))

    def test_pick_pack_ship_to_another(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self._running()
        self._ship(order.picking_ids.with_user(self.keeper))
        self._ship(order.picking_ids[-1:].sorted("id").with_user(self.keeper))
        for picking in order.picking_ids.filtered(lambda picking: picking.state != "done"):
            self._ship(picking.with_user(self.keeper)) if picking.location_dest_id != self.customers else None
        self._release(order)
        ship = self._picking(order)
        ship.partner_id = self.stranger
        with self._refused(r"Somebody Else; it is released for"), self.env.cr.savepoint():
            self._ship(ship)
        ship.partner_id = self.customer
        self._ship(ship)
        self.assertEqual(self._left(order), 10)

    def test_drop_ship_to_another(self):
        route = self.env.ref("stock_dropshipping.route_drop_shipping")
        product = self._create_product("Pump", 900, route_ids=[Command.set(route.ids)])
        product.seller_ids = [Command.create({"partner_id": self.vendor.id, "price": 500})]
        orders = [self._running(products=[(product, 3, 900)]) for _number in range(2)]
        for order, address in zip(orders, (self.customer, self.stranger), strict=True):
            purchase = order.sudo()._get_purchase_orders()
            purchase.dest_address_id = address
            purchase.button_confirm()
            self._release(order)
        self._ship(orders[0].picking_ids.with_user(self.keeper))
        self.assertEqual(self._left(orders[0]), 3)
        with self._refused(r"Somebody Else; it is released for"), self.env.cr.savepoint():
            self._ship(orders[1].picking_ids.with_user(self.keeper))
