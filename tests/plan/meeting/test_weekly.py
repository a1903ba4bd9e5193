"""The weekly meeting: planned by itself, moved off holidays, a violation where it is not held (W1.B, H4)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..meeting_case import MONDAY, NEXT_SATURDAY, SATURDAY, MeetingCase

FRIDAY = datetime(2026, 3, 6, 1, 0)
SATURDAY_NIGHT = datetime(2026, 3, 7, 16, 30)


@tagged("post_install", "-at_install")
class TestWeekly(MeetingCase):
    @clause("W1.B", part="the meeting")
    def test_each_team_has_its_meeting_on_saturday_at_nine(self):
        self._plan_weeks()
        for team, head in ((self.team, self.manager), (self.other_team, self.other_manager)):
            meeting = self._weekly(team)
            self.assertEqual((meeting.date_start, meeting.state), (SATURDAY, "planned"))
            self.assertEqual(meeting.chair_id, head)
            self.assertEqual(meeting.attendance_ids.user_id, team.member_ids | head)
            self.assertEqual(
                self._weekly(team, week=SATURDAY.date() + timedelta(days=2)).date_start, NEXT_SATURDAY
            )
        self._plan_weeks(FRIDAY)
        self.assertEqual(len(self._weekly()), 1, "once")

    def test_day_and_hour_are_settings(self):
        self.company.write({"ops_meeting_weekday": "5", "ops_meeting_hour": 8.5})
        self._plan_weeks()
        self.assertEqual(self._weekly().date_start, datetime(2026, 3, 6, 0, 30))
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.company.ops_meeting_hour = 24

    def test_nothing_is_planned_where_the_rulebook_is_off(self):
        self.company.ops_rulebook = False
        self._plan_weeks()
        self.assertFalse(self._weekly())

    def test_a_make_up_saturday_is_a_saturday(self):
        self._holiday("2026-03-07", kind="makeup")
        self._plan_weeks()
        self.assertEqual(self._weekly().date_start, SATURDAY)
        self._hold(self._weekly())
        self.assertEqual(self._owed(team=self.team).state, "met")

    # ------------------------------------------------------------------
    # Holidays
    # ------------------------------------------------------------------
    @clause("W1.B", part="moved, not lost")
    def test_a_holiday_saturday_is_moved_within_the_week(self):
        self._holiday("2026-03-07")
        self._plan_weeks()
        lost, held = self._weekly()
        self.assertEqual((lost.state, held.state), ("moved", "planned"))
        self.assertEqual((held.previous_id, held.date_start), (lost, FRIDAY))
        self.assertIn("Tomb Sweeping", lost.move_reason)
        self.assertEqual(held.attendance_ids.user_id, self.team.member_ids | self.manager)
        self._plan_weeks(MONDAY + timedelta(days=1))
        self.assertEqual(len(self._weekly()), 2, "once")

    @clause("H4", part="a holiday week")
    def test_a_week_of_holidays_is_met_by_the_meeting_of_the_next(self):
        self._holiday("2026-03-02", "2026-03-08")
        self._plan_weeks()
        held = self._weekly(state="planned")
        self.assertEqual(held.date_start, datetime(2026, 3, 9, 1, 0))
        owed = self._owed(team=self.team)
        self.assertGreater(owed.date_due, held.date_start)
        self._plan_weeks(SATURDAY_NIGHT)
        self.assertEqual(owed.state, "open", "owed until the day on which it is held")
        self._hold(held, datetime(2026, 3, 9, 2, 0))
        self.assertEqual(owed.state, "met")
        self.assertFalse(self._violations().filtered(lambda v: v.team_id == self.team))
        own = self._weekly(week=datetime(2026, 3, 9).date())
        self.assertEqual(own.date_start, NEXT_SATURDAY, "the next week has its own")

    def test_a_holiday_that_is_laid_later_moves_what_is_planned(self):
        meeting = self._planned()
        owed = self._owed(team=self.team)
        self._holiday("2026-03-07")
        self._plan_weeks(MONDAY + timedelta(hours=6))
        self.assertEqual(meeting.state, "moved")
        self.assertEqual(owed.date_due.date(), FRIDAY.date())

    def test_the_moved_meeting_of_the_next_week_that_is_not_held_is_a_violation(self):
        self._holiday("2026-03-02", "2026-03-08")
        self._plan_weeks()
        self._plan_weeks(datetime(2026, 3, 9, 16, 30))
        self.assertEqual(self._owed(team=self.team).state, "missed")

    # ------------------------------------------------------------------
    # The duty
    # ------------------------------------------------------------------
    @clause("H4")
    def test_a_week_without_the_meeting_is_a_violation_of_the_head(self):
        meeting = self._planned()
        owed = self._owed(team=self.team)
        self.assertEqual((owed.owner_id, owed.state), (self.manager, "open"))
        self._hold(meeting)
        self.assertEqual((owed.state, owed.met_by_id), ("met", self.manager))
        self._plan_weeks(SATURDAY_NIGHT)
        missed = self._owed(team=self.other_team)
        self.assertEqual((missed.state, missed.owner_id), ("missed", self.other_manager))
        found = self._violations()
        self.assertEqual(found.user_id, self.other_manager)

    @clause("H4", part="late")
    def test_the_meeting_held_after_its_week_is_marked_late_and_stays_a_violation(self):
        meeting = self._planned()
        owed = self._owed(team=self.team)
        self._plan_weeks(SATURDAY_NIGHT)
        self.assertEqual((owed.state, owed.date_met), ("missed", False))
        self._hold(meeting, NEXT_SATURDAY)
        self.assertEqual((owed.state, owed.met_by_id), ("met", self.manager))
        self.assertEqual(owed.date_met.date(), NEXT_SATURDAY.date())
        self.assertGreater(owed.late_hours, 0)
        self.assertIn(self.manager, self._violations().user_id)

    def test_a_meeting_without_topics_does_not_end(self):
        meeting = self._planned()
        with freeze_time(SATURDAY):
            mine = meeting.with_user(self.manager)
            mine.action_start()
            with self.assertRaisesRegex(UserError, "H4"), self.env.cr.savepoint():
                mine.action_hold()
            self._add_topic(meeting)
            mine.action_hold()
        self.assertEqual(meeting.state, "held")

    def test_a_meeting_to_come_does_not_end(self):
        meeting = self._planned()
        self._add_topic(meeting)
        with freeze_time(FRIDAY), self.assertRaisesRegex(UserError, "W1.B"), self.env.cr.savepoint():
            meeting.with_user(self.manager).action_hold()

    def test_a_team_without_people_owes_no_meeting(self):
        team = self.env["crm.team"].create({"name": "Nobody"})
        self._plan_weeks()
        self.assertFalse(self._weekly(team))
        self.assertFalse(self._owed(team=team))

    # ------------------------------------------------------------------
    # Moving by hand
    # ------------------------------------------------------------------
    def test_the_head_moves_it_with_a_reason_within_the_week(self):
        meeting = self._planned()
        topic = self._add_topic(meeting)
        mine = meeting.with_user(self.manager)
        sunday = datetime(2026, 3, 8, 1, 0)
        with freeze_time(FRIDAY):
            for reason, day in (("", sunday), ("Fair", False), ("Fair", NEXT_SATURDAY), ("Fair", MONDAY)):
                with self.assertRaisesRegex(UserError, "W1.B"), self.env.cr.savepoint():
                    mine.action_move(reason, day)
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                meeting.with_user(self.consultant).action_move("Fair", sunday)
            mine.action_move("Fair of pumps", sunday)
        held = meeting.next_ids
        self.assertEqual((held.date_start, held.week_start), (sunday, meeting.week_start))
        self.assertEqual(held.topic_ids, topic)
        self._hold(held, sunday)
        self.assertEqual(self._owed(team=self.team).state, "met")
        self.assertTrue(held.name and held.name != meeting.name)

    def test_in_the_week_of_a_make_up_day_it_is_moved_into_the_next_one(self):
        self._holiday("2026-03-07", kind="makeup")
        meeting = self._planned()
        with freeze_time(FRIDAY):
            meeting.with_user(self.manager).action_move("Works on Saturday", datetime(2026, 3, 10, 1, 0))
        self.assertEqual(meeting.next_ids.week_start, meeting.week_start)
        self.assertEqual(self._owed(team=self.team).date_due.date(), datetime(2026, 3, 10).date())

    def test_day_and_team_are_not_just_written(self):
        meeting = self._planned()
        mine = meeting.with_user(self.manager)
        for vals in (
            {"date_start": NEXT_SATURDAY},
            {"team_id": self.other_team.id},
            {"kind": "study"},
            {"state": "moved"},
            {"state": "held"},
            {"week_start": "2026-03-09"},
            {"previous_id": meeting.id},
        ):
            with self.subTest(vals), self.assertRaises(UserError), self.env.cr.savepoint():
                mine.write(vals)
                self.env.flush_all()
        mine.date_start = SATURDAY + timedelta(hours=1)
        for act in (mine.unlink, mine.sudo().unlink):
            with self.assertRaisesRegex(UserError, "W1.B"), self.env.cr.savepoint():
                act()

    def test_a_substitute_leads_it(self):
        meeting = self._planned()
        meeting.with_user(self.manager).chair_id = self.consultant
        self.assertTrue(meeting.is_substitute)
        decision = self._decide(meeting, self.manager, "Speak with the carrier")
        self._hold(meeting, user=self.consultant)
        self.assertEqual(decision.activity_id.ops_giver_id, self.consultant)
        self.assertEqual(self._owed(team=self.team).state, "met")

    def test_who_is_away_is_excused_the_others_are_there(self):
        meeting = self._planned()
        with freeze_time(SATURDAY):
            self.env["ops.absence"].create(
                {
                    "user_id": self.consultant.id,
                    "deputy_id": self.manager.id,
                    "date_from": "2026-03-06",
                    "date_to": "2026-03-09",
                }
            )
            meeting.with_user(self.manager).action_start()
        lines = {line.user_id: line for line in meeting.attendance_ids}
        self.assertEqual(lines[self.consultant].status, "excused")
        self.assertEqual(lines[self.manager].status, "present")
        lines[self.consultant].with_user(self.manager).reason = False
        with freeze_time(SATURDAY), self.assertRaises(UserError), self.env.cr.savepoint():
            self._add_topic(meeting)
            meeting.with_user(self.manager).action_hold()
