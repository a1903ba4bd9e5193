"""What is posted without a request: credit notes, exempt invoices, finance's documented exception (W6.C)."""

from contextlib import contextmanager
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..invoice_gate import InvoiceGateCase


@tagged("post_install", "-at_install")
class TestInvoiceException(InvoiceGateCase):
    # ------------------------------------------------------------------
    # Finance's exception
    # ------------------------------------------------------------------
    @clause("W6.C", part="documented exception")
    def test_exception_needs_finance_and_a_reason_and_is_logged(self):
        move = self._stage_without_order()
        self.assertIn("W6.C", move.ops_posting_problem)
        for user in (self.biller, self.support, self.manager, self.leader, self.auditor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                move.with_user(user).action_ops_post_exception("because")
        with self.assertRaises(AccessError):
            move.sudo().action_ops_post_exception("because")
        for reason in ("", "  ", None):
            with self.assertRaisesRegex(UserError, r"needs its reason \(W6\.C\)"):
                move.with_user(self.accountant).action_ops_post_exception(reason)
        by_finance = move.with_user(self.accountant)
        self.assertTrue(by_finance.ops_can_except and by_finance.hide_post_button)
        action = by_finance.action_ops_open_exception()
        wizard = (
            self.env["ops.reason"]
            .with_user(self.accountant)
            .with_context(**action["context"])
            .create({"reason": "sale of scrap, no order"})
        )
        self.assertIn("W6.C", wizard.about)
        wizard.action_confirm()
        self.assertEqual(move.state, "posted")
        log = self.env["ops.log"].search([("model", "=", "account.move"), ("res_id", "=", move.id)])
        self.assertRecordValues(
            log,
            [
                {
                    "event": "exception",
                    "clause_code": "W6.C",
                    "user_id": self.accountant.id,
                    "comment": "sale of scrap, no order",
                }
            ],
        )
        told = self.env["mail.notification"].search(
            [("mail_message_id.model", "=", "account.move"), ("mail_message_id.res_id", "=", move.id)]
        )
        self.assertIn(self.leader.partner_id, told.res_partner_id)

    @clause("W6.C", part="documented exception")
    def test_exception_covers_what_it_was_given_for(self):
        """Taken back to draft and changed, it needs another reason."""
        move = self._stage_without_order().with_user(self.accountant)
        move.action_ops_post_exception("sale of scrap")
        move.button_draft()
        move.action_post()
        move.button_draft()
        move.invoice_line_ids.write({"price_unit": 300})
        with self.assertRaisesRegex(UserError, r"no longer what was approved.*W6\.C"):
            move.action_post()
        move.action_ops_post_exception("the scale was wrong")
        self.assertEqual(move.state, "posted")
        self.assertEqual(
            self.env["ops.log"].search_count([("model", "=", "account.move"), ("res_id", "=", move.id)]), 2
        )

    # ------------------------------------------------------------------
    # Free: credit notes, bills, entries, exempt invoices
    # ------------------------------------------------------------------
    @clause("W6.C", part="credit notes")
    def test_credit_note_needs_no_request(self):
        move = self._invoice(self._run())
        wizard = self.env["account.move.reversal"].with_user(self.accountant)
        result = (
            wizard.with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id, "reason": "returned"})
            .refund_moves()
        )
        refund = self.env["account.move"].browse(result["res_id"]).with_user(self.accountant)
        refund.action_post()
        self.assertEqual((refund.state, refund.move_type), ("posted", "out_refund"))
        self.assertEqual(move.line_ids.sale_line_ids.qty_invoiced, 0)

    @clause("W6.C", part="credit notes")
    def test_reversed_and_asked_for_again(self):
        """Reversed with a new draft: the draft goes, a new request makes the new invoice."""
        order = self._run()
        move = self._invoice(order)
        result = (
            self.env["account.move.reversal"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id, "reason": "wrong title"})
            .modify_moves()
        )
        draft = self.env["account.move"].browse(result["res_id"]).with_user(self.accountant)
        with self.assertRaisesRegex(UserError, r"W6\.C"):
            draft.action_post()
        draft.unlink()
        again = self._invoice(order)
        self.assertEqual((again.state, again.amount_untaxed), ("posted", 1000))

    def test_bills_entries_and_payments_are_free(self):
        bill = (
            self.env["account.move"]
            .with_user(self.accountant)
            .create(
                {
                    "move_type": "in_invoice",
                    "partner_id": self.vendor.id,
                    "invoice_date": "2026-01-01",
                    "invoice_line_ids": [
                        (0, 0, {"name": "x", "quantity": 1, "price_unit": 5, "tax_ids": []})
                    ],
                }
            )
        )
        bill.action_post()
        account = bill.line_ids.account_id[:1]
        entry = (
            self.env["account.move"]
            .with_user(self.accountant)
            .create(
                {
                    "line_ids": [
                        (0, 0, {"account_id": account.id, "debit": 5}),
                        (0, 0, {"account_id": account.id, "credit": 5}),
                    ]
                }
            )
        )
        entry.action_post()
        self.assertEqual((bill | entry).mapped("state"), ["posted", "posted"])

    def test_exempt_order_invoices_freely_in_parts(self):
        order = self._exempt_order()
        move = order.with_user(self.accountant)._create_invoices()
        move.invoice_line_ids.quantity = 4
        move.action_post()
        rest = order.with_user(self.accountant)._create_invoices()
        rest.action_post()
        self.assertEqual((move | rest).mapped("state"), ["posted", "posted"])
        self.assertEqual(order.invoice_status, "invoiced")

    def test_posted_before_switching_on_may_be_corrected_downwards(self):
        self._switch(False)
        move = self.env["account.move"].create(self._vals())
        move.action_post()
        self._switch(True)
        self.assertTrue(move.ops_exempt)
        by_finance = move.with_user(self.accountant)
        by_finance.button_draft()
        by_finance.invoice_line_ids.write({"price_unit": 90})
        by_finance.action_post()
        by_finance.button_draft()
        by_finance.invoice_line_ids.write({"price_unit": 190})
        with self.assertRaisesRegex(UserError, r"W6\.C"):
            by_finance.action_post()

    def test_mixed_invoice_of_exempt_and_gated_orders_is_refused(self):
        orders = self._exempt_order() | self._run()
        move = orders.with_user(self.accountant).sudo()._create_invoices()
        with self.assertRaisesRegex(UserError, r"W6\.C"):
            move.with_user(self.accountant).action_post()

    # ------------------------------------------------------------------
    # The server's own ways
    # ------------------------------------------------------------------
    @contextmanager
    def _cron(self):
        """Let the cron's commits and rollbacks be, inside of a test."""
        with (
            patch.object(self.env.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: None),
            patch.object(self.env.cr, "rollback", lambda: None),
        ):
            yield

    @clause("W6.C", part="auto-post")
    def test_autopost_cron_leaves_it_a_draft(self):
        move = self._stage_without_order()
        move.write(
            {"auto_post": "at_date", "invoice_date": "2026-01-01", "date": fields.Date.to_date("2026-01-01")}
        )
        with self._cron():
            self.env["account.move"]._autopost_draft_entries()
        self.assertEqual(move.state, "draft")

    def test_recurring_invoice_needs_a_request_each_time(self):
        move = self._invoice(self._run())
        copy = move.copy()
        self.assertFalse(copy.ops_invoice_request_id or copy.ops_approved_content)

    def test_online_payment_is_kept_while_the_draft_waits(self):
        """Core posts the drafts that a payment belongs to; ours stays a draft and the payment is kept."""
        draft = self._stage_by_hand()
        provider = self.env["payment.provider"].search([], limit=1) or self.env["payment.provider"].create(
            {"name": "Dummy", "code": "none"}
        )
        method = self.env["payment.method"].with_context(active_test=False).search([], limit=1)
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": method.id,
                "reference": "tx-1",
                "amount": 100,
                "currency_id": draft.currency_id.id,
                "partner_id": self.customer.id,
                "invoice_ids": [(6, 0, draft.ids)],
                "operation": "validation",
                "state": "done",
            }
        )
        transaction._post_process()
        self.assertEqual(draft.state, "draft")
        self.assertEqual(transaction.invoice_ids, draft)

    # ------------------------------------------------------------------
    # Switched off
    # ------------------------------------------------------------------
    def test_switched_off_costs_no_query(self):
        """Posting asks the database nothing more than plain Odoo where the rulebook is off."""
        self._switch(False)
        move_class = self.env.registry["account.move"]
        moves = [self.env["account.move"].create(self._vals()) for _number in range(3)]

        def count(move):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            move.action_post()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(moves[0])  # warm
        ours = count(moves[1])
        with (
            patch.object(move_class, "_ops_filter_gated", lambda moves: moves.browse()),
            patch.object(move_class, "_ops_tell_request", lambda moves: None),
        ):
            plain = count(moves[2])
        self.assertLessEqual(ours, plain)

    def test_switched_off_support_makes_a_draft_that_finance_posts(self):
        """Without the rulebook nobody approves; posting stays with who may post."""
        order = self._run()
        self._switch(False)
        request = self._request(order)
        request.action_submit()
        move = request.sudo().move_id
        self.assertEqual((request.state, move.state), ("approved", "draft"))
        move.with_user(self.accountant).action_post()
        self.assertEqual((request.state, move.state), ("invoiced", "posted"))
