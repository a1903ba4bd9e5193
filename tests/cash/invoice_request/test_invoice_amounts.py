"""Amounts asked for are the amounts invoiced, without or with tax; the last part takes the rest (W6.A)."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..common import CashCase


@tagged("post_install", "-at_install")
@clause("W6.A", part="amounts")
class TestInvoiceAmounts(CashCase):
    def setUp(self):
        super().setUp()
        self.company.write({"ops_major_quotation": 10**9, "ops_major_contract": 10**9})

    def _order(self, price, quantity=1):
        return self._run([(self.plain, quantity, price)])

    def _part(self, order, **vals):
        """Ask for a part of the order's only line and bring it to a posted invoice."""
        request = self._request(order)
        if vals:
            request.line_ids.write(vals)
        shown = (request.amount_untaxed, request.amount_tax, request.amount_total)
        move = self._pass(request).sudo().move_id
        self.assertEqual(request.state, "invoiced", request.sudo().ops_gate_error)
        self.assertEqual(shown, (move.amount_untaxed, move.amount_tax, move.amount_total))
        return move

    def test_amount_of_a_machine_to_the_cent(self):
        """123,456.78 of a machine at 398,000.00, then the rest."""
        order = self._order(398_000)
        first = self._part(order, price_subtotal=123_456.78)
        self.assertEqual((first.amount_untaxed, first.amount_tax), (123_456.78, 16_049.38))
        self.assertEqual(order.order_line.qty_invoiced, 0.31)
        rest = self._part(order)
        self.assertEqual(rest.amount_untaxed, 274_543.22)
        self.assertEqual(rest.invoice_line_ids.quantity, 0.69)
        self.assertEqual((order.invoice_status, order.order_line.qty_invoiced), ("invoiced", 1))

    def test_amount_with_tax(self):
        order = self._order(398_000)
        for amount in (100_000, 123_456.78, 0.01 * 7):
            move = self._part(order, price_total=amount)
            self.assertEqual(move.amount_total, amount)
        rest = self._part(order)
        self.assertEqual(
            sum((order.invoice_ids).mapped("amount_untaxed")), 398_000, "nothing is left, nothing too much"
        )
        self.assertEqual((rest.state, order.invoice_status), ("posted", "invoiced"))

    def test_one_piece_in_three_quantities(self):
        """One piece at 99.99: 0.33, 0.33 and the remaining 0.34 are 99.99, not 100.00."""
        order = self._order(99.99)
        moves = self.env["account.move"]
        for quantity in (0.33, 0.33, 0.34):
            moves |= self._part(order, quantity=quantity)
        self.assertEqual(moves.mapped("amount_untaxed"), [33.0, 33.0, 33.99])

    def test_one_piece_in_three_amounts(self):
        order = self._order(99.99)
        for _number in range(3):
            self.assertEqual(self._part(order, price_subtotal=33.33).amount_untaxed, 33.33)
        self.assertEqual(order.invoice_status, "invoiced")

    def test_discounts_and_included_taxes(self):
        included = self.tax.copy({"name": "VAT 13 % included", "price_include_override": "tax_included"})
        self.tax = included
        order = self._run([(self.plain, 3, 113)])
        self.assertEqual(order.amount_untaxed, 300)
        self.assertEqual(self._part(order, price_subtotal=77.77).amount_untaxed, 77.77)
        self.assertEqual(self._part(order, price_total=55.55).amount_total, 55.55)
        rest = self._part(order)
        self.assertEqual(sum(order.invoice_ids.mapped("amount_untaxed")), 300)
        self.assertEqual(rest.state, "posted")

    def test_what_other_requests_ask_for_counts(self):
        order = self._order(1000)
        first = self._request(order)
        first.line_ids.price_subtotal = 400.01
        first.action_submit()
        second = self._request(order)
        self.assertEqual((second.amount_untaxed, second.line_ids.amount_kind), (599.99, "rest"))
        second.line_ids.price_subtotal = 600
        with self.assertRaisesRegex(UserError, r"600\.00.*599\.99 may be invoiced.*W6\.A"):
            second.action_submit()
        first.with_user(self.manager).action_ops_refuse("later")
        second.line_ids.write({"quantity": 0.6})
        second.action_submit()
        self.assertEqual((second.amount_untaxed, second.line_ids.quantity), (600, 0.6))

    def test_more_than_is_delivered_is_refused_in_money(self):
        order = self._run([(self.plain, 10, 100)], deliver=False)
        self._deliver(order, share=0.5)
        request = self._request(order)
        self.assertEqual((request.basis, request.amount_untaxed), ("delivered", 500))
        request.line_ids.price_subtotal = 500.01
        with self.assertRaisesRegex(UserError, r"500\.00 may be invoiced.*W6\.A"):
            request.action_submit()

    def test_the_last_of_the_quantity_takes_all_the_money(self):
        order = self._order(1000)
        self._part(order, quantity=0.99)
        request = self._request(order)
        request.line_ids.price_subtotal = 3
        with self.assertRaisesRegex(UserError, r"last of its quantity.*10\.00.*W6\.A"):
            request.action_submit()
        request.line_ids.price_subtotal = 10
        self.assertEqual(self._pass(request).sudo().move_id.amount_untaxed, 10)

    def test_another_price_is_no_remainder(self):
        """A price that the customer was given later does not reach back to what is invoiced."""
        order = self._order(100, quantity=10)
        self._part(order, quantity=5)
        self._switch(False)
        order.order_line.price_unit = 110
        self._switch(True)
        request = self._request(order)
        self.assertEqual((request.line_ids.quantity, request.amount_untaxed), (5, 550))

    def test_form_keeps_quantity_and_amounts_together(self):
        order = self._order(398_000)
        request = self._request(order)
        with Form(request) as form, form.line_ids.edit(0) as line:
            line.price_total = 100_000
            self.assertEqual((line.quantity, line.price_subtotal), (0.22, 88_495.58))
            line.quantity = 0.5
            self.assertEqual((line.price_subtotal, line.amount_asked), (199_000, 0))
            line.price_subtotal = 123_456.78
            self.assertEqual((line.quantity, line.price_total), (0.31, 139_506.16))
        self.assertRecordValues(
            request.line_ids,
            [{"amount_asked": 123_456.78, "amount_kind": "untaxed", "quantity": 0.31}],
        )

    def test_decided_amounts_are_frozen(self):
        request = self._request(self._order(1000))
        request.line_ids.price_subtotal = 400.01
        request.action_submit()
        for vals in (
            {"amount_asked": 1},
            {"amount_kind": "taxed"},
            {"price_total": 1},
            {"price_subtotal": 1},
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                request.line_ids.write(vals)
