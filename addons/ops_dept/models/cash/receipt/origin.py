from odoo import api, fields, models

from ....tools.actions import open_records


class OpsReceipt(models.Model):
    """The requests that brought about the invoices which a receipt pays (W6.A)."""

    _inherit = "ops.receipt"

    invoice_request_count = fields.Integer("Invoice requests", compute="_compute_invoice_request_count")

    @api.depends("allocation_ids.move_id")
    @api.depends_context("uid")
    def _compute_invoice_request_count(self):
        """Count those that the user may see, of all receipts in one query."""
        requests = self.env["ops.invoice.request"]
        counts = {}
        if requests.has_access("read"):
            counts = dict(
                requests._read_group(
                    [("move_id", "in", self.allocation_ids.move_id.ids)], ["move_id"], ["__count"]
                )
            )
        for receipt in self:
            moves = receipt.allocation_ids.move_id._origin
            receipt.invoice_request_count = sum(counts.get(move, 0) for move in moves)

    def action_open_invoice_requests(self):
        """Open the requests of the invoices that this receipt pays."""
        self.ensure_one()
        requests = self.env["ops.invoice.request"].search(
            [("move_id", "in", self.allocation_ids.move_id.ids)]
        )
        return open_records(requests, self.env._("Invoice Requests"))

    def action_open_invoices(self):
        """Open the invoices that this receipt pays."""
        return open_records(self.allocation_ids.move_id, self.env._("Invoices"))

    def action_open_orders(self):
        """Open the orders that this receipt belongs to."""
        return open_records(self.order_ids, self.env._("Orders"))

    def action_open_payment(self):
        """Open the payment that finance's confirmation posted."""
        return open_records(self.payment_id)
