from odoo import models
from odoo.fields import Command


class OpsReceipt(models.Model):
    """The journal items of a receipt's payment, and their reconciliation with the invoices (W5.C)."""

    _inherit = "ops.receipt"

    def _prepare_payment_lines(self, payment):
        """Return the items of the payment: money, one receivable per invoice, advance, write-offs.

        `_reconcile_payment` relies on the order. What rounding leaves over goes to an item whose balance is
        free to follow (a foreign one), else to the money, as core's own register does.
        """
        company = self.company_id.currency_id
        rows = self.allocation_ids
        money = self._convert_to_company(self.amount, self.currency_id)
        paid = [self._get_row_balance(row) for row in rows]
        given_up = [self._convert_to_company(row.write_off, row.invoice_currency_id) for row in rows]
        advance = self._convert_to_company(self.amount_advance, self.currency_id)
        left = company.round(money - sum(paid) - advance)
        if left:
            money, paid, advance = self._place_rounding(left, money, paid, advance)
        items = [
            self._prepare_item_vals(
                payment, payment.outstanding_account_id, self.currency_id, self.amount, money
            )
        ]
        for row, balance, lost in zip(rows, paid, given_up, strict=True):
            account = row.move_id._ops_receivable_lines().account_id[:1] or payment.destination_account_id
            amount = row.amount_invoice + row.write_off
            items.append(
                self._prepare_item_vals(payment, account, row.invoice_currency_id, -amount, -balance - lost)
            )
        if not self.currency_id.is_zero(self.amount_advance):
            items.append(
                self._prepare_item_vals(
                    payment, payment.destination_account_id, self.currency_id, -self.amount_advance, -advance
                )
            )
        items += [
            self._prepare_item_vals(
                payment,
                self.write_off_account_id,
                row.invoice_currency_id,
                row.write_off,
                lost,
                name=row.write_off_reason,
            )
            for row, lost in zip(rows, given_up, strict=True)
            if row.write_off
        ]
        return [Command.create(item) for item in items]

    def _prepare_item_vals(self, payment, account, currency, amount, balance, name=None):
        label = "".join(text for _kind, text in payment._get_aml_default_display_name_list() if text)
        return {
            "name": name or label,
            "account_id": account.id,
            "partner_id": self.partner_id.id,
            "currency_id": currency.id,
            "amount_currency": currency.round(amount),
            "balance": self.company_id.currency_id.round(balance),
            "date_maturity": self.date_received,
        }

    def _convert_to_company(self, amount, currency):
        return currency._convert(amount, self.company_id.currency_id, self.company_id, self.date_received)

    def _get_row_balance(self, row):
        """Return what the money on an invoice is worth; one in the company's currency says it itself."""
        if row.invoice_currency_id == self.company_id.currency_id:
            return row.amount_invoice
        return self._convert_to_company(row.amount, self.currency_id)

    def _place_rounding(self, left, money, paid, advance):
        company = self.company_id.currency_id
        foreign = [
            number for number, row in enumerate(self.allocation_ids) if row.invoice_currency_id != company
        ]
        if self.currency_id != company and not self.currency_id.is_zero(self.amount_advance):
            advance += left
        elif foreign:
            paid = [*paid]
            paid[foreign[-1]] += left
        else:
            money -= left
        return money, paid, advance

    def _reconcile_payment(self):
        """Match each invoice with the receivable that was posted for it, all in one plan."""
        rows = self.allocation_ids
        items = self.payment_id.move_id.line_ids.sorted("id")[1 : len(rows) + 1]
        plan = []
        for row, item in zip(rows, items, strict=True):
            due = row.move_id._ops_receivable_lines().filtered(
                lambda line, item=item: line.account_id == item.account_id and not line.reconciled
            )
            plan.append(item | due)
        if plan:
            self.env["account.move.line"]._reconcile_plan(plan)
            self.payment_id.invoice_ids |= rows.move_id
