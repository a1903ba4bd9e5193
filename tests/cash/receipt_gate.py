"""The gate on customers' money for the tables of ways: a receipt with its open invoice, at its stages."""

from functools import partial

from ..bypass import GateCase, Way
from .receipt_common import ReceiptCase

TABLES = (
    "ops_receipt",
    "ops_receipt_allocation",
    "ops_receipt_sale_order_rel",
    "account_payment",
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "account_move__account_payment",
    "payment_transaction",
    "tier_review",
    "res_users_tier_review_rel",
    "ops_log",
    "mail_message",
    "mail_notification",
    "mail_activity",
)

way = partial(Way, clause="W5.C")
# What clients send along to get around a gate.
CONTEXT = {
    "skip_validation_check": True,
    "bypass_approval": True,
    "force_payment_move": True,
    "skip_invoice_sync": True,
    "is_payment": True,
    "install_mode": True,
    "import_file": True,
    "default_ops_exempt": False,
}
# The stages at which finance has confirmed a receipt.
CONFIRMED = ("approved", "told")


class ReceiptGateCase(GateCase, ReceiptCase):
    """Rows of the table start from support's receipt over one invoice; the payment is what is tried."""

    gate_stages = ("draft", "submitted", "refused", "approved", "reversed")
    gate_tables = TABLES

    gate_shelf = ()  # two receipts over one invoice would be twins
    invoice = None

    def setUp(self):
        if not self.invoice:  # once, in the class's transaction
            type(self).invoice = self._create_posted_invoice()
            type(self).free_order = self._create_exempt_order()
            self.env.flush_all()
        super().setUp()

    def _create_exempt_order(self):
        """An order that ran when the rulebook was switched on."""
        self._switch(False)
        order = self._create_order().with_env(self.env)
        order.action_confirm()
        self._switch(True)
        self.assertTrue(order.ops_exempt)
        return order

    def _gate_document(self, stage):
        receipt = self._create_receipt([(self.invoice, 1000)], payer_reference="T-1")
        if stage == "off":
            self._switch(False)
            return receipt
        return getattr(self, f"_stage_{stage}")(receipt)

    def _stage_draft(self, receipt):
        return receipt

    def _stage_submitted(self, receipt):
        return self._submit_receipt(receipt)

    def _stage_refused(self, receipt):
        self._submit_receipt(receipt).with_user(self.accountant).action_refuse("nothing arrived")
        return receipt

    def _stage_approved(self, receipt):
        return self._confirm_receipt(receipt)

    def _stage_told(self, receipt):
        self._confirm_receipt(receipt).with_user(self.support).action_tell()
        return receipt

    def _stage_reversed(self, receipt):
        self._confirm_receipt(receipt).with_user(self.accountant).action_reverse("bounced")
        return receipt
