from odoo import api, models


class OpsReceipt(models.Model):
    """What of a receipt is still to be allocated, and what hangs on it."""

    _inherit = "ops.receipt"

    @api.depends("payment_id")
    def _compute_amount_advance_open(self):
        """For screens: what is posted anywhere does not look for the receipts that it concerns."""
        for receipt in self:
            receipt.amount_advance_open = receipt._get_advance_open()

    def _get_advance_open(self):
        """Return what of the customer's credit is left by the books, as of now, in the receipt's currency."""
        self.ensure_one()
        # sudo: sales sees of the payment only what is left of the customer's credit
        lines_sudo = self.sudo()._get_open_credit()
        return -sum(
            line.amount_residual_currency
            if line.currency_id == self.currency_id
            else line.company_currency_id._convert(
                line.amount_residual, self.currency_id, self.company_id, self.date_received
            )
            for line in lines_sudo
        )

    @api.depends("allocation_ids.move_id", "order_ids")
    def _compute_counts(self):
        for receipt in self:
            receipt.invoice_count = len(receipt.allocation_ids.move_id)
            receipt.order_count = len(receipt.order_ids)

    @api.depends("allocation_ids.move_id")
    def _compute_order_ids(self):
        """An invoice brings its orders along; orders named by hand stay."""
        for receipt in self:
            receipt.order_ids |= receipt.allocation_ids.move_id.line_ids.sale_line_ids.order_id

    @api.depends("amount", "currency_id", "allocation_ids.amount", "allocation_ids.write_off")
    def _compute_amounts(self):
        for receipt in self:
            rows = receipt.allocation_ids
            receipt.amount_allocated = sum(rows.mapped("amount"))
            receipt.amount_advance = receipt.amount - receipt.amount_allocated
            receipt.amount_write_off = sum(row._convert_to_receipt(row.write_off) for row in rows)
