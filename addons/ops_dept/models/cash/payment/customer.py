from odoo import models

from ..receipt.ops_receipt import IN_BOOKS
from ..receipt.ops_receipt_allocation import INVOICE_TYPES


class AccountPayment(models.Model):
    """Which payments are a customer's money, and which run on without a receipt."""

    _inherit = "account.payment"

    def _ops_is_customers_money(self):
        """Tell whether this takes money from a customer: by its kind, by its entry, or by the invoices that
        would show as paid.
        """
        self.ensure_one()
        payment = self.sudo()  # sudo: whoever tries, the whole entry counts
        if payment.payment_type == "inbound" and (
            payment.partner_type == "customer"
            or payment.destination_account_id.account_type == "asset_receivable"
        ):
            return True
        if payment.payment_type == "inbound" and payment._ops_is_of_customer():
            return True
        if payment.move_id:
            return any(
                line.account_id.account_type == "asset_receivable" and line.balance < 0
                for line in payment.move_id.line_ids
            )
        return any(move.move_type in INVOICE_TYPES for move in payment.invoice_ids)

    def _ops_is_of_customer(self):
        """Tell whether money said to be a vendor's comes from a customer: what he does not owe us as a vendor
        is what he pays as a customer. Called on sudo.
        """
        self.ensure_one()
        partner = self.partner_id.commercial_partner_id
        orders = self.env["sale.order"]
        if not partner or not (
            partner.customer_rank
            or orders.search_count([("partner_id", "child_of", partner.id), ("state", "=", "sale")], limit=1)
        ):
            return False
        [(owed,)] = self.env["account.move.line"]._read_group(
            [
                ("partner_id", "child_of", partner.id),
                ("company_id", "=", self.company_id.id),
                ("parent_state", "=", "posted"),
                ("account_id.account_type", "=", "liability_payable"),
                ("amount_residual", ">", 0),
                ("move_id", "!=", self.move_id.id),
            ],
            aggregates=["amount_residual:sum"],
        )
        company_currency = self.company_id.currency_id
        money = self.currency_id._convert(self.amount, company_currency, self.company_id, self.date)
        return company_currency.compare_amounts(money, owed or 0.0) > 0

    def _ops_has_receipt(self):
        """Tell whether a confirmed receipt says the same as this payment."""
        self.ensure_one()
        # sudo: the receipt decides, whoever posts
        receipt = self.sudo().ops_receipt_ids.filtered(lambda receipt: receipt.state in IN_BOOKS)[:1]
        return bool(
            receipt
            and self.payment_type == "inbound"
            and self.partner_type == "customer"
            and self.partner_id == receipt.partner_id
            and self.company_id == receipt.company_id
            and self.journal_id == receipt.journal_id
            and self.currency_id == receipt.currency_id
            and self.date == receipt.date_received
            and not self.currency_id.compare_amounts(self.amount, receipt.amount)
        )

    def _ops_pays_exempt_only(self):
        """Tell whether nothing but invoices of exempt orders is paid, and not more than they owe."""
        self.ensure_one()
        payment = self.sudo()  # sudo: which orders are exempt is no matter of the user's rights
        if payment.payment_type != "inbound" or payment.partner_type != "customer":
            return False
        invoices = payment.invoice_ids
        if not invoices:
            transaction = payment.payment_transaction_id
            return bool(
                transaction.state == "done"
                and not transaction.payment_id
                and transaction._ops_is_of_exempt_orders()
                and not payment.currency_id.compare_amounts(payment.amount, transaction.amount)
            )
        if not invoices._ops_is_of_exempt_orders() or (
            invoices.commercial_partner_id != payment.partner_id.commercial_partner_id
        ):
            return False
        owed = sum(
            invoice.currency_id._convert(
                invoice.amount_residual, payment.currency_id, payment.company_id, payment.date
            )
            for invoice in invoices
        )
        return payment.currency_id.compare_amounts(payment.amount, owed) <= 0
