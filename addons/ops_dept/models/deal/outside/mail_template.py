from odoo import models


class MailTemplate(models.Model):
    """No template sends a quotation that is not approved (W2.E)."""

    _inherit = "mail.template"

    def _generate_template(self, res_ids, render_fields, *args, **kwargs):
        """Generate mails about quotations only once they are approved, also where nothing has to be rendered
        (W2.E).
        """
        self._ops_check_mailable(res_ids)
        return super()._generate_template(res_ids, render_fields, *args, **kwargs)

    def _ops_check_mailable(self, res_ids):
        if self.model == "sale.order" and res_ids:
            # sudo: the check must hold also where the sender's own rules hide the order
            self.env["sale.order"].sudo().browse(res_ids).exists()._ops_require_released("mail")
