"""Planned and done of each person, and whose next week is to be confirmed, on the agenda (W1.B, W1.C)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from ..meeting_case import MONDAY, SATURDAY, MeetingCase


@tagged("post_install", "-at_install")
class TestPlansOnTheAgenda(MeetingCase):
    def _week(self, user, monday, **vals):
        return (
            self.env["ops.work.plan"].with_user(user).create({"date_from": monday, "goals": "Halls", **vals})
        )

    def _plans(self, meeting, user=None):
        with freeze_time(SATURDAY):
            self.env.invalidate_all()
            screen = meeting.with_user(user or self.manager).get_screen()
        people = {
            page["id"]: next((part for part in page["parts"] if part["key"] == "plans"), None)
            for page in screen["people"]
        }
        team = next((part for part in screen["team"] if part["key"] == "plans"), {"rows": []})
        return people, team["rows"]

    @clause("W1.C", part="in the meeting")
    @clause("W1.B", part="next week is reported and confirmed in the meeting")
    def test_the_week_in_figures_and_the_next_to_be_confirmed(self):
        meeting = self._planned()
        monday = MONDAY.date()
        with freeze_time(MONDAY - timedelta(days=1)):
            self._plan(date_start=MONDAY + timedelta(days=1))
            plan = self._week(self.consultant, monday)
            plan.action_submit()
            plan.with_user(self.manager).action_ops_approve()
        with freeze_time(SATURDAY - timedelta(days=1)):
            coming = self._week(self.consultant, monday + timedelta(days=7))
            coming.action_submit()
        people, team = self._plans(meeting)
        mine = people[self.consultant.id]
        self.assertEqual(mine["figures"], "Agreed 1, done 0, moved 0, dropped 0, besides 0")
        (row,) = mine["rows"]
        self.assertEqual(
            (row["model"], row["res_id"], row["badge"]), ("ops.work.plan", coming.id, "To be confirmed")
        )
        self.assertIn(coming.id, [row["res_id"] for row in team])
        with freeze_time(SATURDAY):
            coming.with_user(self.manager).action_ops_approve()
        _people, team = self._plans(meeting)
        self.assertNotIn(coming.id, [row["res_id"] for row in team])

    @clause("W1.B", part="a missing plan is listed by name")
    def test_who_has_no_plan_for_the_next_week_is_named(self):
        meeting = self._planned()
        _people, team = self._plans(meeting)
        names = [row["text"] for row in team if row["is_late"]]
        self.assertIn(self.consultant.name, names)
        self.assertNotIn(self.manager.name, names)
