from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)


class OpsVisit(models.Model):
    """A visit that does not take place, and a tap that was a slip."""

    _inherit = "ops.visit"

    _reasons = {
        "cancel": Reason(
            action="action_cancel",
            question=_lt("Why does it not take place?"),
            button=_lt("Cancel Visit"),
            follows=_lt("It stays in the list as cancelled; the appointment leaves the calendar."),
            shown=("date_start",),
            form="ops.visit.cancel",
        )
    }

    def action_open_cancel(self):
        """Ask why it does not take place, by choice."""
        return self._ask_reason("cancel")

    def action_cancel(self, note="", reason=False):
        """Cancel what does not take place.

        :param str note: in words, where somebody wants to say more
        :param str reason: one of `CANCEL_REASONS`
        :raises UserError: without a reason
        """
        self.check_access("write")
        for visit in self:
            visit._check_steers()
        note = self._take_reason("cancel", note)
        self._check_cancel_reason(reason)
        self._stamp({"cancel_reason": reason})
        self.write({"state": "cancelled"})
        if note:
            for visit in self:
                visit.message_post(body=note)
        return True

    def _check_cancel_reason(self, reason):
        if reason not in dict(self._fields["cancel_reason"].selection):
            raise UserError(
                self.env._(
                    "%(visit)s: choose why it does not take place (V1.1).", visit=self[:1].display_name
                )
            )

    def _check_cancel(self):
        for visit in self:
            visit._check_steers()
            visit._check_cancel_reason(visit.cancel_reason)

    def _check_steers(self):
        """Refuse who neither makes this visit nor stands above who does."""
        self.ensure_one()
        if not self._may_steer() and self._ops_is_on():
            raise AccessError(
                self.env._(
                    "%(visit)s: %(who)s or who stands above him puts it elsewhere or cancels it (V1.1).",
                    visit=self.display_name,
                    who=self.user_id.name,
                )
            )

    def _may_steer(self):
        user = self.env.user
        return (
            self.user_id == user
            or user._ops_guides(self.user_id)
            or user._ops_has_role("leader")
            or user in self._ops_post_users("support")
        )

    def action_reset(self):
        """Take back a departure that was a slip, or plan a cancelled visit again."""
        return self.write({"state": "planned"})

    def _check_reset(self):
        for visit in self:
            visit._check_steers()

    def _prepare_reset_vals(self):
        return {"date_departed": False, "cancel_reason": False}
