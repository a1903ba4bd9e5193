"""The invoice made of a request: core's own, to the cent; and what happens when it cannot be made (W6.C)."""

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..common import CashCase

LINE_FIELDS = (
    "sequence",
    "display_type",
    "name",
    "product_id",
    "quantity",
    "price_unit",
    "discount",
    "tax_ids",
    "price_subtotal",
    "price_total",
    "account_id",
    "sale_line_ids",
)
MOVE_FIELDS = (
    "partner_id",
    "partner_shipping_id",
    "currency_id",
    "invoice_payment_term_id",
    "fiscal_position_id",
    "invoice_user_id",
    "team_id",
    "ref",
    "invoice_origin",
    "narration",
    "invoice_incoterm_id",
    "journal_id",
    "amount_untaxed",
    "amount_tax",
    "amount_total",
)


@tagged("post_install", "-at_install")
class TestInvoiceIssue(CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.low_tax = cls.tax.copy({"name": "VAT 6 %", "amount": 6})

    def _says(self, move):
        """Return what an invoice says, and its journal items."""
        lines = move.invoice_line_ids.sorted(lambda line: (line.sequence, line.id))
        return {
            "move": {name: str(move[name]) for name in MOVE_FIELDS},
            "lines": [
                {name: str(line[name]) for name in LINE_FIELDS if name != "sequence"} for line in lines
            ],
            "items": sorted(
                (item.account_id.code, item.debit, item.credit, str(item.date_maturity))
                for item in move.line_ids
                if item.display_type not in ("line_section", "line_subsection", "line_note")
            ),
        }

    def _core_says(self, order):
        """Return what core's own invoice of this order says, in plain Odoo, and undo it."""
        savepoint = self.env.cr.savepoint()
        self._switch(False)
        move = order.with_user(self.accountant).sudo()._create_invoices(final=True)
        move.action_post()
        found = self._says(move)
        savepoint.close(rollback=True)
        self.env.invalidate_all()
        self.registry.clear_cache()
        return found

    def _rich_order(self):
        """An order with sections, notes, discounts, odd prices and two taxes."""
        low = self.low_tax
        order = self._create_order(
            products=[(self.plain, 7, 33.335), (self.other, 3, 1999.99), (self.plain, 11, 0.07)],
            payment_term_id=self.term_30.id,
            note="Thank you",
            client_order_ref="PO 77",
        )
        first, second, third = order.order_line
        first.write({"sequence": 11, "discount": 3.5, "tax_ids": [Command.set(self.tax.ids)]})
        second.write({"sequence": 21, "tax_ids": [Command.set((self.tax | low).ids)]})
        third.write({"sequence": 31, "tax_ids": [Command.set(low.ids)]})
        order.write(
            {
                "order_line": [
                    Command.create({"display_type": kind, "name": name, "sequence": sequence})
                    for kind, name, sequence in [
                        ("line_note", "First of all", 5),
                        ("line_section", "Bearings", 10),
                        ("line_note", "Within tolerance", 12),
                        ("line_section", "Machines", 20),
                        ("line_subsection", "Conveyors", 20),
                        ("line_section", "Nothing here", 40),
                    ]
                ]
            }
        )
        self._confirm(order)
        self._deliver(order)
        return order

    @clause("W6.C", part="to the cent")
    def test_invoice_equals_cores_own(self):
        for rounding in ("round_per_line", "round_globally"):
            with self.subTest(rounding):
                self.company.tax_calculation_rounding_method = rounding
                order = self._rich_order()
                expected = self._core_says(order)
                request = self._request(order)
                amounts = (request.amount_untaxed, request.amount_tax, request.amount_total)
                move = self._pass(request).sudo().move_id
                self.assertEqual(request.state, "invoiced", request.sudo().ops_gate_error)
                self.assertEqual(self._says(move), expected)
                self.assertEqual(amounts, (move.amount_untaxed, move.amount_tax, move.amount_total))

    @clause("W6.C", part="to the cent")
    def test_partial_invoices_add_up_to_the_order(self):
        order = self._run([(self.plain, 3, 33.33), (self.other, 1, 99_999.97)])
        first = self._request(order)
        first.line_ids[0].quantity = 1
        first.line_ids[1].price_subtotal = 30_000
        moves = self._pass(first).sudo().move_id
        moves |= self._invoice(order)
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertAlmostEqual(sum(moves.mapped("amount_untaxed")), order.amount_untaxed, 2)

    def test_down_payments_are_taken_off(self):
        """Core's down payment, posted by finance as an exception, comes off the request's invoice."""
        order = self._run()
        wizard = self.env["sale.advance.payment.inv"].with_context(
            active_ids=order.ids, active_model="sale.order"
        )
        down = (
            wizard.with_user(self.accountant)
            .sudo()
            .create({"advance_payment_method": "percentage", "amount": 30})
            ._create_invoices(order)
        )
        down.with_user(self.accountant).action_ops_post_exception("agreed down payment")
        expected = self._core_says(order)
        request = self._request(order)
        self.assertTrue(request.has_down_payments)
        self.assertEqual((request.amount_untaxed, request.amount_total), (700, 791))
        move = self._pass(request).sudo().move_id
        self.assertEqual(request.state, "invoiced", request.sudo().ops_gate_error)
        self.assertEqual(self._says(move), expected)

    def test_foreign_currency(self):
        name = "EUR" if self.company.currency_id.name != "EUR" else "USD"
        usd = self.env["res.currency"].with_context(active_test=False).search([("name", "=", name)])
        usd.active = True
        self.env["res.currency.rate"].create(
            {"currency_id": usd.id, "rate": 0.14, "company_id": self.company.id}
        )
        pricelist = self.env["product.pricelist"].create({"name": "Export", "currency_id": usd.id})
        order = self._run(pricelist_id=pricelist.id)
        expected = self._core_says(order)
        request = self._request(order)
        self.assertEqual(request.currency_id, usd)
        self.assertEqual(self._says(self._pass(request).sudo().move_id), expected)

    # ------------------------------------------------------------------
    # Failing and retrying
    # ------------------------------------------------------------------
    def _lock(self, days):
        """Lock the books until some days from today, or open them."""
        self.env.flush_all()
        today = fields.Date.context_today(self.env.user)
        self.company.fiscalyear_lock_date = days and fields.Date.add(today, days=days)

    @clause("W6.C", part="retry")
    def test_failed_issue_keeps_the_approvals_and_finance_retries(self):
        order = self._run()
        request = self._request(order)
        self._lock(days=30)
        self._pass(request)
        self.assertEqual(request.state, "submitted")
        self.assertTrue(request.ops_gate_error)
        self.assertIn("next step failed", request.ops_status_text)
        self.assertEqual(set(request.sudo().review_ids.mapped("status")), {"approved"})
        self.assertFalse(order.invoice_ids)
        by_finance = request.with_user(self.accountant)
        by_finance.action_ops_retry()
        self.assertTrue(request.ops_gate_error)
        self._lock(days=None)
        by_finance.action_ops_retry()
        self.assertEqual((request.state, request.ops_gate_error), ("invoiced", False))
        self.assertEqual(request.sudo().move_id.state, "posted")
        with self.assertRaises(UserError):
            by_finance.action_ops_retry()

    @clause("W6.C", part="retry")
    def test_retry_after_the_books_were_locked(self):
        """The period was locked meanwhile: finance opens it and retries, the approvals stand."""
        request = self._request(self._run())
        request.action_submit()
        request.with_user(self.manager).action_ops_approve()
        request.with_user(self.purchaser).action_ops_approve()
        by_finance = request.with_user(self.accountant)
        today = fields.Date.context_today(request)
        self._lock(days=30)
        by_finance.action_ops_approve()
        self.assertEqual((request.state, request.sudo().move_id), ("submitted", self.env["account.move"]))
        self.assertIn(str(today.year), request.ops_gate_error)
        self._lock(days=None)
        by_finance.date_invoice = fields.Date.add(today, days=-3)
        by_finance.action_ops_retry()
        move = request.sudo().move_id
        self.assertEqual((move.state, move.invoice_date), ("posted", by_finance.date_invoice))

    def test_retry_does_not_invoice_what_was_changed_meanwhile(self):
        order = self._run()
        request = self._request(order)
        self._lock(days=30)
        self._pass(request)
        self._lock(days=None)
        self._create_contract(self.env["sale.order"], parent_id=order.ops_contract_id.id)  # by amendment
        order.order_line.price_unit = 120
        with self.assertRaisesRegex(UserError, r"changed after this request.*W6\.A"):
            request.with_user(self.accountant).action_ops_retry()
        self.assertEqual(request.state, "submitted")
        request.action_withdraw()
        self.assertEqual(self._pass(request).sudo().move_id.amount_untaxed, 1200)

    def test_client_context_does_not_reach_the_books(self):
        """Keys that core reads (no cost of goods, unbalanced, other defaults) are not taken along."""
        request = self._request(self._run())
        request.action_submit()
        for user in (self.manager, self.purchaser):
            request.with_user(user).action_ops_approve()
        request.with_user(self.accountant).with_context(
            move_reverse_cancel=True,
            check_move_validity=False,
            default_move_type="out_refund",
            default_partner_id=self.other_customer.id,
            default_currency_id=1,
        ).action_ops_approve()
        self.assertRecordValues(
            request.sudo().move_id,
            [
                {
                    "state": "posted",
                    "move_type": "out_invoice",
                    "partner_id": self.customer.id,
                    "amount_total": 1130,
                }
            ],
        )

    # ------------------------------------------------------------------
    # After the invoice
    # ------------------------------------------------------------------
    def test_cancelled_with_its_invoice_and_asked_for_again(self):
        order = self._run()
        move = self._invoice(order)
        request = move.ops_invoice_request_id.with_user(self.support)
        with self.assertRaisesRegex(UserError, r"stands.*W6\.C"):
            request.action_cancel()
        with self.assertRaisesRegex(UserError, r"W6\.C"):
            move.with_user(self.accountant).button_draft()
            move.with_user(self.accountant).unlink()
        if move.state == "posted":
            move.with_user(self.accountant).button_draft()
        move.with_user(self.accountant).button_cancel()
        request.action_cancel()
        self.assertEqual(order.order_line.qty_to_invoice, 10)
        self.assertEqual(self._invoice(order).amount_untaxed, 1000)
        with self.assertRaises(UserError):
            request.action_reset()

    def test_speed_of_2_and_20_lines(self):
        """The steps cost about the same for 20 lines as for 2: nothing asks the database per line."""

        def count(call):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            call()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        found = {}
        for size in (1, 2, 20):  # the first one warms the caches
            order = self._run([(self.plain, 10, 100 + number) for number in range(size)])
            action = {}
            asked = count(
                lambda order=order, action=action: action.update(
                    order.with_user(self.support).action_ops_request_invoice()
                )
            )
            request = self.env["ops.invoice.request"].with_user(self.support)
            request = request.with_context(**action["context"]).create({}).with_env(request.env)
            submitted = count(request.action_submit)
            decided = count(request.with_user(self.manager).action_ops_approve)
            request.with_user(self.purchaser).action_ops_approve()
            issued = count(request.with_user(self.accountant).action_ops_approve)
            self.assertEqual(request.state, "invoiced")
            found[size] = (asked, submitted, decided, issued)
        for few, many in zip(found[2][:3], found[20][:3], strict=True):
            self.assertLessEqual(many, few + 2, found)
        # core itself asks twice per invoice line (analytic distribution, stock moves)
        self.assertLessEqual(found[20][3], found[2][3] + 2 * 18, found)
