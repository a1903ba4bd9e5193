"""Every way of getting a customer's money into the books: refused without finance's confirmation (W5.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...bypass import bypass_table
from ...common import clause
from ..receipt_gate import ReceiptGateCase
from .forged_ways import BEHIND, FORGED, FORGED_ITEMS
from .payment_ways import CORE, WRITES, give_standing, make_draft, payment_vals


@tagged("post_install", "-at_install")
@clause("W5.C", part="gate")
@bypass_table([*CORE, *WRITES, *FORGED_ITEMS, *FORGED, *BEHIND])
class TestPaymentBypass(ReceiptGateCase):
    """Customers' payments."""

    # ------------------------------------------------------------------
    # What stays free
    # ------------------------------------------------------------------
    def _free(self, **vals):
        payment = (
            self.env["account.payment"].with_user(self.accountant).create(payment_vals(self, None, **vals))
        )
        payment.action_post()
        self.assertIn(payment.state, ("in_process", "paid"))
        return payment

    def test_vendors_and_refunds_to_customers_are_free(self):
        self._free(partner_id=self.vendor.id, partner_type="supplier", payment_type="outbound")
        self._free(partner_id=self.vendor.id, partner_type="supplier", payment_type="inbound")
        refund = self._free(payment_type="outbound")
        refund.action_draft()
        refund.action_cancel()
        refund.action_draft()
        refund.unlink()

    def test_a_vendor_who_is_a_customer_pays_back_what_he_owes(self):
        """What a customer owes as a vendor (a bill's refund) is no customer's payment; one cent more is."""
        refund = self.env["account.move"].create(
            {
                "move_type": "in_refund",
                "partner_id": self.customer.id,
                "invoice_date": "2026-01-10",
                "invoice_line_ids": [Command.create({"name": "returned", "price_unit": 40, "tax_ids": []})],
            }
        )
        refund.action_post()
        with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
            self._free(partner_type="supplier", amount=40.01)
        self._free(partner_type="supplier", amount=40)

    def test_payments_before_the_switch_stay_workable(self):
        give_standing(self, None)
        payment = self.env["account.payment"].with_user(self.accountant).search([("memo", "=", "before")])
        self.assertTrue(payment.ops_exempt)
        payment.write({"state": "paid"})
        payment.action_draft()
        self.assertFalse(payment.ops_exempt)
        with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
            payment.action_post()

    def test_draft_payments_come_under_the_gate_when_it_is_switched_on(self):
        self._switch(False)
        payment = make_draft(self).with_user(self.accountant)
        self._switch(True)
        with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
            payment.action_post()

    def test_exempt_orders_collect_freely(self):
        """Core's wizard for invoices that come whole from orders that ran before (PROCESS §3)."""
        self._switch(False)
        invoice = self.free_order._create_invoices()
        invoice.action_post()
        self._switch(True)
        invoice = invoice.with_user(self.accountant)
        self.assertFalse(invoice.ops_receipt_gate)
        action = invoice.action_register_payment()
        wizard = self.env["account.payment.register"].with_user(self.accountant)
        wizard.with_context(**action["context"]).create({"amount": 400}).action_create_payments()
        self.assertEqual(invoice.payment_state, "partial")
        wizard.with_context(active_model="account.move", active_ids=invoice.ids).create(
            {}
        ).action_create_payments()
        self.assertEqual(invoice.payment_state, "paid")
        self.assertTrue(all(invoice.sudo().reconciled_payment_ids.mapped("ops_exempt")))

    def test_wizard_over_exempt_and_other_invoices_is_refused(self):
        self._switch(False)
        invoice = self.free_order._create_invoices()
        invoice.action_post()
        self._switch(True)
        wizard = (
            self.env["account.payment.register"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=(invoice | self.invoice).ids)
        )
        for group in (True, False):
            with self.assertRaisesRegex(UserError, r"W5\.C"), self.env.cr.savepoint():
                wizard.create({"group_payment": group}).action_create_payments()

    def test_clause_switched_off_opens_the_gate(self):
        self.env["ops.clause"].search([("code", "=", "W5.C")]).sudo().is_suspended = True
        self._free()

    def test_other_companies_are_not_concerned(self):
        other = self.env["res.company"].create({"name": "Without rulebook"})
        self.env["account.chart.template"].try_loading("generic_coa", other, install_demo=False)
        self.accountant.company_ids |= other
        bank = self.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", other.id)], limit=1
        )
        payment = (
            self.env["account.payment"]
            .with_user(self.accountant)
            .with_company(other)
            .create(payment_vals(self, None, journal_id=bank.id, company_id=other.id))
        )
        payment.action_post()
        self.assertIn(payment.state, ("in_process", "paid"))

    def test_switched_off_costs_no_query(self):
        """Posting and paying asks the database nothing more than with the gate's check left out."""
        self._switch(False)
        payments = [make_draft(self) for _ in range(3)]
        counts = []
        for payment in payments:
            self.env.flush_all()
            payment.invalidate_recordset()
            before = self.env.cr.sql_log_count
            payment._ops_require_receipt(posted=False)
            payment._ops_refuse_undone()
            self.invoice._ops_filter_paid_by_receipt()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1:], [0, 0])
