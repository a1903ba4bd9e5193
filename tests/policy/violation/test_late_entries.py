"""Whose a late entry is that was not accepted, and what takes a violation back."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...common import clause
from ..common import create_role
from ..discipline.common import MONDAY_9
from .common import EVENING, MissedCase


@tagged("post_install", "-at_install")
@freeze_time(EVENING)
class TestLateEntries(MissedCase):
    """Not accepted, it is a violation of one person; excused, or not due any more, it is none."""

    def test_a_late_entry_that_was_not_accepted(self):
        duty = self._owe("R7", state="met", date_met=EVENING)
        duty._note_violation()
        self.assertEqual(self._violations(duty).source, "late_entry")

    def test_what_is_excused_is_dismissed(self):
        duty = self._owe("W3.E")
        duty._note_violation()
        duty.write({"state": "waived", "waive_reason": "The lawyer had the original"})
        duty._excuse()
        violation = self._violations(duty)
        self.assertEqual(violation.state, "dismissed")
        self.assertIn("The lawyer had the original", violation.dismiss_reason)

    def _late_then_moved(self, code):
        """Return a duty that was late and a violation, whose day then became a holiday."""
        duty = self._owe(
            code,
            state="open",
            date_due=EVENING - timedelta(minutes=1),
            date_start=MONDAY_9,
            due_rule="end_of_day:0:",
        )
        self._night()
        self.env["ops.calendar.day"].create(
            {"name": "Holiday", "kind": "holiday", "date_from": "2026-11-23", "date_to": "2026-11-23"}
        )
        self.env.flush_all()  # the night comes in a transaction of its own
        return duty

    def _night(self, later=timedelta()):
        with freeze_time(EVENING + later):
            for _round in range(2):
                self.env["ops.obligation"]._mark_overdue()
                self.env["ops.obligation"]._mark_violated()

    def test_a_moved_day_takes_it_back_and_late_again_is_a_violation_again(self):
        """The day of a late duty becomes a holiday; not done on the working day after it, it is late anew."""
        duty = self._late_then_moved("W2.A")
        first = self._violations(duty)
        self.assertEqual((duty.state, duty.date_violated, duty.violation_id.ids), ("open", False, []))
        self.assertEqual((len(first), first.state), (1, "dismissed"))
        self.assertIn("The due date moved", first.dismiss_reason)
        self._night(timedelta(days=1, hours=1))
        second = self._violations(duty) - first
        self.assertEqual((len(second), second.state, duty.violation_id), (1, "noted", second))
        duty.with_user(self.manager).action_waive("The customer asked us to wait")
        self.assertIn("The customer asked us to wait", second.dismiss_reason)
        self.assertFalse(duty.date_violated, "waived: no violation")

    def test_a_moved_day_ends_the_case_and_late_again_proposes_another(self):
        duty = self._late_then_moved("R7")
        first = self._violations(duty)
        self.assertEqual((duty.state, first.state), ("open", "dismissed"))
        self._night(timedelta(days=1, hours=1))
        second = self._violations(duty) - first
        self.assertEqual((len(second), second.state), (1, "in_case"))
        self.assertEqual(second.penalty_id.amount, 50, "what was taken back is no repetition")

    def test_since_when_it_is_a_violation_is_for_leaders(self):
        duty = self._owe("W2.A")
        duty._note_violation()
        for user in (self.consultant, self.manager):
            for call in (
                lambda mine: mine.read(["date_violated"]),
                lambda mine: mine.search([("date_violated", "!=", False)]),
            ):
                with self.assertRaises(AccessError):
                    call(duty.with_user(user))
            view = self.env["ops.obligation"].with_user(user).get_view(view_type="search")
            self.assertNotIn("date_violated", view["arch"])
        self.assertTrue(duty.with_user(self.leader).date_violated)

    @clause("R7", part="shared")
    def test_a_shared_late_entry_not_accepted_is_whose_who_made_it(self):
        """Before somebody does it, it is nobody's; who did it late answers for it."""
        role = self.env.ref("ops_dept.ops_dept_group_sales_support")
        second = create_role(self.env, "ops_support_2", "sales_support")
        self._create_employee(second, parent_id=self.boss_employee.id)
        duty = self._owe("R7", owner_id=False, group_id=role.id)
        self.env["ops.obligation"]._mark_violated()
        self.assertTrue(duty.date_violated)
        self.assertFalse(self._violations(duty), "of several people")
        duty.with_user(second).sudo()._meet()
        self.assertEqual((duty.late_state, duty.met_by_id), ("asked", second))
        duty.with_user(second).action_give_late_reason("The scanner stood still all day")
        duty.with_user(self.leader).action_refuse_late("The other one stood beside it")
        violation = self._violations(duty)
        self.assertRecordValues(violation, [{"user_id": second.id, "source": "late_entry"}])
        self.assertEqual(violation.penalty_id.employee_id.user_id, second, "with the case of its clause")
        self.assertEqual(duty.violation_id, violation)

    def test_who_did_it_for_the_owner_did_no_wrong(self):
        duty = self._owe("W3.E")
        duty.with_user(self.support).sudo()._meet()
        duty._note_violation()
        self.assertEqual(self._violations(duty).user_id, self.consultant)

    def test_what_a_job_met_is_nobodys(self):
        role = self.env.ref("ops_dept.ops_dept_group_consultant")
        duty = self._owe("W3.E", owner_id=False, group_id=role.id)
        duty._meet()
        duty._note_violation()
        self.assertFalse(self._violations(duty))
