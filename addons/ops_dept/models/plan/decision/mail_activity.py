from odoo import models


class MailActivity(models.Model):
    """Work that a meeting decided is given by who led it, also where somebody stood in, and to him, too."""

    _inherit = "mail.activity"

    def _ops_check_giving(self):
        if self._ops_is_decided():
            return
        super()._ops_check_giving()

    def _ops_is_decided(self):
        """Tell whether this is what a meeting that was held decided and did not give yet."""
        if self.res_model != "ops.meeting":
            return False
        # sudo: what was decided there; nothing of it gets out
        meeting_sudo = self.env["ops.meeting"].sudo().browse(self.res_id)
        return (
            self._ops_is_work()
            and meeting_sudo.state == "held"
            and meeting_sudo.chair_id.id == self.env.uid
            and any(
                not decision.activity_id
                and decision.user_id.id == self.user_id.id
                and decision.name == self.summary
                for decision in meeting_sudo.decision_ids
            )
        )
