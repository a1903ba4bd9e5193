"""Moves merge as core merges them; with the switch on, unless one runs freely and the other does not."""

from odoo.tests import tagged

from ...common import clause
from ..common import ReleaseCase


@tagged("post_install", "-at_install")
@clause("W4.C", part="gate")
class TestPlainMoves(ReleaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.delivery_steps = "pick_pack_ship"

    def _pick(self, order, quantity):
        """Pick so many; the rest becomes a back order."""
        pick = order.picking_ids.filtered(
            lambda picking: (
                picking.picking_type_id == self.warehouse.pick_type_id
                and picking.state not in ("done", "cancel")
            )
        ).with_user(self.keeper)
        pick.move_ids.write({"quantity": quantity, "picked": True})
        pick._action_done()

    def _packs(self, order):
        return order.picking_ids.filtered(
            lambda picking: picking.picking_type_id == self.warehouse.pack_type_id
        )

    def test_next_steps_merge(self):
        for is_on in (False, True):
            with self.subTest(on=is_on):
                self.company.ops_rulebook = is_on
                order = self._running()
                self._pick(order, 6)
                self._pick(order, 4)
                self.assertEqual(self._packs(order).move_ids.mapped("product_uom_qty"), [10])

    def test_fewer_ordered_takes_back_what_was_picked(self):
        """Core cancels the rest of the pick, lowers the pack and takes one piece back: four transfers."""
        self.company.ops_rulebook = False
        order = self._running()
        self._pick(order, 6)
        order.with_user(self.support).order_line.product_uom_qty = 5
        self.assertEqual(len(order.picking_ids), 4)
        self.assertEqual(self._packs(order).move_ids.product_uom_qty, 5)

    def test_what_runs_freely_does_not_take_up_what_does_not(self):
        """Picked for a customer before the switch, and after it: the next steps stay apart."""
        self.company.ops_rulebook = False
        free = self._hand_made_pick()
        self.company.ops_rulebook = True
        ruled = self._hand_made_pick()
        self.assertEqual((free.ops_exempt, ruled.ops_exempt), (True, False))
        for move in free | ruled:
            move.with_user(self.keeper).write({"quantity": 2, "picked": True})
            move.with_user(self.keeper)._action_done()
        packs = (free | ruled).move_dest_ids
        self.assertEqual(sorted(packs.mapped("ops_exempt")), [False, True])

    def _hand_made_pick(self):
        rules = self.env["stock.rule"]
        known = self.env["stock.move"].search([("origin", "=", "Sample")])
        rules.run(
            [
                rules.Procurement(
                    self.plain, 2, self.plain.uom_id, self.customers, "Sample", "Sample", self.company,
                    {"warehouse_id": self.warehouse},
                )
            ]
        )  # fmt: skip
        return self.env["stock.move"].search([("origin", "=", "Sample")]) - known
