"""Core agrees to the cent and piece: under the rulebook a deal leaves the same books as in plain Odoo."""

from odoo.tests import tagged

from ..common import clause
from .core_case import CoreCase


@tagged("post_install", "-at_install")
class TestCoreAgrees(CoreCase):
    """Each test plays one deal twice from the same stock and books, and compares what stands afterwards."""

    # ------------------------------------------------------------------
    # The deals
    # ------------------------------------------------------------------
    @clause("W4.C", "W5.C", "W6.C", part="core agrees")
    def test_whole_deal(self):
        """Price lowered in negotiation; delivered, invoiced and paid at once."""
        products = [(self.key, 30, 8000), (self.difficult, 2, 3000.10), (self.plain, 10, 99.99)]

        def ruled():
            order = self.running_order(products, quoted=8123.45)
            self._release_all(order)
            move = self._invoice(order)
            self._collect(move)

        def plain():
            order = self._order_plainly(products)
            self._ship_plainly(order)
            move = self._invoice_plainly(order)
            self._pay_plainly(move, move.amount_total)

        self._assert_same_books(ruled, plain)

    @clause("W4.C", "W5.C", "W6.C", part="core agrees")
    def test_partial_deal(self):
        """Two deliveries with a back order, a part of the first invoiced, the rest; paid in three parts."""
        products = [(self.key, 10, 7777.77), (self.plain, 33, 99.99)]

        def ruled():
            order = self._run_by_phone(products)
            self._release_all(order, (6, 10))
            first = self._invoice(order, (5, 10))
            self._collect(first, 10_000.01)
            self._at("2026-03-09 09:00:00")
            self._release_all(order)
            second = self._invoice(order)
            self._collect(first)
            self._collect(second)

        def plain():
            order = self._order_plainly(products)
            self._ship_plainly(order, (6, 10))
            first = self._invoice_plainly(order, (5, 10))
            self._pay_plainly(first, 10_000.01)
            self._at("2026-03-09 09:00:00")
            self._ship_plainly(order)
            second = self._invoice_plainly(order)
            self._pay_plainly(first, first.amount_residual)
            self._pay_plainly(second, second.amount_total)

        self._assert_same_books(ruled, plain)

    @clause("W5.C", part="core agrees")
    def test_advance_and_write_off(self):
        """Paid in advance before anything left, the rest with a write-off of the bank's charges."""
        products = [(self.plain, 33, 99.99), (self.difficult, 1, 2500)]

        def ruled():
            order = self.running_order(products)
            receipt = self._collect(order, 1000)
            self._release_all(order)
            move = self._invoice(order)
            self.assign_advance(receipt)
            self._collect(move, move.amount_residual - 12.34, (12.34, "Charges of the bank"))

        def plain():
            order = self._order_plainly(products)
            payment = self._advance_plainly(1000)
            self._ship_plainly(order)
            move = self._invoice_plainly(order)
            credit = payment.move_id.line_ids.filtered(
                lambda line: line.account_id.account_type == "asset_receivable"
            )
            move.js_assign_outstanding_line(credit.id)
            self._pay_plainly(move, move.amount_residual - 12.34, self.write_off_account)

        self._assert_same_books(ruled, plain)

    # ------------------------------------------------------------------
    # Under the rulebook: the buttons of the documents, pressed by their roles
    # ------------------------------------------------------------------
    def _run_by_phone(self, products):
        order = self.quote_freely(products)
        self.submit_quotation(order)
        self.answer_purchasing(order)
        self._decide(order)
        basis = self.record_phone_order(order)
        self.submit_contract(basis)
        self._decide(basis)
        self.enter(order)
        return order

    def _release_all(self, order, quantities=()):
        release = self.request_release(order, "2026-03-10", quantities)
        self.submit_release(release)
        self._decide(release)
        self.ship(self.next_transfer(order), released_only=bool(quantities))

    def _invoice(self, order, quantities=()):
        request = self.request_invoice(order, quantities=quantities)
        self.submit_invoice_request(request)
        self._decide(request)
        self.assertEqual(request.state, "invoiced")
        return request.sudo().move_id

    def _collect(self, document, amount=None, write_off=None):
        receipt = self.register_receipt(document, amount, write_off)
        self.submit_receipt(receipt)
        self._decide(receipt)
        self.assertEqual(receipt.state, "approved")
        return receipt
