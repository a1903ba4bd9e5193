from ast import literal_eval

from odoo import models


class MailComposeMessage(models.TransientModel):
    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        """Refuse to send a quotation that is not approved (W2.E).

        A hand-written question to the customer without template stays possible in the chatter; what the composer sends
        about a quotation carries its content.
        """
        for composer in self:
            composer._ops_check_mailable()
        return super()._action_send_mail(auto_commit=auto_commit)

    def _ops_check_mailable(self):
        self.ensure_one()
        if self.model != "sale.order" or self.subtype_is_log:
            return
        if self.composition_mode == "mass_mail" and self.res_domain:
            orders = self.env["sale.order"].search(literal_eval(self.res_domain))
        else:
            orders = self.env["sale.order"].browse(self._evaluate_res_ids() or [])
        # sudo: the check must hold also where the sender's own rules hide the order
        orders.sudo().exists()._ops_require_released("mail")
