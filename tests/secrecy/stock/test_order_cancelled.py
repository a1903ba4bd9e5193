"""A running order is cancelled by those who sell, although its purchase orders stay closed to them."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ...delivery.common import ReleaseCase

BOUGHT_AT = 321.57  # what no id of a record looks like


@tagged("post_install", "-at_install")
class TestOrderCancelled(ReleaseCase):
    """As in a request of its own: nothing that others read is in the cache."""

    def _as(self, order, user):
        self.env.flush_all()
        self.env.invalidate_all()
        return order.with_user(user)

    def _bought_to_order(self, *route_names):
        """Return a running order whose goods core buys when it is confirmed, and what it bought."""
        routes = self.env["stock.route"].union(*(self.env.ref(name) for name in route_names))
        routes.active = True
        product = self._create_product("Pump", 900, route_ids=[Command.set(routes.ids)])
        product.seller_ids = [Command.create({"partner_id": self.vendor.id, "price": BOUGHT_AT})]
        order = self._running(products=[(product, 3, 900)]).sudo()
        purchase = order._get_purchase_orders()
        self.assertEqual(purchase.order_line.price_unit, BOUGHT_AT)
        return order, purchase

    def _assert_told(self, purchase, order):
        """Purchasing finds a note at its order; nothing was cancelled there."""
        self.assertNotEqual(purchase.state, "cancel")
        notes = " ".join(purchase.activity_ids.mapped("note"))
        self.assertIn(order.name, notes)
        self.assertNotIn(str(BOUGHT_AT), notes)

    def test_who_sells_cancels_a_running_order(self):
        for user in (self.consultant, self.support, self.manager, self.leader):
            with self.subTest(user=user.name):
                order = self._running()
                self._as(order, user).action_cancel()
                self.assertEqual((order.state, order.picking_ids.state), ("cancel", "cancel"))

    def test_who_does_not_sell_is_refused(self):
        order = self._running()
        for user in (self.keeper, self.purchaser, self.clerk, self.auditor):
            with self.subTest(user=user.name), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._as(order, user).action_cancel()
        self.assertEqual((order.state, order.picking_ids.state), ("sale", "assigned"))

    def test_goods_bought_to_order_leave_a_note_at_the_purchase_order(self):
        routes = ("purchase_stock.route_warehouse0_buy", "stock.route_warehouse0_mto")
        for confirmed in (False, True):
            with self.subTest(purchase_confirmed=confirmed):
                order, purchase = self._bought_to_order(*routes)
                if confirmed:
                    purchase.button_confirm()
                self._as(order, self.support).action_cancel()
                self.assertEqual(order.state, "cancel")
                self._assert_told(purchase, order)

    def test_goods_sent_by_the_vendor_leave_a_note_at_the_purchase_order(self):
        if not self.env.ref("stock_dropshipping.route_drop_shipping", raise_if_not_found=False):
            self.skipTest("stock_dropshipping is not installed")
        order, purchase = self._bought_to_order("stock_dropshipping.route_drop_shipping")
        purchase.button_confirm()
        self._as(order, self.support).action_cancel()
        self.assertEqual(order.state, "cancel")
        self._assert_told(purchase, order)

    def test_purchase_orders_stay_closed_to_support(self):
        order, purchase = self._bought_to_order(
            "purchase_stock.route_warehouse0_buy", "stock.route_warehouse0_mto"
        )
        order = self._as(order, self.support)
        order.action_cancel()
        self.env.flush_all()
        for records in (purchase, purchase.order_line):
            with self.assertRaises(AccessError):
                records.with_user(self.support).read(["name"])
        move = order.picking_ids.move_ids[0].with_user(self.support)
        found = move.with_context(include_draft_documents=True)._get_upstream_documents_and_responsibles(
            move.browse()
        )
        for documents in found:
            for records in documents:
                self.assertFalse(records.env.su)

    def test_switch_off_it_works_the_same(self):
        self._switch(False)
        order = self._running()
        self._as(order, self.support).action_cancel()
        self.assertEqual(order.state, "cancel")
