from odoo import models

from .ops_custody import CODE, LOST


class OpsObligation(models.Model):
    """What is said of an original that was lost (R9)."""

    _inherit = "ops.obligation"

    def _get_violation_text(self):
        if self.clause_id.code == CODE and self.step == LOST and self.res_model == "ops.custody":
            # sudo: what was reported, told to who is concerned
            original_sudo = self.env["ops.custody"].sudo().browse(self.res_id)
            return self.env._(
                "%(original)s was reported lost: %(reason)s",
                original=original_sudo.display_name,
                reason=original_sudo.lost_reason or "-",
            )
        return super()._get_violation_text()
