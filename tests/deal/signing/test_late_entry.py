"""A contract is entered the same day, the next, on the third, or late with a reason (W3.E, R7)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ...policy.common import create_role
from ..contract_common import ContractCase

MONDAY_10 = datetime(2026, 11, 23, 2, 0)  # 10:00 in Shanghai
DAY = timedelta(days=1)
WHY = "The customer's copy reached us two days later"


@tagged("post_install", "-at_install")
class TestLateEntry(ContractCase):
    def _sign(self, moment=MONDAY_10, approved=None, **vals):
        """Sign a contract at this moment; return it with what is owed by W3.E and by R7."""
        with freeze_time(approved or moment):
            contract = self._approve_contract(self._contract())
        with freeze_time(moment):
            self._with_evidence(contract, **vals).with_user(self.consultant).action_sign()
        same_day, one_day = self._obligations(contract)
        self.assertEqual((same_day + one_day).mapped("clause_id.code"), ["W3.E", "R7"])
        return contract, same_day, one_day

    def _run_jobs(self, moment):
        with freeze_time(moment):
            self.env["ops.obligation"]._mark_overdue()
            self.env["ops.obligation"]._mark_violated()
            self.env.invalidate_all()

    def _enter(self, contract, moment):
        self._run_jobs(moment)
        with freeze_time(moment):
            contract.with_user(self.support).action_enter()
        self.assertEqual(contract.state, "entered")  # late is marked, never refused

    # --- who and when ---------------------------------------------------------

    @clause("W3.E")
    def test_who_signed_and_when_is_kept_and_each_clock_has_its_signature(self):
        """W3.E counts from ours, R7 from the later one; entered the same day it is met, later met late."""
        contract, same_day, one_day = self._sign(
            MONDAY_10 + 2 * DAY,
            approved=MONDAY_10,
            date_signed=False,
            date_signed_us=MONDAY_10 + DAY,
            date_signed_customer=MONDAY_10 + 2 * DAY,
            customer_signatory="Mr Buyer",
        )
        self.assertRecordValues(
            contract,
            [
                {
                    "signatory_id": self.manager.id,
                    "date_signed_us": MONDAY_10 + DAY,
                    "customer_signatory": "Mr Buyer",
                    "date_signed_customer": MONDAY_10 + 2 * DAY,
                    "date_signed": MONDAY_10 + 2 * DAY,
                    "signed_by_id": self.consultant.id,
                }
            ],
        )
        self.assertEqual(same_day.date_due, datetime(2026, 11, 24, 10, 0))
        self.assertEqual(one_day.date_due, datetime(2026, 11, 26, 10, 0))
        self._enter(contract, datetime(2026, 11, 25, 3, 0))  # a day after ours, an hour after his
        self.assertEqual((same_day.state, same_day.late_hours), ("met", 2.0))
        self.assertEqual((one_day.state, one_day.late_hours), ("met", 0.0))
        self.assertFalse(same_day.date_violated or one_day.date_violated)

    @clause("W3.E", part="signatures")
    def test_the_customer_may_sign_first_and_nobody_need_state_both(self):
        contract, same_day, _one_day = self._sign(
            MONDAY_10 + DAY,
            approved=MONDAY_10,
            date_signed=False,
            date_signed_customer=MONDAY_10 - DAY,
            date_signed_us=MONDAY_10 + DAY,
            signatory_id=self.leader.id,
        )
        self.assertEqual((contract.signatory_id, contract.date_signed), (self.leader, MONDAY_10 + DAY))
        self.assertEqual(same_day.date_due, datetime(2026, 11, 24, 10, 0))
        contract, *_owed = self._sign()
        for name in ("date_signed_us", "date_signed_customer", "date_signed"):
            self.assertEqual(contract[name], MONDAY_10, name)

    @clause("W3.E", part="our signature after the approval")
    def test_our_signature_lies_between_the_approval_and_now(self):
        with freeze_time(MONDAY_10):
            contract = self._approve_contract(self._contract())
        for ours in (MONDAY_10 - DAY, MONDAY_10 + 5 * DAY):
            with freeze_time(MONDAY_10 + 2 * DAY):
                self._with_evidence(contract, date_signed_us=ours)
                with self.assertRaisesRegex(UserError, r"between its approval.*W3\.D"):
                    contract.with_user(self.consultant).action_sign()

    @clause("W3.E", part="evidence")
    def test_a_signature_stays_as_it_was_stated(self):
        contract, *_owed = self._sign()
        for values in (
            {"date_signed_us": MONDAY_10 + DAY},
            {"date_signed_customer": False},
            {"signatory_id": self.leader.id},
        ):
            for user in (self.consultant, self.support, self.manager):
                with self.assertRaises(UserError), self.env.cr.savepoint():
                    contract.with_user(user).write(values)

    # --- same day, next day, third day, accepted reason ---------------------------

    @clause("R7")
    def test_same_day_next_day_third_day_and_accepted_reason(self):
        """Met, met late, a violation, and none where the manager accepts why."""
        contract, same_day, one_day = self._sign()
        self._enter(contract, MONDAY_10 + timedelta(hours=6))
        self.assertEqual([(o.state, o.late_hours) for o in same_day + one_day], [("met", 0.0)] * 2)

        contract, same_day, one_day = self._sign()
        self._enter(contract, MONDAY_10 + DAY)
        self.assertEqual([o.state for o in same_day + one_day], ["met", "met"])
        self.assertEqual((same_day.late_hours, one_day.late_hours), (1.0, 0.0))
        self.assertFalse(one_day.late_state or same_day.date_violated)

        contract, same_day, one_day = self._sign()
        self._enter(contract, MONDAY_10 + 2 * DAY)
        self.assertEqual((one_day.state, one_day.late_state), ("met", "asked"))
        self.assertEqual((bool(one_day.date_violated), bool(same_day.date_violated)), (True, False))
        self.assertTrue(contract.with_user(self.support).can_give_late_reason)
        one_day.with_user(self.support).action_give_late_reason(WHY)
        one_day.with_user(self.manager).action_refuse_late("He could have scanned it")
        self.assertRecordValues(
            one_day,
            [
                {
                    "state": "met",
                    "late_state": "refused",
                    "late_reason": WHY,
                    "late_answer": "He could have scanned it",
                    "late_decided_by_id": self.manager.id,
                }
            ],
        )
        self.assertTrue(one_day.date_violated)

        contract, same_day, one_day = self._sign()
        self._enter(contract, MONDAY_10 + 2 * DAY)
        one_day.with_user(self.support).action_give_late_reason(WHY)
        self.assertTrue(contract.with_user(self.manager).can_decide_late_reason)
        one_day.with_user(self.manager).action_accept_late()
        self.assertRecordValues(
            one_day,
            [
                {
                    "state": "waived",
                    "late_state": "accepted",
                    "waive_reason": WHY,
                    "waived_by_id": self.manager.id,
                }
            ],
        )

    @clause("R7", part="never entered")
    def test_what_nobody_enters_is_one_violation_after_one_working_day(self):
        _contract, same_day, one_day = self._sign()
        self._run_jobs(datetime(2026, 11, 24, 9, 59))
        self.assertEqual((same_day.state, one_day.state), ("late", "open"))
        self.assertFalse(same_day.date_violated)
        for moment in (datetime(2026, 11, 24, 17, 30), datetime(2026, 11, 25, 17, 30)):
            self._run_jobs(moment)
            self.assertEqual(one_day.date_violated, datetime(2026, 11, 24, 17, 30))
        self.assertFalse(same_day.date_violated)

    @clause("R7", part="the reason")
    def test_the_reason_says_something_and_comes_from_who_was_late(self):
        contract, _same_day, one_day = self._sign()
        self._enter(contract, MONDAY_10 + 2 * DAY)
        with self.assertRaisesRegex(UserError, "R7"):
            one_day.with_user(self.support).action_give_late_reason("late")
        with self.assertRaises(AccessError):
            one_day.with_user(self.manager).action_give_late_reason(WHY)
        with self.assertRaisesRegex(UserError, "has not said yet"):
            one_day.with_user(self.manager).action_accept_late()
        one_day.with_user(self.support).action_give_late_reason(WHY)
        for user in (self.support, self.consultant):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                one_day.with_user(user).action_accept_late()
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                one_day.with_user(user).action_refuse_late("I do not like it")
        one_day.with_user(self.leader).action_accept_late()
        with self.assertRaisesRegex(UserError, "no reason of a late entry"):
            one_day.with_user(self.leader).action_refuse_late("On second thoughts")

    @clause("R7", part="no answer is no excuse")
    def test_the_manager_need_not_wait_for_a_reason_to_refuse(self):
        self.team.ops_support_ids |= create_role(self.env, "ops_support_2", "sales_support")
        contract, _same_day, one_day = self._sign()
        with freeze_time(datetime(2026, 11, 24, 10, 30)):  # half an hour late, before the night
            contract.with_user(self.support).action_enter()
        self.assertEqual((one_day.late_state, bool(one_day.date_violated)), ("asked", False))
        one_day.with_user(self.manager).action_refuse_late("Nobody said why")
        self.assertTrue(one_day.date_violated)
        self.assertFalse(one_day.owner_id, "several people of support share it")
        violation = self.env["ops.violation"].search([("obligation_id", "=", one_day.id)])
        self.assertEqual((violation.user_id, violation.source), (self.support, "late_entry"))

    def test_the_first_page_asks_support_and_then_the_manager(self):
        contract, _same_day, one_day = self._sign()
        self._enter(contract, MONDAY_10 + 2 * DAY)

        def rows(user):
            cards = self.env["ops.home"].with_user(user).get_home()["cards"]
            return [row["id"] for card in cards if card["key"] == "late" for row in card["rows"]]

        self.assertEqual((rows(self.support), rows(self.manager)), (one_day.ids, []))
        one_day.with_user(self.support).action_give_late_reason(WHY)
        self.assertEqual((rows(self.support), rows(self.manager)), ([], one_day.ids))

    def test_the_first_page_of_a_head_without_a_team(self):
        """Who is the manager in somebody's employee record decides about him, whoever leads the team."""
        employees = self.env["hr.employee"]
        head = employees.create({"name": "Head of support", "user_id": self.leader.id})
        employees.create({"name": "Clerk", "user_id": self.support.id, "parent_id": head.id})
        contract, _same_day, one_day = self._sign()
        self._enter(contract, MONDAY_10 + 2 * DAY)
        one_day.with_user(self.support).action_give_late_reason(WHY)
        one_day.owner_id = self.support  # where one clerk serves the team, it is his alone
        cards = self.env["ops.home"].with_user(self.leader).get_home()["cards"]
        rows = [row["id"] for card in cards if card["key"] == "late" for row in card["rows"]]
        self.assertEqual(rows, one_day.ids)
