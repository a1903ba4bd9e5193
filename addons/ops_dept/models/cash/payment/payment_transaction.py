from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class PaymentTransaction(models.Model):
    """An online payment is the customer's act: never refused, confirmed by finance like any money (W5.C)."""

    _inherit = "payment.transaction"

    def _create_payment(self, **extra_create_values):
        """Ask finance to confirm the money instead of posting it; exempt orders collect freely."""
        self.ensure_one()
        company = self.provider_id.company_id
        if (
            self.amount <= 0
            or company.id not in self.env["ops.receipt"]._ops_gated_companies()
            or self._ops_is_of_exempt_orders()
        ):
            return super()._create_payment(**extra_create_values)
        self._ops_register_receipt()
        return self.env["account.payment"]

    def _ops_is_of_exempt_orders(self):
        """Tell whether only orders that ran before the rulebook, or their invoices, are paid."""
        self.ensure_one()
        invoices, orders = self.invoice_ids, self.sale_order_ids
        if invoices:
            owed = sum(invoices.mapped("amount_residual"))
            return (
                invoices._ops_is_of_exempt_orders()
                and invoices.currency_id == self.currency_id
                and self.currency_id.compare_amounts(self.amount, owed) <= 0
            )
        return bool(orders) and all(order.ops_exempt for order in orders)

    def _ops_register_receipt(self):
        """Enter the request for this payment and submit it; what keeps it from being submitted waits for
        sales support as a draft with an activity.
        """
        self.ensure_one()
        # sudo: the customer's act comes through portal, webhook and cron; it is recorded, finance decides
        receipts_sudo = self.env["ops.receipt"].sudo().with_company(self.provider_id.company_id)
        if receipts_sudo.search_count([("transaction_id", "=", self.id)], limit=1):
            return
        receipt = receipts_sudo.create(self._prepare_ops_receipt_vals())
        receipt._stamp({"transaction_id": self.id})
        receipt._distribute_amount(self.invoice_ids.filtered(lambda move: move.state == "posted"))
        try:
            with self.env.cr.savepoint():
                receipt.action_ops_submit()
        except UserError as error:
            receipt.invalidate_recordset()
            receipt.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=receipt.env._("Online payment: submit it for finance's confirmation"),
                note=str(error),
                user_id=receipt._ops_post_users("support")[:1].id,
            )

    def _prepare_ops_receipt_vals(self):
        journal = self.provider_id.journal_id
        return {
            "partner_id": self.partner_id.commercial_partner_id.id,
            "company_id": self.provider_id.company_id.id,
            "amount": self.amount,
            "currency_id": self.currency_id.id,
            "date_received": self.last_state_change.date(),
            "method": "other",
            "payer_reference": self.reference,
            "order_ids": [Command.set(self.sale_order_ids.ids)],
            "note": self.env._("Paid online with %(provider)s.", provider=self.provider_id.name),
            **({"journal_id": journal.id} if journal else {}),
        }
