"""Less is released than lies ready: Validate ships what is released (W4.C)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="validate")
class TestShipReleased(ReleaseCase):
    def _offer(self, picking):
        action = picking.button_validate()
        self.assertEqual(action["res_model"], "ops.ship.released")
        wizard = Form(
            self.env[action["res_model"]].with_user(picking.env.user).with_context(**action["context"])
        )
        return wizard.save()

    def test_validate_offers_what_is_released(self):
        order = self._running(products=[(self.plain, 10, 100), (self.plain, 5, 90)])
        release = self._release(order, 4, 5)
        picking = self._picking(order)
        wizard = self._offer(picking)
        self.assertEqual(picking.state, "assigned")
        # the line that is released in full does not stand in the warning
        self.assertRegex(wizard.text, r"^“Bearing 6204”: 10 Units in this delivery, 4 released\..*W4\.C.*$")
        self.assertEqual(picking.ops_release_text, wizard.text)
        wizard.action_ship()
        self.assertEqual((picking.state, release.state), ("done", "done"))
        self.assertEqual(order.order_line.mapped("qty_delivered"), [4, 5])
        rest = self._picking(order)
        self.assertEqual((rest.backorder_id.id, rest.move_ids.product_uom_qty), (picking.id, 6))

    def test_nothing_released_is_refused(self):
        order = self._running()
        with self.assertRaisesRegex(UserError, r"0 are released.*W4\.C"):
            self._picking(order).button_validate()

    def test_all_released_asks_nothing(self):
        order = self._running()
        self._release(order)
        self._picking(order).button_validate()
        self.assertEqual(self._left(order), 10)

    def test_another_address_is_refused_not_offered(self):
        order = self._running()
        self._release(order, 4)
        picking = self._picking(order)
        picking.partner_id = self.vendor
        with self.assertRaisesRegex(UserError, r"Vendor; it is released for"):
            picking.button_validate()

    def test_several_transfers_at_once(self):
        orders = [self._running(), self._running()]
        self._release(orders[0], 4)
        self._release(orders[1])
        pickings = self._picking(orders[0]) | self._picking(orders[1])
        self._offer(pickings).action_ship()
        self.assertEqual([self._left(order) for order in orders], [4, 10])

    def test_only_who_ships(self):
        order = self._running()
        self._release(order, 4)
        with self.assertRaises(AccessError):
            self.env["ops.ship.released"].with_user(self.clerk).create(
                {"picking_ids": self._picking(order).ids}
            )

    def test_switched_off_as_in_plain_odoo(self):
        self._switch(False)
        order = self._running()
        self._picking(order).button_validate()
        self.assertEqual(self._left(order), 10)
