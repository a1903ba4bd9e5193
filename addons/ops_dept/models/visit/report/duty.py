from odoo import models


class OpsVisit(models.Model):
    """Who left for a customer owes the report until the end of the working day of the visit (V1.8)."""

    _inherit = "ops.visit"

    def _do_depart(self):
        self._open_obligations("V1.8")

    def _do_finish(self):
        """It counts from when he was there: a visit that took longer than planned has longer, too."""
        result = super()._do_finish()
        self._open_obligations("V1.8")
        self._recount_obligations("V1.8")
        return result

    def _do_reset(self):
        self._release_obligations("V1.8", self.env._("Nobody left for it."))

    def _do_cancel(self):
        self._release_obligations("V1.8", self.env._("The visit does not take place."))

    def _ops_obligation_owner(self, code):
        """The consultant of the visit owes what follows from it."""
        return self.user_id

    def _ops_obligation_start(self, code):
        if code == "V1.8":
            return self.date_finished or max(self.date_departed or self.date_start, self.date_planned_end)
        return super()._ops_obligation_start(code)
