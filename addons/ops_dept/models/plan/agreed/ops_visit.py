from odoo import models
from odoo.exceptions import UserError


class OpsVisit(models.Model):
    """What was agreed stays countable: it is moved or dropped with its reason, not taken out (W1.C)."""

    _inherit = "ops.visit"

    def _ops_check_vals(self, vals):
        result = super()._ops_check_vals(vals)
        if vals.get("channel", "visit") != "visit":
            self._refuse_taken_out()
        return result

    def _ops_refuse_deletion(self):
        self._refuse_taken_out()
        return super()._ops_refuse_deletion()

    def _refuse_taken_out(self):
        agreed = self.filtered("is_agreed")
        if agreed:
            raise UserError(
                self.env._(
                    "%(visit)s: it is in a confirmed plan. Cancel it with its reason, or put it on another "
                    "day; a call instead of it is planned beside it (W1.C).",
                    visit=agreed[:1].display_name,
                )
            )
