"""When a late duty is a violation: past the second limit of its clause, once, never when it is waived."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError

from ...common import patch_rows
from ..common import create_role
from .common import MONDAY_9, ObligationCase

TUESDAY_1 = datetime(2026, 11, 23, 17, 30)  # Tuesday 1:30 in Shanghai, when the nightly job runs


@freeze_time(MONDAY_9)
class TestViolated(ObligationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = create_role(
            cls.env, "o_ad", "admin", company_id=cls.company.id, company_ids=cls.company.ids
        )

    def _set_violation_after(self, code, number):
        limit = self.env.ref("ops_dept.clause_" + code.lower().replace(".", "_")).limit_ids
        limit.with_user(self.admin).with_company(self.company).violation_number = number
        return limit.with_company(self.company)

    def _run_night(self, moment):
        """Do what the jobs do; return the violations of the company of the tests."""
        with freeze_time(moment):
            self.ledger._mark_overdue()
            return self.ledger._mark_violated().filtered(lambda found: found.company_id == self.company)

    # --- when -----------------------------------------------------------------

    def test_a_duty_late_by_default_is_a_violation_the_night_after_and_only_once(self):
        obligation = self._create_document()._open_obligations("V1.8")
        self.assertFalse(self._run_night(datetime(2026, 11, 23, 9, 59)))
        self.assertEqual(self._run_night(TUESDAY_1), obligation)
        self.assertEqual(obligation.date_violated, TUESDAY_1)
        self.assertEqual(obligation.state, "late")  # still owed
        self.assertFalse(self._run_night(datetime(2026, 11, 24, 17, 30)))
        self.assertEqual(obligation.date_violated, TUESDAY_1)

    def test_the_company_sets_how_many_working_days_may_pass(self):
        self._set_violation_after("V1.8", 1)
        obligation = self._create_document()._open_obligations("V1.8")  # due on Monday
        for moment in (TUESDAY_1, datetime(2026, 11, 24, 9, 59)):
            self.assertFalse(self._run_night(moment))
        self.assertEqual(self._run_night(datetime(2026, 11, 24, 10, 1)), obligation)

    def test_days_off_do_not_count(self):
        self._set_violation_after("V1.8", 1)
        with freeze_time(datetime(2026, 11, 27, 1, 0)):  # due on Friday
            obligation = self._create_document()._open_obligations("V1.8")
        self.assertFalse(self._run_night(datetime(2026, 11, 29, 17, 30)))
        self.assertEqual(self._run_night(datetime(2026, 11, 30, 17, 30)), obligation)

    def test_steps_and_companies_have_second_limits_of_their_own(self):
        limits = self.env.ref("ops_dept.clause_v5_2").limit_ids.with_company(self.company)
        limits.filtered(lambda limit: limit.step == "report").with_user(self.admin).violation_number = 2
        document = self._create_document()
        report = document._open_obligations("V5.2", step="report")
        feedback = document._open_obligations("V5.2", step="feedback")
        self.assertFalse(self._run_night(TUESDAY_1))
        self.assertEqual(self._run_night(datetime(2026, 11, 25, 17, 30)), report)
        self.assertEqual(self._run_night(datetime(2026, 11, 26, 17, 30)), feedback)
        other = self.company.create({"name": "Elsewhere"})
        self.assertEqual(limits.with_company(other).mapped("violation_number"), [0, 0])

    # --- never ----------------------------------------------------------------

    def test_what_is_never_a_violation(self):
        self._set_violation_after("V1.8", -1)
        document = self._create_document()
        never = document._open_obligations("V1.8")
        approval = document._open_obligations("W2.E", owners=self.manager, limit=(2, "working_hours"))
        waived = document._open_obligations("V5.1")
        met = self._create_document()._open_obligations("V5.1")
        with freeze_time(datetime(2026, 11, 23, 11, 0)):
            self.ledger._mark_overdue()
            waived.with_user(self.manager).action_waive("The customer asked us to wait")
            met._meet()
        self.assertEqual((never | approval).mapped("state"), ["late", "late"])
        self.assertFalse(self._run_night(datetime(2026, 12, 23, 17, 30)))
        self.assertFalse((never | approval | waived | met).filtered("date_violated"))

    def test_nothing_while_the_rulebook_or_the_clause_is_off(self):
        obligation = self._create_document()._open_obligations("V1.8")
        other = self._create_document()._open_obligations("V5.1")
        with freeze_time(datetime(2026, 11, 23, 11, 0)):
            self.ledger._mark_overdue()
            self.env.ref("ops_dept.clause_v5_1").with_company(self.company).is_active = False
            self.company.ops_rulebook = False
        self.assertFalse(self._run_night(TUESDAY_1))
        self.company.ops_rulebook = True
        self.assertEqual(self._run_night(TUESDAY_1), obligation)
        self.assertFalse(other.date_violated)

    # --- what follows ---------------------------------------------------------

    def test_others_follow_once_in_one_call_and_hear_of_the_excuse(self):
        told = {"violated": [], "excused": []}
        cls = self.env.registry["ops.obligation"]

        def note(found):
            told["violated"].append(found)

        def excuse(found):
            told["excused"].append(found)

        rows = {
            "_on_violated": ((90, "_note_for_test"),),
            "_on_excused": ((90, "_excuse_for_test"),),
            "_note_for_test": note,
            "_excuse_for_test": excuse,
        }
        with patch_rows(cls, **rows):
            late = self._create_document()._open_obligations("V1.8")
            late |= self._create_document(user_id=self.other_consultant.id)._open_obligations("V1.8")
            missed = self._create_document()._open_obligations("V5.1", period="2026-11-23")
            self._run_night(TUESDAY_1)
            missed._miss()
            self.assertEqual(told["violated"], [late | missed])
            late.with_user(self.manager).action_waive("The customer asked us to wait")
            self.assertEqual(told["excused"], [late])

    def test_what_is_missed_is_a_violation_at_once(self):
        missed = self._create_document()._open_obligations("V1.8", period="2026-11-23")
        missed._miss()
        self.assertEqual((missed.state, missed.date_violated), ("missed", MONDAY_9))

    def test_the_job_may_run_again(self):
        obligation = self._create_document()._open_obligations("V1.8")
        with freeze_time(TUESDAY_1), self.enter_registry_test_mode():
            for _round in range(2):
                self.env.ref("ops_dept.ir_cron_obligation_overdue").method_direct_trigger()
                self.env.ref("ops_dept.ir_cron_obligation_violations").method_direct_trigger()
            obligation.invalidate_recordset()
            self.assertEqual(obligation.date_violated, TUESDAY_1)

    def test_few_and_many_cost_the_same(self):
        def mark(number):
            for _number in range(number):
                self._create_document()._open_obligations("V1.8")
            with freeze_time(TUESDAY_1):
                self.ledger._mark_overdue()
                return self._count_queries(self.ledger._mark_violated)

        mark(1)  # warm
        mark(2)  # several numbers are drawn otherwise than one
        self.assertLessEqual(mark(20), mark(2))

    # --- the setting ----------------------------------------------------------

    def test_the_second_limit_is_a_rule_in_the_log(self):
        limit = self._set_violation_after("V1.8", 3)
        logged = self.env["ops.log"].search([("user_id", "=", self.admin.id)], order="id desc", limit=1)
        self.assertEqual(logged.clause_code, "V1.8")
        self.assertRegex(logged.value_to, "3")
        self.assertNotEqual(logged.value_from, logged.value_to)
        limit.with_user(self.admin).action_restore()
        self.assertEqual((limit.violation_number, limit.is_own_violation), (0, False))
        with self.assertRaisesRegex(ValidationError, "V1.8"):
            limit.with_user(self.admin).violation_number = -2
        with self.assertRaises(UserError):
            limit.with_user(self.admin).write({"shipped_violation_number": 5})

    def test_shipped_second_limits(self):
        limits = self.env["ops.clause.limit"].search([]).with_company(self.company)
        own = {limit.clause_id.code: limit.violation_number for limit in limits if limit.violation_number}
        # what W3.E reminds of, R7 makes a violation (PROCESS 4); of M7.4 its summary is, of M7.3 the misuse
        self.assertEqual(own, {"W3.E": -1, "M7.4": -1, "M7.3": -1})
