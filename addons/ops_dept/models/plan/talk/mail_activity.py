from odoo import api, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    """No activity stands on a talk between two: it would be shown to others (M4.3)."""

    _inherit = "mail.activity"

    @api.constrains("res_model", "res_id")
    def _check_ops_private(self):
        on_meetings = self.filtered(lambda activity: activity.res_model == "ops.meeting")
        # sudo: which kind of meeting it is
        meetings_sudo = self.env["ops.meeting"].sudo().browse(on_meetings.mapped("res_id"))
        if any(meeting._is_private() for meeting in meetings_sudo.exists()):
            raise UserError(
                self.env._(
                    "Write what follows a talk between two down as a step of it: only both see it (M4.3)."
                )
            )
