"""What cannot be solved on site: salesman, sales manager, general manager, each with his time (R14)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from .common import REASON, TRIED, EscalationCase

# Ten o'clock in China on a Monday, and later; a working day ends at 17:00 there, 9:00 UTC.
MONDAY = datetime(2026, 3, 2, 2, 0)
TUESDAY = datetime(2026, 3, 3, 2, 0)
WEDNESDAY = datetime(2026, 3, 4, 2, 0)
THURSDAY = datetime(2026, 3, 5, 2, 0)
FRIDAY = datetime(2026, 3, 6, 2, 0)
TUESDAY_END = datetime(2026, 3, 3, 9, 0)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
@clause("R14")
class TestEscalation(EscalationCase):
    def test_the_salesman_raises_it_with_reason_and_what_was_tried(self):
        case = self._running_case()
        mine = case.with_user(self.consultant)
        self.assertTrue(mine.ops_can_escalate)
        action = mine.action_ops_open_escalate()
        form = Form(
            self.env[action["res_model"]].with_user(self.consultant).with_context(**action["context"])
        )
        form.reason, form.tried = REASON, TRIED
        form.save().action_confirm()
        case.invalidate_recordset()
        step = mine.ops_escalation_ids
        self.assertRecordValues(
            step,
            [
                {
                    "state": "open",
                    "raised_by": self.consultant.name,
                    "with_whom": self.manager.name,
                    "date_limit": TUESDAY_END,
                    "question": f"{REASON}\nTried: {TRIED}",
                    "document_name": case.display_name,
                }
            ],
        )
        self.assertIn(self.manager.name, mine.ops_escalation_text)
        self.assertFalse(mine.ops_can_escalate)
        self.assertEqual(self._owed(step).owner_id, self.manager)
        self.assertEqual(case.search([("ops_is_raised", "=", True)]), case)

    def test_manager_answers(self):
        case = self._running_case()
        step = self._raise(case)
        step.with_user(self.manager).action_answer("Send him a new pump.")
        self.assertEqual((step.state, step.answered_by_id), ("answered", self.manager))
        self.assertFalse(self._owed(step))
        case.invalidate_recordset()
        self.assertFalse(case.ops_escalation_text)
        self.assertTrue(case.with_user(self.consultant).ops_can_escalate)  # anew, where that did not help

    def test_manager_applies_to_the_general_manager_who_decides(self):
        case = self._running_case()
        first = self._raise(case)
        asked = first.with_user(self.manager)
        self.assertTrue(asked.can_apply)
        action = asked.action_open_apply()
        form = Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"]))
        self.assertEqual(form.post, "general_manager")
        form.reason = "It costs too much for me"
        form.save().action_confirm()
        second = case._ops_get_steps() - first
        self.assertRecordValues(
            first + second,
            [
                {
                    "state": "passed",
                    "raised_by": self.consultant.name,
                    "reason": "It costs too much for me",
                },
                {"state": "open", "raised_by": self.manager.name, "reason": False},
            ],
        )
        self.assertEqual(second.asked_ids, self.gm)
        self.assertEqual(second.date_limit, TUESDAY_END)
        self.assertFalse(second.with_user(self.gm).can_apply)
        second.with_user(self.gm).action_answer("Exchange it, we pay the freight.")
        for user in (self.consultant, self.manager):
            read = case.with_user(user).ops_escalation_ids
            self.assertEqual(read[-1:].answer, "Exchange it, we pay the freight.")
        self.assertIn("we pay the freight", "".join(case.message_ids.mapped("body")))

    def test_the_manager_himself_raises_it_to_the_general_manager(self):
        step = self._raise(self._running_case(), user=self.manager)
        self.assertEqual((step.raised_by, step.asked_ids), (self.manager.name, self.gm))

    def test_a_limit_that_passed_moves_it_on_by_itself(self):
        case = self._running_case()
        first = self._raise(case)
        owed = self._owed(first)
        with freeze_time(TUESDAY):
            self._hour()
            self.assertEqual(first.state, "open")
        with freeze_time(WEDNESDAY):
            self._hour()
            self._hour()
            self.assertEqual((first.state, owed.state), ("passed", "missed"))
            second = case._ops_get_steps() - first
            self.assertEqual((len(second), second.asked_ids), (1, self.gm))
            self.assertEqual(second.raised_by, "By itself: not answered in time")
            self.assertEqual(second.date_limit, datetime(2026, 3, 5, 9, 0))
            self.assertEqual(self._owed(second).owner_id, self.gm)
        with freeze_time(FRIDAY):  # nobody stands above the general manager: he is late
            self._hour()
            self.assertEqual((second.state, second.is_late), ("open", True))
            second.with_user(self.gm).action_answer("Exchange it.")
        self.assertEqual(second.state, "answered")

    def test_the_companys_own_limit(self):
        limit = self.env.ref("ops_dept.clause_limit_r14").with_user(self.rule_admin)
        limit.with_company(self.company).write({"number": 2})
        step = self._raise(self._running_case())
        self.assertEqual(step.date_limit, datetime(2026, 3, 4, 9, 0))

    def test_what_is_done_needs_no_answer_any_more(self):
        case = self._running_case()
        step = self._raise(case)
        case.with_user(self.support).action_ops_withdraw_case("The customer bought elsewhere")
        self.assertEqual(step.state, "withdrawn")
        self.assertFalse(self._owed(step))

    def test_where_the_clause_is_off_nothing_moves_by_itself(self):
        case = self._running_case()
        self.env.ref("ops_dept.clause_r14").with_user(self.rule_admin).with_company(
            self.company
        ).is_active = False
        step = self._raise(case)
        with freeze_time(FRIDAY):
            self._hour()
        self.assertEqual(step.state, "open")
        self.assertFalse(self._owed(step))

    def test_the_first_pages(self):
        case = self._running_case()
        step = self._raise(case)
        for user, key in ((self.manager, "asked"), (self.consultant, "my_questions")):
            card = next(card for card in self._home(user)["cards"] if card["key"] == key)
            self.assertIn(step.id, [row["id"] for row in card["rows"]])

    def _home(self, user):
        return self.env["ops.home"].with_user(user).get_home()

    # ------------------------------------------------------------------
    # The clock
    # ------------------------------------------------------------------
    def test_the_clock_stops_while_the_customer_is_awaited(self):
        case = self._running_case()
        step = self._raise(case)
        with freeze_time(TUESDAY):
            case.with_user(self.consultant).action_ops_wait("Sends photos of the plate")
        with freeze_time(THURSDAY):
            self._hour()
            self.assertEqual((step.state, step.is_late), ("open", False))
            case.with_user(self.consultant).action_ops_go_on()
            self.assertEqual(step.date_limit, datetime(2026, 3, 5, 9, 0))  # the rest of Tuesday is left
        with freeze_time(FRIDAY):
            self._hour()
        self.assertEqual(step.state, "passed")

    def test_what_is_raised_while_he_is_awaited_stands_still_from_the_start(self):
        case = self._running_case()
        case.with_user(self.consultant).action_ops_wait("Sends photos of the plate")
        step = self._raise(case)
        with freeze_time(FRIDAY):
            self._hour()
            self.assertEqual(step.state, "open")
            step.with_user(self.manager).action_pass_on("He knows the maker", post="general_manager")
        following = case._ops_get_steps() - step
        self.assertTrue(following.date_paused)

    def test_after_ten_working_days_the_salesman_is_asked(self):
        case = self._running_case()
        case.with_user(self.consultant).action_ops_wait("Sends photos of the plate")
        with freeze_time("2026-03-13 02:00:00"):
            self._hour()
            self.assertFalse(case._ops_get_awaited_questions())
        with freeze_time("2026-03-17 02:00:00"):
            self._hour()
            self._hour()
            asked = case._ops_get_awaited_questions()
            self.assertEqual((len(asked), asked.asked_ids, asked.state), (1, self.consultant, "open"))
            self.assertIn("Sends photos of the plate", asked.question)
            self.assertEqual(self._owed(asked).owner_id, self.consultant)
            asked.with_user(self.consultant).action_answer("He sent them today", decision="yes")
            self.assertFalse(case.ops_waiting_since)
            self._hour()
            self.assertEqual(len(case._ops_get_awaited_questions()), 1)

    def test_who_does_not_go_on_withdraws(self):
        case = self._running_case()
        case.with_user(self.consultant).action_ops_wait("Sends photos of the plate")
        with freeze_time("2026-03-17 02:00:00"):
            self._hour()
            asked = case._ops_get_awaited_questions()
            asked.with_user(self.consultant).action_answer("He does not answer any more", decision="no")
        self.assertEqual((case.ops_step, case.ops_end_reason), ("cancel", "He does not answer any more"))

    def test_who_goes_on_by_himself_is_not_asked_any_more(self):
        case = self._running_case()
        case.with_user(self.consultant).action_ops_wait("Sends photos of the plate")
        with freeze_time("2026-03-17 02:00:00"):
            self._hour()
            asked = case._ops_get_awaited_questions()
            case.with_user(self.consultant).action_ops_go_on()
        self.assertEqual(asked.state, "withdrawn")


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
@clause("R14", part="nobody else raises, answers or moves it on")
class TestEscalationBypass(EscalationCase):
    def test_only_the_salesman_or_his_manager_raises(self):
        case = self._running_case()
        for user in (self.support, self.technician, self.leader, self.gm):
            with self.subTest(user.name), self.assertRaisesRegex(AccessError, "whose case it is.*R14"):
                self._raise(case, user)
            self.assertFalse(case.with_user(user).ops_can_escalate)
        with self.assertRaises(AccessError):
            self._raise(case, self.colleague)
        self.assertFalse(case._ops_get_steps())

    def test_only_what_was_confirmed_and_is_not_done_is_raised(self):
        for case in (self._case(), self._asked()):
            with self.subTest(case.ops_step), self.assertRaisesRegex(UserError, "was confirmed.*R14"):
                self._raise(case)
        case = self._running_case()
        case.with_user(self.support).action_ops_withdraw_case("Solved by telephone")
        with self.assertRaisesRegex(UserError, "was confirmed.*R14"):
            self._raise(case)

    def test_reason_and_what_was_tried_are_needed_and_it_is_raised_once(self):
        case = self._running_case()
        with self.assertRaisesRegex(UserError, "what was tried.*R14"):
            self._raise(case, tried="  ")
        with self.assertRaisesRegex(UserError, "cannot be solved on site.*R14"):
            case.with_user(self.consultant).action_ops_escalate(" ", TRIED)
        self._raise(case)
        with self.assertRaisesRegex(UserError, "it is with.*R14"):
            self._raise(case)

    def test_the_ordinary_question_is_no_way_around(self):
        case = self._running_case()
        kind = self.env.ref("ops_dept.ops_question_kind_escalation")
        vals = {"res_model": case._name, "res_id": case.id, "kind_id": kind.id, "question": "Help"}
        for user in (self.consultant, self.support, self.technician):
            with self.subTest(user.name), self.assertRaisesRegex(UserError, "press “Raise”"):
                self.env["ops.question"].with_user(user).create(vals)

    def test_nobody_else_answers_or_moves_it_on(self):
        step = self._raise(self._running_case())
        for user in (self.consultant, self.support, self.technician, self.leader):
            for way in (
                lambda asked: asked.action_answer("Do nothing."),
                lambda asked: asked.action_pass_on("Not mine", post="general_manager"),
                lambda asked: asked.write({"state": "answered", "answer": "Do nothing."}),
                lambda asked: asked.write({"state": "passed"}),
                lambda asked: asked.sudo().write({"state": "passed"}),
                lambda asked: asked.sudo().write({"state": "answered"}),
                lambda asked: asked.sudo().write({"date_paused": MONDAY}),
                lambda asked: asked.sudo().write({"answer": "Do nothing."}),
                lambda asked: asked.unlink(),
            ):
                with self.subTest(user.name), self.assertRaises(UserError), self.env.cr.savepoint():
                    way(step.with_user(user))
        for vals in ({"state": "passed"}, {"state": "answered"}, {"state": "withdrawn"}):
            with self.subTest(vals), self.assertRaises(UserError), self.env.cr.savepoint():
                step.with_user(self.manager).sudo().write(vals)  # not without a word either
        self.assertEqual(step.state, "open")

    def test_who_may_not_read_the_case_sees_no_step_of_it(self):
        step = self._raise(self._running_case())
        self.assertFalse(step.with_user(self.colleague).has_access("read"))
        self.assertNotIn(step, self.env["ops.question"].with_user(self.colleague).search([]))
