from odoo import models


class PortalShare(models.TransientModel):
    """No quotation is shared that is not approved (W2.E)."""

    _inherit = "portal.share"

    def action_send_mail(self):
        """No link to a quotation goes to the customer before it is approved (W2.E)."""
        for wizard in self.filtered(lambda wizard: wizard.res_model == "sale.order"):
            # sudo: the check must hold also where the sender's own rules hide the order
            self.env["sale.order"].sudo().browse(wizard.res_id).exists()._ops_require_released("portal")
        return super().action_send_mail()
