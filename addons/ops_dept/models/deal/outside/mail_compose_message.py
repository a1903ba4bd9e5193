from odoo import models


class MailComposeMessage(models.TransientModel):
    """The composer mails no quotation that is not approved (W2.E)."""

    _inherit = "mail.compose.message"

    def _action_send_mail(self, auto_commit=False):
        """Refuse to send a quotation that is not approved (W2.E).

        A hand-written question to the customer without template stays possible in the chatter; what the
        composer sends about a quotation carries its content.
        """
        for composer in self:
            composer._ops_check_mailable()
        return super()._action_send_mail(auto_commit=auto_commit)

    def _ops_check_mailable(self):
        self.ensure_one()
        if self.model != "sale.order" or self._ops_stays_inside():
            return
        orders = self.env["sale.order"]
        if self.res_domain:  # as core chooses, in whatever mode
            orders = orders.search(self._evaluate_res_domain())
        else:
            orders = orders.browse(self._evaluate_res_ids() or [])
        # sudo: the check must hold also where the sender's own rules hide the order
        orders.sudo().exists()._ops_require_released("mail")

    def _ops_stays_inside(self):
        """Tell whether this is a note that reaches nobody but colleagues."""
        return (
            self.composition_mode == "comment"
            and self.subtype_is_log
            and not any(partner.partner_share for partner in self.partner_ids)
        )
