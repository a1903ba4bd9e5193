"""Pick, pack and ship in two releases with a back order; invoiced and paid in parts."""

from odoo.tests import tagged

from ..common import clause
from .deal_player import DealPlayer


@tagged("post_install", "-at_install")
class TestTwoReleases(DealPlayer):
    @clause("W4.C", "W5.B", "W5.C", "W6.A", "W6.C", "R10", part="story")
    def test_two_releases_to_money_received(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        order = self.running_order([(self.plain, 10, 99.99), (self.difficult, 3, 2500)])
        bearings, valves = order.order_line

        # six bearings and two valves are released, a day ahead; the rest stays
        first = self.request_release(order, "2026-03-03", (6, 2))
        self.submit_release(first)
        with self.refused(r"Bearing.*6 Units asked for.*only 4.*W4\.C"):
            again = self.request_release(order, "2026-03-03", (6, 1))
            self.submit_release(again)
        self._decide(first)
        self.assertFalse(first.is_same_day)
        self._at("2026-03-03 09:00:00")
        self.ship(self.next_transfer(order))  # pick, inside the house: free
        self.ship(self.next_transfer(order))  # pack
        with self.refused(r"Bearing.*10 Units would leave, 6 are released.*W4\.C"):
            self.ship(self.next_transfer(order))
        self.ship(self.next_transfer(order), released_only=True)
        self.assertEqual((bearings.qty_delivered, valves.qty_delivered), (6, 2))
        self.assertEqual((first.state, order.delivery_status), ("done", "partial"))
        back_order = self.next_transfer(order)
        self.assertEqual(back_order.move_ids.mapped("product_uom_qty"), [4, 1])
        with self.refused(r"Bearing.*4 Units would leave, 0 are released.*W4\.C"):
            self.ship(back_order)

        # a part of what left is invoiced, and a part of that is paid
        part = self._invoice(order, (5, 2))
        self.assertEqual((bearings.qty_invoiced, valves.qty_invoiced), (5, 2))
        with self.refused(r"Bearing.*2 asked for, 1 may be invoiced.*W6\.A"):
            self.submit_invoice_request(self.request_invoice(order, quantities=(2,)))
        self._collect(part, 3000)
        self.assertEqual(
            (part.payment_state, round(part.amount_total - part.amount_residual, 2)), ("partial", 3000)
        )
        self.assertLess(
            max(self._percents(order)[key] for key in ("delivered", "invoiced", "collected")), 100
        )

        # the rest on short notice, which is flagged
        second = self.request_release(order, "2026-03-03")
        self.submit_release(second)
        self.assertTrue(second.is_same_day)
        self._decide(second)
        self._at("2026-03-03 15:00:00")
        self.ship(back_order)
        self.assertEqual((bearings.qty_delivered, valves.qty_delivered), (10, 3))
        self.assertEqual((second.state, order.delivery_status), ("done", "full"))
        self.assertEqual((self._on_hand(self.plain), self._on_hand(self.difficult)), (90, 4))

        rest = self._invoice(order)
        self.assertEqual((bearings.qty_invoiced, valves.qty_invoiced), (10, 3))
        # each invoice rounds its own tax, as core does
        self.assertEqual(round(part.amount_untaxed + rest.amount_untaxed, 2), order.amount_untaxed)
        receipt = self._collect(order)  # one transfer for all that is open
        self.assertEqual(receipt.allocation_ids.move_id, part | rest)
        self.assertEqual((part | rest).mapped("payment_state"), ["paid", "paid"])
        self.assertEqual(set(self._percents(order).values()), {100})
        self.assertEqual(self._page(order)["next"], "")

    def _invoice(self, order, quantities=()):
        request = self.request_invoice(order, quantities=quantities)
        self.submit_invoice_request(request)
        self.assertEqual(self._decide(request), [self.manager, self.purchaser, self.accountant])
        return request.sudo().move_id

    def _collect(self, document, amount=None):
        receipt = self.register_receipt(document, amount)
        self.submit_receipt(receipt)
        self._decide(receipt)
        return receipt
