"""The customer invoice's gate for the tables of ways: draft invoices that may or may not be posted."""

from odoo.tests import new_test_user

from ..bypass import GateCase
from .common import CashCase

TABLES = (
    "account_move",
    "account_move_line",
    "account_partial_reconcile",
    "ops_invoice_request",
    "ops_invoice_request_line",
    "tier_review",
    "ops_log",
    "sale_order",
    "sale_order_line",
    "mail_message",
    "mail_notification",
)


class InvoiceGateCase(GateCase, CashCase):
    """Rows of the table start from a draft customer invoice, at one of the gate's stages."""

    gate_stages = ("by_hand", "request_open", "request_cancelled", "changed", "without_order")
    gate_tables = TABLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.biller = new_test_user(
            cls.env,
            "ops_biller",
            groups="base.group_user,account.group_account_invoice,ops_dept.ops_dept_group_consultant",
        )

    def _gate_document(self, stage):
        if stage == "off":
            order = self._run()
            self._switch(False)
            return self._draft_of(order)
        return getattr(self, f"_stage_{stage}")()

    def _draft_of(self, order):
        """Return a draft invoice as core's own button makes it."""
        return order.with_user(self.accountant)._create_invoices().with_env(self.env)

    def _stage_by_hand(self):
        return self._draft_of(self._run())

    def _stage_without_order(self):
        return self.env["account.move"].create(self._vals())

    def _vals(self, **vals):
        return {
            "move_type": "out_invoice",
            "partner_id": self.customer.id,
            "invoice_line_ids": [
                (0, 0, {"product_id": self.plain.id, "quantity": 1, "price_unit": 100, "tax_ids": []})
            ],
            **vals,
        }

    def _stage_request_open(self):
        """Half of the order is asked for and being decided; the other half is a draft by hand."""
        order = self._run()
        request = self._request(order)
        request.line_ids.quantity = 5
        request.action_submit()
        draft = self._draft_of(order)
        draft.invoice_line_ids.quantity = 5
        return draft

    def _stage_approved(self):
        """Posted through its request, taken back to draft by finance, unchanged."""
        move = self._invoice(self._run())
        move.with_user(self.accountant).button_draft()
        return move

    def _stage_changed(self):
        move = self._stage_approved()
        move.invoice_line_ids.write({"price_unit": 101})
        return move

    def _stage_request_cancelled(self):
        move = self._invoice(self._run())
        move.with_user(self.accountant).button_cancel()
        move.ops_invoice_request_id.with_user(self.support).action_cancel()
        move.with_user(self.accountant).button_draft()
        return move

    def _stage_exempt_draft(self):
        """A draft that existed when the rulebook was switched on."""
        self._switch(False)
        move = self.env["account.move"].create(self._vals())
        self._switch(True)
        return move

    def _stage_exempt_order(self):
        """A draft made today of an order that ran when the rulebook was switched on."""
        return self._draft_of(self._exempt_order())

    def _exempt_order(self):
        self._switch(False)
        order = self._create_order()
        order.action_confirm()
        self._switch(True)
        self.assertTrue(order.ops_exempt)
        self._deliver(order)
        return order
