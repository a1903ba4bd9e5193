import itertools
from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ..discipline.common import MONDAY_9
from .common import EVENING, MissedCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestMissedDuties(MissedCase):
    """What is missed becomes a violation of who owed it, once, as the company wants it."""

    def test_once_with_its_facts(self):
        duty = self._owe("W3.E")
        duty._note_violation()
        duty._note_violation()
        duty._note_violations()
        violation = self._violations(duty)
        self.assertRecordValues(
            violation,
            [
                {
                    "clause_id": self._clause("W3.E").id,
                    "employee_id": self.employee.id,
                    "user_id": self.consultant.id,
                    "head_id": self.manager.id,
                    "source": "duty",
                    "reporter_id": False,
                    "document_name": "HT-2026-00001",
                    "state": "noted",
                }
            ],
        )
        self.assertTrue(violation.name)
        self.assertIn("HT-2026-00001", violation.description)
        self.assertEqual(duty.violation_id, violation)

    def test_the_nightly_job_notes_them(self):
        duties = self._owe("R7") + self._owe("W2.A", document_name="BID-2026-00002")
        duties.date_due = MONDAY_9 - timedelta(days=30)
        self.env["ops.obligation"]._mark_violated()
        self.env["ops.obligation"]._mark_violated()
        self.assertEqual(len(self._violations(duties)), 2)

    def test_many_at_once_cost_as_few(self):
        """A night's violations with their cases, of several people: no statement for each (T7)."""
        people = [self.consultant, self.colleague, self.manager]
        numbers = itertools.count(1)

        def follow(number, code):
            duties = self.env["ops.obligation"].union(
                *(
                    self._owe(code, owner_id=people[n % 3].id, document_name=f"No. {n}", res_id=n)
                    for n in itertools.islice(numbers, number)
                )
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            duties._note_violation()
            self.env.flush_all()
            self.assertEqual(len(self._violations(duties)), number)
            return self.env.cr.sql_log_count - before

        for code, most in (("W2.A", 32), ("R5", 56)):  # R5: with a case each
            with self.subTest(code):
                follow(3, code)
                few = follow(4, code)
                self.assertLessEqual(few, most)
                self.assertLessEqual(follow(40, code), few)

    def test_as_the_company_wants_it(self):
        self._clause("W3.E").missed_effect = "nothing"
        duty = self._owe("W3.E")
        duty._note_violation()
        self.assertFalse(self._violations(duty))
        self._clause("W3.E").missed_effect = "case"
        duty = self._owe("W3.E", document_name="Another", step="x")
        duty._note_violation()
        self.assertEqual(self._violations(duty).state, "noted", "the clause carries no fine")

    def test_a_rule_with_a_fine_proposes_the_case(self):
        duty = self._owe("R7")
        duty._note_violation()
        violation = self._violations(duty)
        self.assertEqual(violation.state, "in_case")
        self.assertRecordValues(
            violation.penalty_id,
            [
                {
                    "employee_id": self.employee.id,
                    "head_id": self.manager.id,
                    "proposer_id": False,
                    "kind": "fine",
                    "amount": 50,
                    "state": "draft",
                }
            ],
        )

    def test_those_of_one_night_count_one_after_the_other(self):
        """The job gives all the same moment: the first is the first, the fourth has three before it."""
        for person, amounts in ((self.consultant, [50, 100]), (self.colleague, [50, 100, 200, 500])):
            duties = self.env["ops.obligation"].union(
                *(
                    self._owe("R7", owner_id=person.id, document_name=f"No. {n}", step=str(n))
                    for n in range(len(amounts))
                )
            )
            duties._note_violation()
            violations = self._violations(duties).sorted("id")
            with self.subTest(person=person.login):
                self.assertEqual(len(set(violations.mapped("date"))), 1)
                self.assertEqual([violation.penalty_id.amount for violation in violations], amounts)

    def test_what_several_share_is_nobodys_alone(self):
        role = self.env.ref("ops_dept.ops_dept_group_consultant")
        duty = self._owe("W3.E", owner_id=False, group_id=role.id)
        duty._note_violation()
        self.assertFalse(self._violations(duty))
        role = self.env.ref("ops_dept.ops_dept_group_office")
        alone = self._owe("W3.E", owner_id=False, group_id=role.id, step="x")
        alone._note_violation()
        self.assertEqual(self._violations(alone).user_id, self.clerk)

    def test_a_person_without_employee_record_is_named_by_his_login(self):
        duty = self._owe("R7", owner_id=self.support.id)
        duty._note_violation()
        violation = self._violations(duty)
        self.assertEqual((violation.user_id, violation.employee_id.ids), (self.support, []))
        self.assertEqual(violation.state, "noted", "no case without employee record")

    def test_many_cost_as_much_as_few(self):
        def count(number, step):
            duties = self.env["ops.obligation"].sudo()
            for index in range(number):
                duties += self._owe("W3.E", document_name=f"D{index}", step=f"{step}{index}")
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            duties._note_violation()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        count(1, "warm")
        few, many = count(2, "few"), count(12, "many")
        self.assertLessEqual(many, few)

    def test_one_word_to_each_person(self):
        """Who missed several duties is told once, by the first of their numbers."""
        duties = self.env["ops.obligation"].union(
            *(self._owe("W3.E", document_name=f"D{n}", step=str(n)) for n in range(4))
        )
        sent = []
        self.patch(type(self.env["res.partner"]), "_bus_send", lambda *message: sent.append(message))
        duties._note_violation()
        names = self._violations(duties).sorted("id").mapped("name")
        [(partner, kind, message)] = sent
        self.assertEqual((partner, kind), (self.consultant.partner_id, "simple_notification"))
        self.assertEqual(message["title"], ", ".join([*names[:3], "…"]))
