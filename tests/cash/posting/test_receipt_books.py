"""A confirmed receipt follows the books: what becomes of it when core undoes what it says (W5.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause
from ..receipt_common import ReceiptCase


@tagged("post_install", "-at_install")
@clause("W5.C", part="books")
class TestReceiptBooks(ReceiptCase):
    def setUp(self):
        super().setUp()
        self.invoice = self._create_posted_invoice()
        self.receipt = self._confirm_receipt(self._create_receipt([(self.invoice, 1000)], amount=1200))
        self.receipt.with_user(self.support).action_tell()
        self.assertEqual((self.receipt.state, self.invoice.payment_state), ("told", "paid"))

    def _cancel_invoice(self):
        """In draft core leaves the money on the invoice; cancelling frees it."""
        invoice = self.invoice.with_user(self.accountant)
        invoice.button_draft()
        self.assertEqual(self.receipt.state, "told")
        invoice.button_cancel()

    def _items(self):
        return self.receipt.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id == self.receivable
        )

    def _assert_follows(self, state, *texts):
        """The receipt stands at this state, names finance, and its requester was told."""
        self.receipt.invalidate_recordset()
        self.assertEqual(self.receipt.state, state)
        said = (self.receipt.books_text or "") + (self.receipt.reverse_reason or "")
        for text in (self.accountant.name, *texts):
            self.assertIn(text, said)
        note = self.env["mail.notification"].search(
            [("res_partner_id", "=", self.support.partner_id.id)], order="id desc", limit=1
        )
        self.assertIn(self.receipt.name, note.mail_message_id.body)
        log = self.env["ops.log"].search(
            [("model", "=", "ops.receipt"), ("res_id", "=", self.receipt.id)], order="id desc", limit=1
        )
        self.assertEqual((log.event, log.user_id), (state, self.accountant))

    def test_unreconciled_money_is_no_longer_confirmed(self):
        self.invoice.with_user(self.accountant).line_ids.remove_move_reconcile()
        self._assert_follows("loosened", self.invoice.name)
        self.assertFalse(self.receipt.allocation_ids)
        self.assertEqual((self.receipt.amount_allocated, self.receipt.amount_advance_open), (0, 1200))

    def test_partly_unreconciled_money_lowers_its_invoice(self):
        other = self._create_posted_invoice()
        receipt = self._confirm_receipt(
            self._create_receipt([(self._create_posted_invoice(), 300), (other, 400)], amount=700)
        )
        other.with_user(self.accountant).line_ids.remove_move_reconcile()
        receipt.invalidate_recordset()
        self.assertEqual((receipt.state, receipt.allocation_ids.amount), ("loosened", 300))

    def test_invoice_cancelled_frees_its_money(self):
        self._cancel_invoice()
        self._assert_follows("loosened", "1,000.00")

    def test_money_moved_to_another_customer(self):
        self._items().with_user(self.accountant).write({"partner_id": self.vendor.id})
        self._assert_follows("loosened", self.vendor.name)

    def test_money_moved_by_an_entry(self):
        """The advance is booked to somebody else by an entry made by hand."""
        advance = self._items().filtered(lambda line: not line.reconciled)
        entry = (
            self.env["account.move"]
            .with_user(self.accountant)
            .create(
                {
                    "line_ids": [
                        Command.create(
                            {"account_id": self.receivable.id, "partner_id": partner.id, side: 200}
                        )
                        for partner, side in ((self.customer, "debit"), (self.vendor, "credit"))
                    ]
                }
            )
        )
        entry.action_post()
        (advance.with_user(self.accountant) | entry.line_ids.filtered("debit")).reconcile()
        self._assert_follows("loosened", entry.name)
        self.assertEqual(self.receipt.allocation_ids.amount, 1000, "the invoice stays paid")

    def test_entry_reversed_through_core(self):
        reversal = (
            self.env["account.move.reversal"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=self.receipt.payment_id.move_id.ids)
            .create({"journal_id": self.bank.id, "reason": "bounced"})
        )
        reversal.refund_moves()
        moves = reversal.new_move_ids
        if moves.state == "draft":
            moves.action_post()
        self._assert_follows("reversed")
        self.assertEqual(self.receipt.reversed_by_id, self.accountant)
        self.assertEqual(self.receipt.payment_id.state, "canceled")
        self.assertEqual(self.invoice.payment_state, "not_paid")

    def test_finance_confirms_it_as_the_books_stand(self):
        self.invoice.with_user(self.accountant).line_ids.remove_move_reconcile()
        for user in (self.support, self.consultant, self.manager):
            with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
                self.receipt.with_user(user).action_accept_books()
        self.receipt.with_user(self.accountant).action_accept_books()
        self.assertRecordValues(
            self.receipt, [{"state": "approved", "books_text": False, "date_told": False}]
        )
        self.receipt.with_user(self.support).action_tell()
        with self.assertRaisesRegex(UserError, r"W5\.C"):
            self.receipt.with_user(self.accountant).action_accept_books()

    def test_finance_reverses_what_was_changed(self):
        self.invoice.with_user(self.accountant).line_ids.remove_move_reconcile()
        self.receipt.with_user(self.accountant).action_reverse("wrong customer")
        self.assertEqual((self.receipt.state, self.receipt.payment_id.state), ("reversed", "canceled"))

    def test_freed_money_is_assigned_again(self):
        """The money of an invoice that was cancelled pays the next one."""
        self._cancel_invoice()
        other = self._create_posted_invoice()
        self.receipt.with_user(self.accountant)._assign_advance(other)
        self.assertEqual(other.payment_state, "paid")
        self.assertEqual(self.receipt.allocation_ids.move_id, other)

    def test_state_and_text_are_not_written_by_hand(self):
        for vals in ({"state": "loosened"}, {"books_text": "x"}, {"state": "loosened", "books_text": "x"}):
            for user in (self.accountant, self.support):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    self.receipt.with_user(user).write(vals)

    def test_home_of_finance_lists_it(self):
        self.invoice.with_user(self.accountant).line_ids.remove_move_reconcile()
        cards = {
            card["key"]: card for card in self.env["ops.home"].with_user(self.accountant).get_home()["cards"]
        }
        row = cards["receipts_unposted"]["rows"][0]
        self.assertIn(self.receipt.name, row["title"])
        self.assertIn(self.accountant.name, row["text"])

    def test_money_that_is_still_settled_stays_confirmed(self):
        """A refund paid out of the advance, and the bank's own matching, change nothing of what was said."""
        other = self._create_posted_invoice()
        advance = self._items().filtered(lambda line: not line.reconciled)
        (advance.with_user(self.accountant) | other._ops_receivable_lines()).reconcile()
        self.receipt.invalidate_recordset()
        self.assertEqual(self.receipt.state, "told")

    def test_switched_off_nothing_follows(self):
        self._switch(False)
        self.invoice.with_user(self.accountant).line_ids.remove_move_reconcile()
        self.receipt.invalidate_recordset()
        self.assertEqual((self.receipt.state, self.receipt.books_text), ("told", False))
