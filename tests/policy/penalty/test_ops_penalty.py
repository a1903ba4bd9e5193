from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...common import clause, open_next
from ..discipline.common import MONDAY_9, PHOTO
from .common import NOW, PenaltyCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestOpsPenalty(PenaltyCase):
    """A case from the proposal to its decision."""

    @clause("R16", part="range")
    def test_the_range_of_fines(self):
        for amount in (49.99, 500.01, 0, -50):
            with self.subTest(amount), self.assertRaises(ValidationError) as refused:
                self._propose(amount=amount)
            for named in ("50.00", "500.00", "R16"):
                self.assertIn(named, str(refused.exception))
        for amount in (50, 500):
            self.assertEqual(self._propose(amount=amount).amount, amount)

    def test_the_clauses_own_range(self):
        self._clause("R1").write({"fine_low": 80, "fine_high": 90})
        with self._assert_refused(r"80\.00.*90\.00", ValidationError):
            self._propose(amount=100)
        self.assertEqual(self._propose(amount=90).amount, 90)

    def test_a_changed_amount_is_checked_too(self):
        penalty = self._propose()
        for vals in ({"amount": 500.01}, {"amount": 0}):
            with self.subTest(vals=vals), self.assertRaises(ValidationError):
                penalty.line_ids.with_user(self.manager).write(vals)

    @clause("R16", part="consequence")
    def test_a_clause_without_the_consequence_cannot_be_fined(self):
        violation = self._note("W2.A")
        with self._assert_refused("W2.A", ValidationError):
            self._propose(violation, amount=50)
        self._clause("W2.A").can_fine = True
        self.assertEqual(self._propose(violation, amount=50).amount, 50)
        self._clause("R1").can_fine = False
        with self._assert_refused("R1", ValidationError):
            self._propose(amount=50)

    def test_repetition_proposes_more(self):
        """50, 100, 200, 500, 500: how often within twelve months; what was dismissed does not count."""
        dates = [MONDAY_9 - timedelta(days=days) for days in (400, 300, 200, 100, 50, 0)]
        violations = self.env["ops.violation"]
        for date in dates:
            violations |= self._note(date=date)
        proposed = [violations[i]._propose_fines()[violations[i]] for i in range(6)]
        self.assertEqual(proposed, [50, 100, 200, 500, 500, 500])
        alone = self._note(date=MONDAY_9 - timedelta(days=800), employee_id=self.colleague_employee.id)
        later = self._note(date=MONDAY_9, employee_id=self.colleague_employee.id)
        self.assertEqual(
            list((alone + later)._propose_fines().values()), [50, 50], "more than a year between"
        )
        violations[4].with_user(self.manager).action_dismiss("It was somebody else")
        self.assertEqual(violations[5]._propose_fines()[violations[5]], 500)
        violations[3].with_user(self.manager).action_dismiss("It was somebody else")
        self.assertEqual(violations[5]._propose_fines()[violations[5]], 200)

    def test_the_form_proposes_from_the_violation(self):
        violation = self._note()
        penalty = open_next(violation.with_user(self.manager).action_propose_case(), self.manager)
        self.assertRecordValues(
            penalty,
            [{"kind": "fine", "amount": 50, "proposer_id": self.manager.id, "state": "draft"}],
        )
        self.assertEqual(violation.state, "in_case")
        self.assertEqual(violation.with_user(self.consultant).penalty_id, penalty)

    def test_refused_by_name(self):
        violation = self._note()
        penalty = self._propose(violation)
        with self._assert_refused(f"{violation.name}.*in a case already"):
            self._propose(violation)
        dismissed = self._note()
        dismissed.with_user(self.manager).action_dismiss("It was somebody else")
        with self._assert_refused(f"{dismissed.name}.*dismissed"):
            self._propose(dismissed)
        theirs = self._note(employee_id=self.colleague_employee.id)
        with self._assert_refused(theirs.name):
            self._propose(theirs)
        with self._assert_refused(self.env.ref("base.EUR").name, ValidationError):
            self._propose(currency_id=self._other_currency().id)
        with self.assertRaises(UserError):
            penalty.line_ids.with_user(self.manager).write({"violation_id": theirs.id})

    def test_a_person_without_employee_record(self):
        duty = (
            self.env["ops.obligation"]
            .sudo()
            .create(
                {
                    "clause_id": self._clause("R7").id,
                    "owner_id": self.support.id,
                    "company_id": self.company.id,
                    "date_opened": MONDAY_9,
                    "date_due": MONDAY_9,
                    "state": "late",
                }
            )
        )
        duty._note_violation()
        with self._assert_refused("Support.*no employee record"):
            duty.violation_id.with_user(self.leader).action_propose_case()

    def test_who_proposes(self):
        self._propose(user=self.leader)
        for user in (self.consultant, self.colleague, self.other_manager, self.auditor, self.accountant):
            violation = self._note()
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._propose(violation, user=user)

    def test_nobody_stands_above_the_general_manager(self):
        employee = self._create_employee(self.gm)
        violation = self._note(user=self.leader, employee_id=employee.id)
        with self._assert_refused("general manager"):
            self._propose(violation, user=self.leader, employee_id=employee.id)

    def test_no_case_while_the_clause_is_off(self):
        violation = self._note()
        self._clause("R16").is_active = False
        with self._assert_refused("R16 is not in force"):
            self._propose(violation)

    def test_taken_out_of_a_proposed_case(self):
        penalty = self._propose()
        violation = penalty.line_ids.violation_id
        penalty.line_ids.with_user(self.manager).unlink()
        self.assertEqual(violation.state, "noted")
        self._propose(violation)

    def test_never_deleted(self):
        with self.assertRaises(UserError):
            self._propose().with_user(self.leader).unlink()

    # ------------------------------------------------------------------
    # Hearing
    # ------------------------------------------------------------------
    def test_no_decision_before_the_person_is_heard(self):
        penalty = self._propose()
        self.assertEqual(penalty.date_hearing.date(), fields.Date.to_date("2026-11-26"))
        with self._assert_refused("may answer until"):
            penalty.with_user(self.manager).action_submit()
        penalty._hear_due()
        self.assertEqual(penalty.state, "draft")

    def test_the_answer_leads_to_the_decision(self):
        penalty = self._propose()
        with self.assertRaises(AccessError):
            penalty.with_user(self.manager).action_answer("He has nothing to say")
        penalty.with_user(self.consultant).action_answer("I had asked twice")
        self.assertRecordValues(
            penalty,
            [{"state": "submitted", "answer": "I had asked twice", "ops_requester_id": self.manager.id}],
        )
        self.assertEqual(penalty.review_ids.reviewer_ids, self.leader, "the head proposed it")
        with self.assertRaises(UserError):
            penalty.with_user(self.consultant).action_answer("And again")

    def test_three_working_days_pass(self):
        penalty = self._propose()
        with freeze_time("2026-11-26 10:01:00"):
            penalty._hear_due()
            penalty._hear_due()
        self.assertEqual(penalty.state, "submitted")
        self.assertFalse(penalty.answer)

    def test_the_hearing_is_the_companys_setting(self):
        self.company.ops_hearing_days = 1
        self.assertEqual(self._propose().date_hearing.date(), fields.Date.to_date("2026-11-24"))

    # ------------------------------------------------------------------
    # Decision
    # ------------------------------------------------------------------
    @clause("H3", part="proposals")
    def test_the_head_proposes_the_leader_decides(self):
        penalty = self._heard()
        for user in (self.manager, self.consultant, self.gm, self.other_manager):
            with self.subTest(user.login), self.assertRaises(UserError):
                penalty.with_user(user).action_ops_approve()
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual(penalty.state, "approved")

    def test_head_then_leader_where_the_software_proposed(self):
        penalty = self._heard_by_software()
        self.assertEqual(
            [review.reviewer_ids for review in penalty.review_ids.sorted("sequence")],
            [self.manager, self.leader],
        )
        with self.assertRaises(UserError):
            penalty.with_user(self.leader).action_ops_approve()
        penalty.with_user(self.manager).action_ops_approve()
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual(penalty.state, "approved")

    def test_a_leader_proposed_another_decides(self):
        penalty = self._propose(user=self.leader)
        penalty.with_user(self.consultant).action_answer("I had asked twice")
        penalty.with_user(self.manager).action_ops_approve()
        with self.assertRaises(UserError):
            penalty.with_user(self.leader).action_ops_approve()
        penalty.with_user(self.second_leader).action_ops_approve()
        self.assertEqual(penalty.state, "approved")

    def test_the_heads_own_case_is_decided_above_him(self):
        violation = self._note(user=self.leader, employee_id=self.boss_employee.id)
        penalty = self._propose(violation, user=self.leader, employee_id=self.boss_employee.id)
        penalty.with_user(self.manager).action_answer("We were short of people")
        self.assertNotIn(self.manager, penalty.review_ids.reviewer_ids)
        with self.assertRaises(UserError):
            penalty.with_user(self.manager).action_ops_approve()

    def test_a_leaders_own_case(self):
        employee = self._create_employee(self.leader)
        violation = self._note(user=self.gm, employee_id=employee.id)
        penalty = self._propose(violation, user=self.gm, employee_id=employee.id)
        penalty.with_user(self.leader).action_answer("I was abroad")
        for call in (
            lambda own: own.action_ops_approve(),
            lambda own: own.action_dismiss("It is nothing"),
            lambda own: own.write({"reason": "No"}),
        ):
            with self.assertRaises(UserError):
                call(penalty.with_user(self.leader))
        penalty.with_user(self.second_leader).action_ops_approve()
        self.assertEqual(penalty.state, "approved")

    def test_sent_back_and_asked_again(self):
        penalty = self._heard()
        penalty.with_user(self.leader).action_ops_refuse("50 is enough")
        self.assertEqual(penalty.state, "refused")
        penalty.line_ids.with_user(self.manager).amount = 50
        penalty.with_user(self.manager).action_submit()
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual((penalty.state, penalty.amount), ("approved", 50))

    def test_the_person_takes_no_request_back(self):
        penalty = self._heard()
        with self.assertRaises(UserError):
            penalty.with_user(self.consultant).action_withdraw()

    def test_dismissed_by_a_leader_with_a_reason(self):
        penalty = self._propose()
        with self.assertRaises(UserError):
            penalty.with_user(self.manager).action_dismiss("I was wrong")
        with self.assertRaises(UserError):
            penalty.with_user(self.leader).write({"state": "cancel"})
        penalty.with_user(self.leader).action_dismiss("The customer moved away")
        self.assertEqual((penalty.state, penalty.line_ids.violation_id.state), ("cancel", "in_case"))

    # ------------------------------------------------------------------
    # Cap
    # ------------------------------------------------------------------
    def test_the_cap_of_the_month_without_a_wage(self):
        self._decided(amount=400)
        with self._assert_refused(r"500\.00"):
            self._decided(amount=150)
        self._decided(amount=100)
        with freeze_time("2026-12-01 02:00:00"):
            self._decided(amount=450)

    def test_the_cap_by_the_wage_which_nobody_reads(self):
        self.employee.sudo().current_version_id.wage = 1600
        self._decided(amount=320)
        with self.assertRaisesRegex(UserError, "20 % of the wage") as refused:
            self._decided(amount=50)
        for secret in ("1,600", "1600", "320.00."):
            self.assertNotIn(secret, str(refused.exception))

    # ------------------------------------------------------------------
    # Kinds
    # ------------------------------------------------------------------
    def test_compensation_with_its_computation_and_document(self):
        violation = self._note("R6")
        with self._assert_refused("more than nothing", ValidationError):
            self._propose(violation, kind="compensation", lines=True)
        penalty = self._propose(
            violation, kind="compensation", lines=True, amount_asked=3000, computation="12 × 250"
        )
        penalty.with_user(self.consultant).action_answer("It was not my fault")
        self.assertEqual(penalty.state, "draft")
        with self._assert_refused("document"):
            penalty.with_user(self.manager).action_submit()
        penalty.with_user(self.manager).evidence = PHOTO
        with self._assert_refused("may answer until"):  # he has not seen the document
            penalty.with_user(self.manager).action_submit()
        penalty.with_user(self.consultant).action_answer("It was not my fault")
        self.assertEqual((penalty.state, penalty.amount), ("submitted", 3000))
        with self._assert_refused("R1 ", ValidationError):
            self._propose(kind="compensation", lines=True, amount_asked=10)

    def test_liability_needs_no_amount(self):
        penalty = self._propose(self._note("M7.3"), kind="liability", lines=True)
        penalty.with_user(self.consultant).action_answer("I had leave to do so")
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual((penalty.state, penalty.amount), ("approved", 0))

    @clause("H3", part="rewards")
    def test_a_reward(self):
        """An amount or praise, for a reason, without a hearing."""
        with self.assertRaises(ValidationError):
            self._reward(amount_asked=-1)
        penalty = self._reward(reason=False)
        with self._assert_refused("what the reward is for"):
            penalty.with_user(self.manager).action_submit()
        for amount in (0, 300):
            penalty = self._reward(amount_asked=amount)
            penalty.with_user(self.manager).action_submit()
            penalty.with_user(self.leader).action_ops_approve()
            self.assertEqual((penalty.state, penalty.amount), ("approved", amount))

    def test_the_form(self):
        penalty = self._propose()
        for user in (self.manager, self.leader, self.consultant, self.auditor):
            form = Form(penalty.with_user(user))
            self.assertEqual(form.amount, 100)
