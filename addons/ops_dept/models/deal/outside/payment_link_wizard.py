from odoo import models


class PaymentLinkWizard(models.TransientModel):
    """No payment link leads to a quotation that is not approved (W2.E)."""

    _inherit = "payment.link.wizard"

    def _prepare_url(self, base_url, related_document):
        """No payment link leads to a quotation that is not approved, however the wizard was made (W2.E)."""
        if self.res_model == "sale.order":
            related_document._ops_require_released("pay")
        return super()._prepare_url(base_url, related_document)
