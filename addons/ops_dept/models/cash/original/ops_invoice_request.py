from odoo import models


class OpsInvoiceRequest(models.Model):
    """The invoice's sheet that the customer signed: with who handed the invoice over (W6.D, R9)."""

    _name = "ops.invoice.request"
    _inherit = ["ops.invoice.request", "ops.original"]

    def _do_hand_over(self):
        result = super()._do_hand_over()
        on_paper = self.filtered("sign_scan_ids")  # what was signed on the screen lies nowhere
        self._keep_original("invoice", on_paper, lambda request: request.handed_over_by_id)
        return result
