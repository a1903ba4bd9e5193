"""A week of a consultant and his manager's Saturday: planned, confirmed, told and decided; a holiday Saturday
and a make-up one.
"""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import clause
from ..plan.meeting_case import MONDAY, NEXT_SATURDAY, SATURDAY, MeetingCase

FRIDAY = SATURDAY - timedelta(days=1)


@tagged("post_install", "-at_install")
class TestSaturday(MeetingCase):
    def _week_plan(self, monday):
        plans = self.env["ops.work.plan"].with_user(self.consultant)
        return plans.create({"date_from": monday, "goals": "Bearings for line 3"})

    @clause("W1.B")
    def test_the_week_of_a_consultant_and_his_managers_saturday(self):
        self._plan_weeks()
        self.assertEqual(self._weekly().date_start, SATURDAY, "Saturday at nine")
        monday = MONDAY.date() + timedelta(days=7)
        with freeze_time(FRIDAY):
            self._plan(date_start=MONDAY + timedelta(days=8), outline="Ask for the budget")
            plan = self._week_plan(monday)
            self.assertEqual(plan.state, "draft")
            plan.action_submit()
            for user in (self.consultant, self.other_manager):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    plan.with_user(user).action_ops_approve()
        meeting = self._weekly()
        with freeze_time(SATURDAY):
            meeting.with_user(self.manager).action_start()
            page = self._page(meeting)
            (row,) = next(part for part in page["parts"] if part["key"] == "plans")["rows"]
            self.assertEqual(row["res_id"], plan.id, "next week's plan is reported")
            plan.with_user(self.manager).action_ops_approve()
            self.assertEqual(plan.state, "approved", "its focus is fixed by the manager")
            self._decide(meeting)
        self._hold_running(meeting, SATURDAY + timedelta(hours=1))
        self.assertEqual(self._owed(team=self.team).state, "met")

        # the week after is a holiday until Saturday: moved, not lost
        self._holiday("2026-03-12", "2026-03-14")
        self._holiday("2026-03-28", kind="makeup")
        self._plan_weeks(MONDAY + timedelta(days=7))
        moved, held = self._weekly(week=date(2026, 3, 9))
        self.assertEqual((moved.date_start, moved.state), (NEXT_SATURDAY, "moved"))
        self.assertEqual(held.date_start, datetime(2026, 3, 11, 1, 0))
        with freeze_time(held.date_start):
            decided = next(part for part in self._page(held)["parts"] if part["key"] == "decided")
            self.assertEqual([row["text"] for row in decided["rows"]], ["Call the carrier"])
        self._hold(held, held.date_start)
        self.assertEqual(self._owed(team=self.team, period="2026-W11").state, "met")

        # a Saturday on which one works is a Saturday as any other
        self._plan_weeks(datetime(2026, 3, 23, 2, 0))
        self.assertEqual(self._weekly(week=date(2026, 3, 23)).date_start, datetime(2026, 3, 28, 1, 0))

    def _page(self, meeting):
        self.env.invalidate_all()
        screen = meeting.with_user(self.manager).get_screen()
        return next(page for page in screen["people"] if page["id"] == self.consultant.id)

    def _hold_running(self, meeting, moment):
        self._add_topic(meeting)
        with freeze_time(moment):
            meeting.with_user(self.manager).action_hold()
