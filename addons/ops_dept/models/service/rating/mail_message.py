from odoo import models


class MailMessage(models.Model):
    """A rating is deleted with its message: whoever deletes the one needs the right to the other."""

    _inherit = "mail.message"

    def unlink(self):
        if not self.env.su and self:
            # sudo: whether there are ratings; the door of ratings decides
            self.sudo().rating_ids.sudo(False)._ops_filter_ours()._ops_refuse_colleagues({"message_id"})
        return super().unlink()
