"""While somebody outside is awaited, a question and what is owed by it stand still, and go on after it."""

from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from ..question.common import QuestionCase

MONDAY_9 = datetime(2026, 11, 23, 9, 0)
TUESDAY_9 = datetime(2026, 11, 24, 9, 0)
FRIDAY_9 = datetime(2026, 11, 27, 9, 0)


@tagged("post_install", "-at_install")
class TestPaused(QuestionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "UTC"

    def _asked(self):
        """Return what the manager was asked on Monday at nine, a working day to answer, and what he owes."""
        with freeze_time(MONDAY_9):
            question = self._ask(kind_id=self.escalation.id).sudo()
        self.assertEqual(question.date_limit, datetime(2026, 11, 24, 17, 0))
        return question, question._live_obligations("R14")

    def test_what_stands_still_is_late_nowhere(self):
        question, owed = self._asked()
        with freeze_time(TUESDAY_9):
            question._pause()
            self.assertFalse(owed.date_due)
        with freeze_time(FRIDAY_9):
            self.env["ops.obligation"]._mark_overdue()
            questions = self.env["ops.question"]
            self.assertEqual((owed.state, question.is_late), ("open", False))
            self.assertNotIn(question, questions.search([("is_late", "=", True)]))
            self.assertIn(question, questions.search([("is_late", "=", False)]))

    def test_the_rest_of_the_time_is_left_afterwards(self):
        question, owed = self._asked()
        with freeze_time(TUESDAY_9):
            question._pause()
            question._pause()
        with freeze_time(FRIDAY_9):
            question._resume()
            question._resume()
            self.assertEqual(question.date_limit, datetime(2026, 11, 27, 17, 0))
            self.assertEqual((owed.date_due, owed.date_due_paused), (question.date_limit, False))
        with freeze_time("2026-11-28 09:00:00"):
            self.env["ops.obligation"]._mark_overdue()
            self.assertEqual((owed.state, question.is_late), ("late", True))

    def test_what_was_late_before_stays_late_and_its_pause_does_not_count(self):
        question, owed = self._asked()
        with freeze_time("2026-11-25 09:00:00"):
            self.env["ops.obligation"]._mark_overdue()
            question._pause()
            self.assertEqual((owed.state, owed.date_due), ("late", question.date_limit))
        with freeze_time("2026-11-26 09:00:00"):
            question._resume()
            self.assertEqual(question.date_limit, datetime(2026, 11, 24, 17, 0))
            question.with_user(self.manager).action_answer("I drive there.")
        self.assertEqual((owed.state, owed.late_hours), ("met", 1.0))

    def test_it_is_answered_while_it_stands_still(self):
        question, owed = self._asked()
        with freeze_time(TUESDAY_9):
            question._pause()
        with freeze_time(FRIDAY_9):
            question.with_user(self.manager).action_answer("I drive there.")
            question._resume()
        self.assertEqual((question.state, owed.state, owed.late_hours), ("answered", "met", 0.0))
