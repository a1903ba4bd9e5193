"""Online payments: the customer's act is kept, finance confirms it like any money (W5.C)."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..receipt_gate import ReceiptGateCase


@tagged("post_install", "-at_install")
@clause("W5.C", part="online")
class TestReceiptOnline(ReceiptGateCase):
    """Real transactions, post-processed as the payment controller and cron do: in superuser mode."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.method = cls.env.ref("payment.payment_method_unknown")
        cls.provider = cls.env["payment.provider"].create(
            {
                "name": "Bank",
                "code": "none",
                "state": "test",
                "company_id": cls.company.id,
                "payment_method_ids": [(6, 0, cls.method.ids)],
            }
        )
        cls.method.active = True  # only with a provider
        cls.startClassPatcher(
            patch.object(type(cls.provider), "_compute_feature_support_fields", cls._supports_nothing)
        )
        cls.env["account.payment.method.line"].create(
            {
                "name": "Online",
                "payment_method_id": cls.env.ref("account.account_payment_method_manual_in").id,
                "journal_id": cls.bank.id,
                "payment_provider_id": cls.provider.id,
                "payment_account_id": cls.bank.default_account_id.id,
            }
        )

    @staticmethod
    def _supports_nothing(providers):
        providers.update(
            {
                "support_manual_capture": False,
                "support_tokenization": False,
                "support_express_checkout": False,
                "support_refund": "none",
            }
        )

    def _pay(self, amount, reference="TX-1", **vals):
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "amount": amount,
                "currency_id": self.currency.id,
                "partner_id": self.customer.id,
                "reference": reference,
                "operation": "online_direct",
                **vals,
            }
        )
        transaction._set_done()
        transaction.with_user(self.env.ref("base.public_user")).sudo()._post_process()
        self.env.flush_all()
        return transaction

    def _receipt(self, transaction):
        return self.env["ops.receipt"].search([("transaction_id", "=", transaction.id)])

    def test_payment_of_an_invoice_waits_for_finance_and_is_linked_then(self):
        transaction = self._pay(600, invoice_ids=[(6, 0, self.invoice.ids)])
        receipt = self._receipt(transaction)
        self.assertEqual((transaction.state, transaction.payment_id.ids), ("done", []))
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "submitted",
                    "partner_id": self.customer.id,
                    "amount": 600,
                    "payer_reference": "TX-1",
                    "journal_id": self.bank.id,
                    "salesperson_id": self.consultant.id,
                }
            ],
        )
        self.assertEqual(receipt.allocation_ids.move_id, self.invoice)
        self.assertEqual(self.invoice.payment_state, "not_paid")
        self._confirm_receipt(receipt)
        self.assertEqual((self.invoice.payment_state, self.invoice.amount_residual), ("partial", 400))
        self.assertEqual(transaction.payment_id, receipt.payment_id)
        self.assertEqual(receipt.payment_id.payment_transaction_id, transaction)
        self.assertEqual(receipt.payment_id.payment_method_line_id.payment_provider_id, self.provider)

    def test_payment_of_an_order_is_an_advance_on_it(self):
        order = self._create_running_order()
        receipt = self._receipt(self._pay(300, sale_order_ids=[(6, 0, order.ids)]))
        self.assertEqual(
            (receipt.state, receipt.order_ids, receipt.amount_advance), ("submitted", order, 300)
        )

    def test_more_than_is_owed_is_an_advance(self):
        receipt = self._receipt(self._pay(1500, invoice_ids=[(6, 0, self.invoice.ids)]))
        self.assertEqual(
            (receipt.state, receipt.amount_allocated, receipt.amount_advance), ("submitted", 1000, 500)
        )

    def test_processed_twice_is_entered_once(self):
        transaction = self._pay(600, invoice_ids=[(6, 0, self.invoice.ids)])
        transaction._post_process()
        self.assertEqual(len(self._receipt(transaction)), 1)

    def test_what_cannot_be_submitted_waits_as_a_draft_for_support(self):
        self.accountant.active = False
        receipt = self._receipt(self._pay(600, invoice_ids=[(6, 0, self.invoice.ids)]))
        self.assertEqual(receipt.state, "draft")
        self.assertEqual(receipt.activity_ids.user_id, self.support)
        self.accountant.active = True
        receipt.with_user(self.support).action_submit()
        self._confirm_receipt(receipt)

    def test_the_customers_money_is_not_cancelled_or_deleted(self):
        receipt = self._receipt(self._pay(600, invoice_ids=[(6, 0, self.invoice.ids)]))
        receipt.with_user(self.accountant).action_refuse("not on the statement yet")
        for method in ("action_cancel", "unlink"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                getattr(receipt.with_user(self.support), method)()
        receipt.with_user(self.support).action_submit()
        self._confirm_receipt(receipt)

    def test_nobody_forges_an_online_payment(self):
        transaction = self._pay(600, invoice_ids=[(6, 0, self.invoice.ids)])
        for user in (self.support, self.accountant):
            with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
                self._create_receipt(amount=1, user=user, transaction_id=transaction.id)

    def test_free_where_exempt_or_switched_off(self):
        self._switch(False)
        invoice = self.free_order._create_invoices()
        invoice.action_post()
        self._switch(True)
        transaction = self._pay(invoice.amount_total, "TX-2", invoice_ids=[(6, 0, invoice.ids)])
        self.assertFalse(self._receipt(transaction))
        self.assertEqual(
            (transaction.payment_id.amount, invoice.payment_state), (invoice.amount_total, "paid")
        )
        order = self._create_exempt_order()
        transaction = self._pay(100, "TX-3", sale_order_ids=[(6, 0, order.ids)])
        self.assertEqual((transaction.payment_id.amount, transaction.payment_id.ops_exempt), (100, True))
        self._switch(False)
        transaction = self._pay(1000, "TX-4", invoice_ids=[(6, 0, self.invoice.ids)])
        self.assertEqual((self._receipt(transaction).ids, self.invoice.payment_state), ([], "paid"))
