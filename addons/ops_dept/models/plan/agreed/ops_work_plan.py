from odoo import models

from ...policy.guarded.permit import Permit, permitted, take_permit


class OpsWorkPlan(models.Model):
    """A confirmed plan becomes a draft again with a reason only, whoever writes its state (W1.B)."""

    _inherit = "ops.work.plan"

    def action_reopen(self, reason):
        with permitted(self.env.cr, Permit(self._name, "reopen", self._ids)):
            return super().action_reopen(reason)

    def _check_reset(self):
        confirmed = self.filtered(lambda plan: plan.state in ("approved", "running"))
        if confirmed and not take_permit(self.env.cr, self._name, "reopen", confirmed._ids):
            confirmed._take_reason("reopen", "")  # refuses: nobody said why
        return super()._check_reset()
