"""The warehouse's transfers stay core's own, in one, two and three steps (W4.D)."""

from odoo.tests import tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
class TestStandardFlow(ReleaseCase):
    def _steps(self, steps, on):
        """Deliver ten pieces in so many steps; return what transfers it took, as they are in the end."""
        self._switch(on)
        self.warehouse.delivery_steps = steps
        order = self._running()
        if on:
            self._release(order)
        for _step in range(5):
            waiting = order.picking_ids.filtered(lambda picking: picking.state not in ("done", "cancel"))
            if not waiting:
                break
            picking = waiting.sorted("id")[:1].with_user(self.keeper)
            picking.action_assign()
            self._ship(picking)
            order.invalidate_recordset()
        self.assertEqual(order.order_line.qty_delivered, 10)
        return [
            (
                picking.picking_type_id.code,
                picking.location_id.usage,
                picking.location_dest_id.usage,
                picking.state,
                [(move.state, move.quantity, move.picked) for move in picking.move_ids],
            )
            for picking in order.picking_ids.sorted("id")
        ]

    def _same(self, steps, number):
        plain, gated = self._steps(steps, False), self._steps(steps, True)
        self.assertEqual(len(plain), number)
        self.assertEqual(gated, plain)

    @clause("W4.D")
    def test_in_one_step(self):
        self._same("ship_only", 1)

    @clause("W4.D")
    def test_in_two_steps(self):
        self._same("pick_ship", 2)

    @clause("W4.D")
    def test_in_three_steps(self):
        self._same("pick_pack_ship", 3)

    @clause("W4.D")
    def test_picking_and_packing_need_no_release(self):
        """Inside the house goods move freely; the last step waits for the release."""
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self._running()
        for _step in range(2):
            picking = order.picking_ids.filtered(lambda each: each.state == "assigned").with_user(self.keeper)
            self._ship(picking)
            order.invalidate_recordset()
        self.assertEqual(order.order_line.qty_delivered, 0)
        self.assertEqual(self._release(order).state, "approved", "what waits in the output counts as there")
        self._ship(self._picking(order))
        self.assertEqual(order.order_line.qty_delivered, 10)
