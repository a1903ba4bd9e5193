"""Meetings of the consultant's team: planned by the job, led by its manager."""

from datetime import date, datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command

from .common import MONDAY, PlanCase

SATURDAY = datetime(2026, 3, 7, 1, 0)  # nine in the morning in China
NEXT_SATURDAY = datetime(2026, 3, 14, 1, 0)
WEEK = date(2026, 3, 2)


class MeetingCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ops.meeting"].search([("kind", "=", "weekly")]).sudo()._unlink_stamped()
        cls.env["crm.team"].search([("id", "not in", (cls.team | cls.other_team).ids)]).active = False
        calendar = cls.company.resource_calendar_id
        calendar.tz = "Asia/Shanghai"
        cls.env["ops.calendar.day"].search([("calendar_id", "=", calendar.id)]).unlink()
        cls.calendar = calendar

    def _plan_weeks(self, moment=MONDAY):
        """Run the job that plans the weekly meetings, and the one that opens duties."""
        jobs = self.env.registry["ir.cron"]
        with freeze_time(moment), patch.object(jobs, "_commit_progress", lambda *_args, **_kwargs: 600):
            self.env["ops.meeting"]._cron_plan_weekly()
            self.env["ops.obligation"]._cron_open_periods()
            self.env.flush_all()

    def _weekly(self, team=None, week=WEEK, **domain):
        """Return the meetings of a team for a week."""
        found = self.env["ops.meeting"].search(
            [("kind", "=", "weekly"), ("team_id", "=", (team or self.team).id), ("week_start", "=", week)],
            order="id",
        )
        return found.filtered_domain([(name, "=", value) for name, value in domain.items()])

    def _planned(self, moment=MONDAY, **kwargs):
        self._plan_weeks(moment)
        return self._weekly(state="planned", **kwargs)

    def _holiday(self, first, last=None, kind="holiday"):
        return self.env["ops.calendar.day"].create(
            {
                "name": "Tomb Sweeping",
                "kind": kind,
                "date_from": first,
                "date_to": last or first,
                "calendar_id": self.calendar.id,
            }
        )

    def _add_topic(self, meeting, user=None, name="Late deliveries", **vals):
        return (
            self.env["ops.meeting.topic"]
            .with_user(user or self.consultant)
            .create({"meeting_id": meeting.id, "name": name, **vals})
        )

    def _decide(self, meeting, person=None, name="Call the carrier", **vals):
        return (
            self.env["ops.meeting.decision"]
            .with_user(self.manager)
            .create(
                {
                    "meeting_id": meeting.id,
                    "name": name,
                    "user_id": (person or self.consultant).id,
                    "date_due": "2026-03-11",
                    **vals,
                }
            )
        )

    def _hold(self, meeting, moment=SATURDAY, user=None):
        """Begin and end a meeting, with a topic, as who leads it."""
        mine = meeting.with_user(user or self.manager)
        with freeze_time(moment):
            if not meeting.topic_ids:
                self._add_topic(meeting)
            mine.action_start()
            mine.action_hold()
        return meeting

    def _owed(self, code="H4", team=None, period="2026-W10", **domain):
        found = self.env["ops.obligation"].search(
            [("clause_id.code", "=", code), ("company_id", "=", self.company.id), ("period", "=", period)]
        )
        return found.filtered(lambda owed: not team or owed.team_id == team)

    def _violations(self, code="H4"):
        return self.env["ops.violation"].search(
            [("clause_id.code", "=", code), ("company_id", "=", self.company.id)]
        )

    @classmethod
    def _add_role(cls, user, role):
        user.sudo().group_ids = [Command.link(cls.env.ref(f"ops_dept.ops_dept_group_{role}").id)]
