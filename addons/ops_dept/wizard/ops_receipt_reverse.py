from odoo import fields, models


class OpsReceiptReverse(models.TransientModel):
    """Asks finance for the reason before receipts are reversed."""

    _name = "ops.receipt.reverse"
    _description = "Reverse receipts"

    receipt_ids = fields.Many2many("ops.receipt", string="Receipt requests", required=True)
    reason = fields.Text(required=True)

    def action_reverse(self):
        """Reverse them all, or none when one of them cannot be."""
        self.ensure_one()
        self.receipt_ids.action_reverse(self.reason)
        return {"type": "ir.actions.act_window_close"}
