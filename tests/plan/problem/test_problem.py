"""Problems: noted, asked about, solved; a major one reaches the leader on the same working day."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ...form_changes import FormCase
from ..common import MONDAY
from ..people import SpecialistCase

AT_FOUR = datetime(2026, 3, 2, 8, 0)
EVENING = datetime(2026, 3, 2, 9, 30)
END_OF_DAY = datetime(2026, 3, 2, 9, 0)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestProblem(FormCase, SpecialistCase):
    def _problem(self, user=None, **vals):
        return (
            self.env["ops.work.report"]
            .with_user(user or self.manager)
            .create(
                {
                    "kind": "problem",
                    "title": "Deliveries late",
                    "text": "Three orders wait for the maker",
                    "date_since": date(2026, 2, 20),
                    **vals,
                }
            )
        )

    def _home(self, user, key):
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        return next((card for card in cards if card["key"] == key), None)

    @clause("H8")
    def test_a_major_problem_reaches_the_leader_or_is_late_and_a_departments_answer_returns(self):
        problem = self._problem()
        action = problem.action_ops_ask()
        question = (
            self.env["ops.question"]
            .with_user(self.manager)
            .with_context(**action["context"])
            .create({"post": "purchasing", "question": "When does the maker deliver?"})
        )
        self.assertEqual(question.kind_id, self.env.ref("ops_dept.ops_question_kind_problem"))
        question.with_user(self.purchaser).action_answer("On Thursday, all three")
        problem.invalidate_recordset()
        self.assertEqual(problem.question_ids.answer, "On Thursday, all three")
        self.assertIn("On Thursday", problem.message_ids[0].body)

        problem.action_mark_major()
        owed = self._duties("H8", res_model="ops.work.report", res_id=problem.id)
        self.assertEqual((owed.owner_id, owed.date_due, owed.state), (self.manager, END_OF_DAY, "open"))
        self.assertFalse(self._home(self.leader, "major_problems"))
        with freeze_time(EVENING):
            self.env["ops.obligation"]._mark_overdue()
            self.env["ops.obligation"]._mark_violated()
            owed.invalidate_recordset()
            self.assertEqual(owed.state, "late")
            self.assertEqual(owed.violation_id.obligation_id, owed)
            problem.action_hand_in()
        self.assertEqual((owed.state, problem.is_late), ("met", True))
        row = self._home(self.leader, "major_problems")["rows"][0]
        self.assertEqual((row["res_id"], row["method"]), (problem.id, "action_acknowledge"))
        problem.with_user(self.leader).action_acknowledge()
        self.assertFalse(self._home(self.leader, "major_problems"))

        listed = self.env["ops.work.report"].with_user(self.manager)
        older = self._problem(date_since=date(2026, 1, 5))
        opened = listed.search(listed._get_open_problems_domain(), order="date_since, id")
        self.assertEqual((opened.ids, opened.mapped("age_days")), ([older.id, problem.id], [56, 10]))

    def test_reported_on_the_same_working_day_it_is_in_time(self):
        problem = self._problem()
        problem.action_mark_major()
        with freeze_time(AT_FOUR):
            problem.action_hand_in()
        owed = self._duties("H8", res_id=problem.id)
        self.assertEqual((owed.state, owed.late_hours, problem.is_late), ("met", 0, False))
        told = self.env["mail.message"].search(
            [("model", "=", "ops.work.report"), ("res_id", "=", problem.id)]
        )
        self.assertIn(self.leader.partner_id, told.notified_partner_ids)

    def test_marked_after_work_the_next_working_day_counts(self):
        with freeze_time(EVENING):
            problem = self._problem()
            problem.action_mark_major()
        self.assertEqual(self._duties("H8", res_id=problem.id).date_due, datetime(2026, 3, 3, 9, 0))

    def test_handed_in_and_marked_afterwards_it_reaches_the_leader_at_once(self):
        problem = self._problem(self.consultant)
        problem.action_hand_in()
        with self.assertRaises(AccessError):
            problem.action_mark_major()
        problem.with_user(self.manager).action_mark_major()
        self.assertEqual(self._duties("H8", res_id=problem.id).state, "met")
        self.assertTrue(self._home(self.leader, "major_problems"))

    def test_a_consultants_major_problem_is_his_managers_to_report(self):
        problem = self._problem(self.consultant)
        problem.with_user(self.manager).action_mark_major()
        self.assertEqual(self._duties("H8", res_id=problem.id).owner_id, self.manager)
        problem.with_user(self.manager).action_hand_in()
        self.assertEqual(problem.state, "handed")

    def test_it_is_closed_with_its_solution_by_who_heads(self):
        problem = self._problem(self.consultant)
        problem.action_hand_in()
        with self.assertRaises(AccessError):
            problem.action_file()
        with self.assertRaisesRegex(UserError, "H8"):
            problem.with_user(self.manager).action_file()
        problem.with_user(self.manager).solution = "A second maker"
        problem.with_user(self.manager).action_file()
        self.assertEqual((problem.state, problem.is_closed), ("filed", True))
        with self.assertRaises(UserError):
            problem.with_user(self.manager).solution = "Another"

    def test_a_major_one_is_closed_by_a_leader(self):
        problem = self._problem(solution="A second maker")
        problem.action_mark_major()
        problem.action_hand_in()
        with self.assertRaises(AccessError):
            problem.action_file()
        problem.with_user(self.leader).action_file()
        self.assertEqual(problem.state, "filed")

    def test_what_is_lacking_is_named(self):
        problem = self._problem(title="", text="")
        with self.assertRaisesRegex(UserError, "(?s)few words.*H8.*what happened"):
            problem.action_hand_in()

    def test_a_stamp_is_no_value(self):
        problem = self._problem()
        for vals in ({"is_major": True}, {"date_handed": "2026-01-01"}, {"filed_by_id": self.manager.id}):
            with self.assertRaises(UserError):
                problem.write(vals)
        with self.assertRaises(UserError):
            self._problem(state="handed")
        with self.assertRaises(UserError):
            problem.state = "filed"

    def test_the_heads_card_and_the_strangers_sight(self):
        problem = self._problem(self.consultant)
        self.assertEqual(self._home(self.manager, "problems")["rows"][0]["res_id"], problem.id)
        found = self.env["ops.work.report"].with_user(self.other_manager).search([("id", "=", problem.id)])
        self.assertFalse(found)

    def test_form(self):
        problem = self._problem(self.consultant).with_env(self.env)
        self._assert_no_crash(problem, self.consultant, self.manager, self.leader)
        self._assert_no_crash(problem.browse(), self.manager)
