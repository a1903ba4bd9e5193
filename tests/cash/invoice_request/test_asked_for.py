"""What may be asked for: parts, amounts, what is delivered or ordered, of one order or several (W6.A)."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..common import CashCase


@tagged("post_install", "-at_install")
class TestAskedFor(CashCase):
    @clause("W6.A", part="partial quantities")
    def test_partial_quantities_until_all_is_invoiced(self):
        order = self._run()
        for quantity, left in ((3, 7), (3, 4), (4, 0)):
            request = self._request(order)
            request.line_ids.quantity = quantity
            self._pass(request)
            self.assertEqual(order.order_line.qty_to_invoice, left)
        self.assertEqual(sum(order.invoice_ids.mapped("amount_untaxed")), 1000)
        with self.assertRaisesRegex(UserError, r"nothing is to be invoiced.*W6\.A"):
            self._request(order)

    @clause("W6.A", part="partial amounts")
    def test_partial_amount_is_a_share_of_the_quantity(self):
        order = self._run([(self.plain, 1, 100_000)])
        request = self._request(order)
        with Form(request) as form, form.line_ids.edit(0) as line:
            line.price_subtotal = 30_000
            self.assertEqual(line.quantity, 0.3)
        self.assertEqual((request.line_ids.quantity, request.amount_untaxed), (0.3, 30_000))
        first = self._pass(request).sudo().move_id
        second = self._invoice(order)
        self.assertEqual((first | second).mapped("amount_untaxed"), [30_000, 70_000])

    @clause("W6.A", part="partial amounts")
    def test_an_amount_cannot_contradict_its_quantity(self):
        """Written together, the amount decides the quantity; what is shown is what will be invoiced."""
        order = self._run()
        request = self._request(order)
        request.write({"line_ids": [(1, request.line_ids.id, {"quantity": 10, "price_subtotal": 1})]})
        self.assertEqual((request.line_ids.quantity, request.amount_untaxed), (0.01, 1))

    @clause("W6.A", part="delivered or ordered")
    def test_delivered_and_ordered_basis(self):
        order = self._run(deliver=False)
        request = self._request(order)
        self.assertEqual((request.basis, request.line_ids.quantity), ("ordered", 10))
        request.basis = "delivered"
        with self.assertRaisesRegex(UserError, r"10 asked for, 0 may be invoiced.*W6\.A"):
            request.action_submit()
        self._deliver(order, share=0.5)
        self.assertEqual(order.order_line.qty_delivered, 5)
        with Form(request) as form:
            form.basis = "ordered"
            form.basis = "delivered"
        self.assertEqual(request.line_ids.quantity, 5)
        move = self._pass(request).sudo().move_id
        self.assertEqual(move.invoice_line_ids.quantity, 5)

    @clause("W6.A", part="no more than ordered or delivered")
    def test_other_requests_and_drafts_hold_their_quantities(self):
        order = self._run()
        first = self._request(order)
        first.line_ids.quantity = 7
        second = self._request(order).copy()
        self.assertEqual(second.state, "draft")
        second.line_ids.quantity = 4
        first.action_submit()
        with self.assertRaisesRegex(UserError, r"4 asked for, 3 may be invoiced"):
            second.action_submit()
        second.line_ids.quantity = 3
        second.action_submit()
        first.action_withdraw()
        first.line_ids.quantity = 8
        with self.assertRaisesRegex(UserError, r"8 asked for, 7 may be invoiced"):
            first.action_submit()
        draft = order.with_user(self.accountant)._create_invoices()
        with self.assertRaisesRegex(UserError, r"finance deletes this draft"):
            first.action_submit()
        draft.unlink()
        first.line_ids.quantity = 7
        first.action_submit()

    def test_what_is_missing_is_said(self):
        order = self._run()
        request = self._request(order)
        for vals, text in (
            ({"tax_number": False}, r"tax number \(W6\.C\)"),
            ({"tax_number": "123"}, r"“123” is no valid tax number"),
            ({"tax_title": False}, "buyer's title"),
            ({"partner_id": self.other_customer.id, "tax_number": request.tax_number}, "differ in: customer"),
        ):
            with self.subTest(text), self.env.cr.savepoint() as point:
                request.write(vals)
                self.assertRegex(request.ops_blockers, text)
                with self.assertRaisesRegex(UserError, text):
                    request.action_submit()
                point.rollback()
                request.invalidate_recordset()
        request.invoice_type = "general"
        request.tax_number = False
        request.action_submit()
        empty = (
            self.env["ops.invoice.request"].with_user(self.support).create({"partner_id": self.customer.id})
        )
        self.assertIn("at least one order line", empty.ops_blockers)

    @clause("W6.A", part="several orders")
    def test_two_orders_on_one_invoice(self):
        orders = self._run() | self._run([(self.plain, 5, 90), (self.other, 1, 8000)])
        move = self._invoice(orders)
        self.assertEqual(move.amount_untaxed, 1000 + 450 + 8000)
        self.assertEqual(move.invoice_origin, ", ".join(orders.mapped("name")))
        self.assertEqual(orders.mapped("invoice_status"), ["invoiced", "invoiced"])
        self.assertEqual(move.line_ids.sale_line_ids, orders.order_line)
        self.assertEqual(move.ops_invoice_request_id.order_ids, orders)

    @clause("W6.A", part="several orders")
    def test_orders_that_differ_need_their_own_requests(self):
        order = self._run()
        others = {
            "payment terms": self._run(payment_term_id=self.term_30.id),
            "customer": self._run(partner_id=self.other_customer.id),
        }
        for what, other in others.items():
            with self.subTest(what), self.assertRaisesRegex(UserError, f"differ in: {what}"):
                self._request(order | other).action_submit()

    def test_order_changed_after_the_request(self):
        """The request says what it asked for; finance is not surprised by another price."""
        order = self._run()
        request = self._request(order)
        request.action_submit()
        self._create_contract(self.env["sale.order"], parent_id=order.ops_contract_id.id)  # by amendment
        order.order_line.price_unit = 120
        with self.assertRaisesRegex(UserError, r"order was changed after this request.*W6\.A"):
            request.with_user(self.manager).action_ops_approve()
        request.action_withdraw()
        request.action_submit()
        self.assertEqual(request.amount_untaxed, 1200)
