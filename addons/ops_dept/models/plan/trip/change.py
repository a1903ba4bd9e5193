from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from .ops_trip import LONGEST

_lt = LazyTranslate(__name__)


class OpsTrip(models.Model):
    """A trip that becomes shorter or longer: days are released or added, the head is told (M7.5)."""

    _inherit = "ops.trip"

    _reasons = {
        "change": Reason(
            action="action_change_end",
            question=_lt("When is the trip over?"),
            button=_lt("Change"),
            follows=_lt(
                "Days that fall away need no report; each day more asks for one. The head is told (M7.5)."
            ),
            lacking=_lt("say why its end is another (M7.5)."),
            prompt=_lt("e.g. The customer asked for one more day"),
            shown=("date_end",),
            form="ops.trip.change",
        )
    }

    def action_open_change(self):
        """Ask when the person is back now, and why."""
        self.ensure_one()
        return self._ask_reason("change")

    def action_change_end(self, reason, date_end=False):
        """Let the trip end earlier or later than it was approved for.

        Clause: M7.5

        :param str reason: why, read by his head
        :param date_end: when the person is back, naive UTC
        :raises AccessError: for who neither travels nor stands above who does
        :raises UserError: for a time that cannot be, or without a reason
        """
        self.check_access("read")
        date_end = fields.Datetime.to_datetime(date_end)
        for trip in self:
            trip._check_change(date_end)
            said = trip._take_reason("change", reason)
            before, trip_sudo = trip._get_when(), trip.sudo()  # sudo: who may was asked
            days_before = trip._get_away_days()
            trip_sudo._stamp({"date_end": date_end})
            trip_sudo._follow_days(days_before)
            trip._tell_change(before, said)
        return True

    def _check_change(self, date_end):
        self.ensure_one()
        if self.user_id != self.env.user and not self.env.user._ops_guides(self.user_id):
            raise AccessError(
                self.env._(
                    "%(trip)s: its days are changed by %(who)s, who travels, or his head (M7.5).",
                    trip=self.display_name,
                    who=self.sudo().user_id.name,  # sudo: a colleague's name
                )
            )
        problem = self._get_change_problem(date_end)
        if problem:
            raise UserError(
                self.env._("%(trip)s: %(problem)s (M7.5).", trip=self.display_name, problem=problem)
            )

    def _get_change_problem(self, date_end):
        """Return what stands against another end, as part of a sentence."""
        if self.state not in ("approved", "running"):
            return self.env._("only an approved trip that is not over becomes shorter or longer")
        if not date_end or date_end <= self.date_start:
            return self.env._("it ends after it began")
        if date_end > self.date_start + timedelta(days=LONGEST):
            return self.env._("it lasts %(days)s days at most", days=LONGEST)
        overlaps = self._get_overlap_blockers(self.date_start, date_end)
        return overlaps[0].rstrip("。.") if overlaps else ""

    def _tell_change(self, before, reason):
        body = self.env._(
            "%(who)s: %(before)s became %(after)s. %(reason)s",
            who=self.env.user.name,
            before=before,
            after=self._get_when(),
            reason=reason,
        )
        self._ops_note(body)
        partners = ((self.head_id | self.user_id) - self.env.user).partner_id
        if partners:
            self.sudo().message_notify(  # sudo: the traveller tells his head
                partner_ids=partners.ids,
                subject=self.display_name,
                body=body,
                author_id=self.env.user.partner_id.id,
            )
