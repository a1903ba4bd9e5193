"""A lateness is excused after the case was proposed: nothing is left of what is not decided (R7, R16)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from ..discipline.common import MONDAY_9
from ..violation.common import MissedCase
from .common import NOW, PenaltyCase

WHY = "The customer's copy reached us two days later"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestExcused(PenaltyCase, MissedCase):
    def _miss(self, **vals):
        """Return a duty of the consultant missed under R7, whose case the software proposed."""
        duty = self._owe(**vals)
        duty._note_violation()
        self.assertEqual(duty.violation_id.state, "in_case")
        return duty

    def _enter_late(self):
        duty = self._owe("R7")
        duty.write({"state": "met", "date_met": NOW, "met_by_id": self.consultant.id, "late_state": "asked"})
        duty._note_violation()
        duty.with_user(self.consultant).action_give_late_reason(WHY)
        return duty, duty.violation_id, duty.violation_id.penalty_id

    def _case_rows(self, user):
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        return [row["id"] for card in cards if card["key"] == "cases" for row in card["rows"]]

    @clause("R7", part="the case ends with an accepted reason")
    def test_an_accepted_reason_ends_the_case(self):
        """By the head, who is no leader: the person reads why, is asked nothing more, and nothing counts."""
        duty, violation, penalty = self._enter_late()
        self.assertEqual(self._case_rows(self.consultant), penalty.ids)
        duty.with_user(self.manager).action_accept_late()
        self.assertRecordValues(
            violation, [{"state": "dismissed", "dismissed_by_id": self.manager.id, "penalty_id": penalty.id}]
        )
        self.assertEqual(penalty.state, "cancel")
        for said in (violation.dismiss_reason, penalty.with_user(self.consultant).dismiss_reason):
            self.assertIn(WHY, said)
        self.assertEqual(self._case_rows(self.consultant), [])
        again = self._miss(step="again")
        self.assertEqual(again.violation_id.penalty_id.amount, 50, "the first one that counts")
        with freeze_time(NOW + timedelta(days=9)):
            penalty._hear_due()
        self.assertEqual(penalty.state, "cancel")

    def test_waived_before_it_is_met(self):
        duty = self._miss()
        penalty = duty.violation_id.penalty_id
        duty.with_user(self.manager).action_waive(WHY)
        self.assertEqual((penalty.state, duty.sudo().violation_id.state), ("cancel", "dismissed"))

    def test_while_it_is_being_decided(self):
        """What waits for an approver waits no more."""
        _duty, _violation, penalty = found = self._enter_late()
        penalty.with_user(self.consultant).action_answer("I had asked twice")
        self.assertEqual((penalty.state, len(penalty.review_ids)), ("submitted", 2))
        found[0].with_user(self.manager).action_accept_late()
        self.assertEqual((penalty.state, len(penalty.review_ids)), ("cancel", 0))

    def test_out_of_a_case_about_more(self):
        """The others stay, and the case comes to what they come to; also while it is being decided."""
        for heard in (False, True):
            with self.subTest(heard=heard):
                duty = self._owe(step=str(heard))
                self._clause("R7").missed_effect = "violation"
                duty._note_violation()
                violation, other = duty.violation_id, self._note()
                penalty = self._propose(other)
                penalty.with_user(self.manager).line_ids = [
                    (0, 0, {"violation_id": violation.id, "amount": 50})
                ]
                if heard:
                    penalty.with_user(self.consultant).action_answer("I had asked twice")
                self.assertEqual(penalty.amount, 150)
                duty.with_user(self.leader).action_waive(WHY)
                self.assertEqual(penalty.line_ids.violation_id, other)
                self.assertEqual((penalty.amount, penalty.state), (100, "submitted" if heard else "draft"))
                self.assertEqual((violation.state, other.state), ("dismissed", "in_case"))
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual((penalty.state, penalty.amount), ("approved", 100))

    def test_several_of_one_case_at_once(self):
        duties = self._owe(step="a") + self._owe(step="b")
        self._clause("R7").missed_effect = "violation"
        duties._note_violation()
        first, second = duties.violation_id
        penalty = self._propose(first)
        penalty.with_user(self.manager).line_ids = [(0, 0, {"violation_id": second.id, "amount": 50})]
        duties.with_user(self.leader).action_waive(WHY)
        self.assertEqual(penalty.state, "cancel")
        self.assertEqual((first + second).mapped("state"), ["dismissed"] * 2)

    def test_what_was_decided_stays(self):
        duty, violation, penalty = self._enter_late()
        penalty.with_user(self.consultant).action_answer("I had asked twice")
        for user in (self.manager, self.leader):
            penalty.with_user(user).action_ops_approve()
        duty.with_user(self.manager).action_accept_late()
        self.assertEqual((penalty.state, violation.state, penalty.amount), ("approved", "in_case", 50))

    @clause("H7", part="the share ends with its case")
    def test_the_heads_share_ends_with_it(self):
        self.company.write({"ops_joint_rule": "fixed", "ops_joint_amount": 20})
        self._create_employee(self.leader)
        duty = self._miss(date_due=MONDAY_9)
        penalty = duty.violation_id.penalty_id
        share = self.env["ops.penalty"].search([("parent_id", "=", penalty.id)])
        self.assertEqual(share.state, "draft")
        duty.with_user(self.leader).action_waive(WHY)
        self.assertEqual((penalty.state, share.state), ("cancel", "cancel"))
        self.assertIn(penalty.name, share.dismiss_reason)
