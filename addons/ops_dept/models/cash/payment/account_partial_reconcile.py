from odoo import api, models
from odoo.exceptions import UserError


class AccountPartialReconcile(models.Model):
    """What a customer owes is settled by an item of the same account, up to its amount, as core's own
    reconciliation does; a row written past that would show an invoice as paid without money. A row that goes
    takes the receipt behind it along (W5.C).
    """

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        partials = super().create(vals_list)
        partials._ops_refuse_forged()
        partials._ops_tell_receipts_of_entries()
        return partials

    def unlink(self):
        """What is no longer settled with a receipt's money changes the receipt."""
        if not self:
            return super().unlink()
        undone = self._ops_of_receipts()
        result = super().unlink()
        for receipt, text in undone:
            receipt._follow_books(text)
        return result

    # ------------------------------------------------------------------
    # Receipts follow
    # ------------------------------------------------------------------
    def _ops_of_receipts(self):
        """Return `[(receipt, what is undone)]` of rows that settle something with a receipt's money."""
        if not self.env["ops.receipt"]._ops_gated_companies():
            return []
        found = []
        for partial in self.sudo():  # sudo: whoever undoes it, the receipt follows
            item = partial.credit_move_id
            receipts = item.move_id.origin_payment_id.ops_receipt_ids
            if receipts and item.account_id.account_type == "asset_receivable":
                text = self.env._(
                    "%(amount)s of %(invoice)s is no longer settled with this money",
                    amount=partial.debit_currency_id.format(partial.debit_amount_currency),
                    invoice=partial.debit_move_id.move_id.display_name,
                )
                found.append((receipts, text))
        return found

    def _ops_tell_receipts_of_entries(self):
        """Money of a receipt that settles an entry made by hand, its own reversal for one, is not what was
        confirmed; invoices, refunds paid out and exchange differences are.
        """
        if not self.env["ops.receipt"]._ops_gated_companies():
            return
        for partial in self.sudo():  # sudo: as above
            receipts = partial.credit_move_id.move_id.origin_payment_id.ops_receipt_ids
            other = partial.debit_move_id.move_id
            by_hand = (
                other.move_type == "entry"
                and not other.origin_payment_id
                and other.journal_id != partial.company_id.currency_exchange_journal_id
            )
            if receipts and by_hand and partial.credit_move_id.account_id.account_type == "asset_receivable":
                receipts._follow_books(
                    self.env._(
                        "%(amount)s was used for entry %(entry)s",
                        amount=partial.debit_currency_id.format(partial.debit_amount_currency),
                        entry=other.display_name,
                    )
                )

    # ------------------------------------------------------------------
    # The gate
    # ------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if not vals.keys().isdisjoint(("debit_move_id", "credit_move_id", "amount")):
            self._ops_refuse_forged()
        return result

    def _ops_refuse_forged(self):
        """Refuse rows that core's reconciliation would not make of customers' items."""
        companies = self.env["ops.receipt"]._ops_gated_companies()
        if not companies:
            return
        for partial in self.sudo():  # sudo: the books count, whoever writes
            items = partial.debit_move_id | partial.credit_move_id
            owed = items.filtered(lambda line: line.account_id.account_type == "asset_receivable")
            if not owed or partial.company_id.id not in companies:
                continue
            overdrawn = owed.filtered(
                lambda line: (
                    line.company_currency_id.compare_amounts(line.amount_residual * line.balance, 0) < 0
                )
            )
            if len(items.account_id) > 1 or overdrawn or partial.amount < 0:
                raise UserError(
                    self.env._(
                        "%(items)s: an invoice is paid by money of the same account, up to its amount. Sales "
                        "support registers the receipt, finance confirms it (W5.C).",
                        items=", ".join(items.mapped("move_id.display_name")),
                    )
                )
