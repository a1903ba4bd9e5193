"""The agenda is built from facts, for each person and the team, in a constant number of statements."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..meeting_case import MONDAY, NEXT_SATURDAY, SATURDAY, MeetingCase


@tagged("post_install", "-at_install")
class TestAgenda(MeetingCase):
    def _visited(self, user=None, day=MONDAY, partner=None, **vals):
        """Make a visit that was reported."""
        user = user or self.consultant
        visit = self._plan(
            user, date_start=day, **({"partner_id": partner.id, "contact_id": False} if partner else {})
        )
        mine = visit.with_user(user)
        with freeze_time(day + timedelta(hours=1)):
            mine.action_register_times(day, day + timedelta(minutes=30))
            self._say(mine, **vals)
            mine.action_report()
        return visit

    def _screen(self, meeting, user=None, moment=SATURDAY):
        with freeze_time(moment):
            self.env.invalidate_all()
            return meeting.with_user(user or self.manager).get_screen()

    def _part(self, screen, user, key):
        page = next(page for page in screen["people"] if page["id"] == user.id)
        return next((part for part in page["parts"] if part["key"] == key), {"rows": [], "figures": ""})

    @clause("W1.E")
    def test_each_consultants_visits_return_visits_and_results(self):
        self._visited(commitment="Sample by Friday", promise="Decides in May")
        self._visited(day=MONDAY + timedelta(days=1), result="quotation", talk="Wants a price")
        meeting = self._planned()
        part = self._part(self._screen(meeting), self.consultant, "visits")
        first, second = part["rows"]
        self.assertIn("First visit", first["note"])
        self.assertIn(self.customer.name, first["text"])
        self.assertEqual(first["badge"], "Interested")
        for words in ("ten bearings", "Sample by Friday", "Decides in May"):
            self.assertIn(words, first["note"])
        self.assertIn("Return visit", second["note"])
        self.assertEqual(second["badge"], "Wants a quotation")
        self.assertEqual(part["figures"], "1 first visits · 1 return visits · 0 calls")

    def test_what_lies_before_the_last_meeting_is_not_told_again(self):
        meeting = self._planned()
        self._visited()
        self._hold(meeting)
        self._visited(day=SATURDAY + timedelta(days=2), result="quotation")
        self._plan_weeks(SATURDAY + timedelta(days=2))
        following = self._weekly(week=NEXT_SATURDAY.date() - timedelta(days=5))
        rows = self._part(self._screen(following, moment=NEXT_SATURDAY), self.consultant, "visits")["rows"]
        self.assertEqual([row["badge"] for row in rows], ["Wants a quotation"])

    @clause("W1.B", part="key visits of the coming week")
    def test_key_visits_of_the_coming_week(self):
        self.customer_file.importance = "key"
        self._plan(date_start=SATURDAY + timedelta(days=3), outline="Ask for the budget")
        other = self.env["res.partner"].create(
            {"name": "Small", "is_company": True, "user_id": self.consultant.id}
        )
        self._plan(date_start=SATURDAY + timedelta(days=4), partner_id=other.id, contact_id=False)
        self._plan(date_start=SATURDAY + timedelta(days=20))
        part = self._part(self._screen(self._planned()), self.consultant, "next_visits")
        self.assertEqual(len(part["rows"]), 1)
        self.assertEqual(part["rows"][0]["text"], self.customer.name)
        self.assertIn("Ask for the budget", part["rows"][0]["note"])
        self.assertEqual(part["figures"], "1 to key customers, 1 to others")

    def test_open_duties_but_no_cases_about_people(self):
        visit = self._plan()
        mine = visit.with_user(self.consultant)
        with freeze_time(MONDAY):
            mine.action_register_times(MONDAY - timedelta(hours=1), MONDAY - timedelta(minutes=30))
        meeting = self._planned()
        screen = self._screen(meeting)
        rows = self._part(screen, self.consultant, "duties")["rows"]
        self.assertTrue([row for row in rows if "V1.8" in row["text"] and row["is_late"]])
        team = next(part for part in screen["team"] if part["key"] == "duties")
        self.assertTrue([row for row in team["rows"] if row["text"].startswith("H4")])
        self.assertIn("ops.penalty", meeting._get_confidential_models())
        self.assertIn("ops.violation", meeting._get_confidential_models())

    def test_who_sees_what(self):
        self._visited()
        meeting = self._planned()
        for user in (self.manager, self.leader, self.auditor, self.support):
            screen = self._screen(meeting, user)
            self.assertEqual(len(screen["people"]), len(meeting.attendance_ids))
            self.assertTrue(screen["team"])
        own = self._screen(meeting, self.consultant)
        self.assertEqual([page["id"] for page in own["people"]], self.consultant.ids)
        self.assertFalse(own["team"])
        for user in (self.stranger, self.purchaser):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                self._screen(meeting, user)
        for user in (self.consultant, self.manager, self.leader):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                meeting.with_user(user).read(["facts"])

    def test_the_agenda_of_a_meeting_that_was_held_stays(self):
        self._visited()
        meeting = self._planned()
        before = self._part(self._screen(meeting), self.consultant, "visits")
        self._hold(meeting)
        self._visited(day=MONDAY + timedelta(days=2))
        self.assertEqual(self._part(self._screen(meeting), self.consultant, "visits"), before)

    def test_the_screen_notes_who_is_there_and_what_was_discussed(self):
        meeting = self._planned()
        topic = self._add_topic(meeting)
        line = meeting.attendance_ids.filtered(lambda a: a.user_id == self.consultant)
        mine = meeting.with_user(self.manager)
        mine.action_set_status(line.id, "absent")
        mine.action_set_discussed(topic.id, True)
        self.assertEqual((line.status, topic.is_discussed), ("absent", True))
        for user in (self.consultant, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                meeting.with_user(user).action_set_status(line.id, "present")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            mine.action_set_status(self._weekly(self.other_team).attendance_ids[0].id, "present")
        self.assertEqual(mine.action_open_screen()["tag"], "ops_dept.meeting")

    def _count(self, meeting):
        self._screen(meeting)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        with freeze_time(SATURDAY):
            meeting.with_user(self.manager).get_screen()
        return self.env.cr.sql_log_count - before

    def _fill(self, people):
        """Let each of these people have a week behind him and one before him."""
        self.env["ops.visit"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "user_id": user.id,
                    "date_start": MONDAY + timedelta(days=number),
                }
                for user in people
                for number in (0, 1, 8)
            ]
        )

    def test_statements_are_the_same_for_3_and_30_consultants(self):
        meeting = self._planned()
        self._fill(meeting.attendance_ids.user_id)
        few = self._count(meeting)
        people = self.env["res.users"].union(
            *(
                new_test_user(self.env, f"many_{number}", groups="ops_dept.ops_dept_group_consultant")
                for number in range(27)
            )
        )
        self.team.member_ids |= people
        meeting._invite_team()
        self._fill(people)
        self.assertLessEqual(self._count(meeting), few)


@tagged("post_install", "-at_install")
class TestDecided(MeetingCase):
    @clause("W1.F", part="work from the meeting")
    def test_decisions_are_the_persons_work_and_come_back_until_done(self):
        meeting = self._planned()
        decision = self._decide(meeting)
        self.assertFalse(decision.activity_id)
        self._hold(meeting)
        work = decision.activity_id
        self.assertEqual((work.user_id, work.ops_giver_id), (self.consultant, self.manager))
        self.assertEqual(str(work.date_deadline), "2026-03-11")
        home = self.env["ops.home"].with_user(self.consultant).with_company(self.company).get_home()
        row = next(card for card in home["cards"] if card["key"] == "given")["rows"][0]
        self.assertIn(self.manager.name, row["text"])
        self.assertEqual(row["title"], "Call the carrier")
        following = self._weekly(week=NEXT_SATURDAY.date() - timedelta(days=5))
        row = self._decided(following)
        self.assertEqual((row["badge"], row["is_late"]), ("Open", True))
        with freeze_time(datetime(2026, 3, 10, 3, 0)):
            work.with_user(self.consultant).action_ops_finish("Called, he comes on Mondays")
            self.env.flush_all()
        row = self._decided(following)
        self.assertEqual((row["badge"], row["note"]), ("Done", "Called, he comes on Mondays"))
        self._hold(following, NEXT_SATURDAY)
        self._plan_weeks(NEXT_SATURDAY)
        third = self._weekly(week=(NEXT_SATURDAY + timedelta(days=2)).date())
        self.assertIsNone(self._decided(third, NEXT_SATURDAY + timedelta(days=7)))

    def _decided(self, meeting, moment=NEXT_SATURDAY):
        with freeze_time(moment):
            self.env.invalidate_all()
            screen = meeting.with_user(self.manager).get_screen()
        page = next(page for page in screen["people"] if page["id"] == self.consultant.id)
        return next((part["rows"][0] for part in page["parts"] if part["key"] == "decided"), None)

    def test_what_is_decided_is_for_who_is_invited(self):
        meeting = self._planned()
        with self.assertRaisesRegex(UserError, "W1.B"), self.env.cr.savepoint():
            self._decide(meeting, self.purchaser)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["ops.meeting.decision"].with_user(self.consultant).create(
                {"meeting_id": meeting.id, "name": "Rest", "user_id": self.manager.id}
            )

    def test_nobody_gives_work_by_a_meeting_that_decided_nothing(self):
        meeting = self._planned()
        meeting.chair_id = self.consultant
        self._decide(meeting, self.manager)
        self._hold(meeting, user=self.consultant)
        with self.assertRaisesRegex(AccessError, "H3"), self.env.cr.savepoint():
            self.env["mail.activity"].with_user(self.consultant).create(
                {
                    "activity_type_id": self.env.ref("ops_dept.mail_activity_type_work").id,
                    "res_model_id": self.env["ir.model"]._get_id("ops.meeting"),
                    "res_id": meeting.id,
                    "user_id": self.manager.id,
                    "summary": "Call the carrier",
                }
            )
