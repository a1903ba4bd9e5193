"""What is asked changes after the person was told: he is heard again before it is decided (R16)."""

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ...common import clause
from ..discipline.common import PHOTO
from .common import NOW, PenaltyCase

WEDNESDAY = "2026-11-25 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestHeardAgain(PenaltyCase):
    def _withdrawn(self, **vals):
        penalty = self._heard(**vals)
        penalty.with_user(self.manager).action_withdraw()
        self.assertEqual(penalty.state, "draft")
        return penalty

    def _add(self, penalty):
        violation = self._note()
        penalty.line_ids = [(0, 0, {"violation_id": violation.id, "amount": 50})]

    def _changes(self):
        return {
            "a higher fine": lambda penalty: penalty.line_ids.write({"amount": 500}),
            "through the case": lambda penalty: penalty.write(
                {"line_ids": [(1, penalty.line_ids.id, {"amount": 500})]}
            ),
            "another violation": self._add,
            "other grounds": lambda penalty: penalty.write({"reason": "He did it twice"}),
        }

    @clause("R16", part="no decision on what the person was not heard on")
    def test_changed_after_the_answer(self):
        """Withdrawn or sent back, changed, and asked for at once: refused until he answers again."""
        for name, change in self._changes().items():
            for sent_back in (False, True):
                with self.subTest(name, sent_back=sent_back), freeze_time(NOW):
                    penalty = self._heard()
                    if sent_back:
                        penalty.with_user(self.leader).action_ops_refuse("Say more about it")
                    else:
                        penalty.with_user(self.manager).action_withdraw()
                    with freeze_time(WEDNESDAY):
                        change(penalty.with_user(self.manager))
                        self.assertFalse(penalty.date_answered)
                        self.assertEqual(
                            penalty.date_hearing, fields.Datetime.to_datetime("2026-11-30 10:00:00")
                        )
                        with self._assert_refused("may answer until"):
                            penalty.with_user(self.manager).action_submit()
                        self.assertIn(penalty.id, self._case_rows(self.consultant))
                        penalty.with_user(self.consultant).action_answer("Once was the customer")
                        self.assertEqual(penalty.state, "submitted")
                        self.assertEqual(penalty.answer, "I had asked twice\n\nOnce was the customer")

    def _case_rows(self, user):
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        return [row["id"] for card in cards if card["key"] == "cases" for row in card["rows"]]

    def test_changed_when_the_time_to_answer_has_passed(self):
        penalty = self._propose()
        with freeze_time("2026-11-26 10:01:00"):
            penalty.line_ids.with_user(self.manager).amount = 500
            penalty._hear_due()
            self.assertEqual(penalty.state, "draft")
        with freeze_time("2026-12-01 10:01:00"):
            penalty._hear_due()
            self.assertEqual(penalty.state, "submitted")

    def test_changed_in_the_last_hour(self):
        """He has the whole time for what is asked now."""
        penalty = self._propose()
        with freeze_time("2026-11-26 09:00:00"):
            penalty.line_ids.with_user(self.manager).amount = 500
        with freeze_time("2026-11-26 10:01:00"):
            penalty._hear_due()
        self.assertEqual(penalty.state, "draft")

    def test_less_is_not_heard_again(self):
        """A lower fine, a violation less, the same words: he said what he had to say."""
        penalty = self._withdrawn()
        self._add(penalty.with_user(self.manager))
        penalty.with_user(self.consultant).action_answer("And again")
        penalty.with_user(self.manager).action_withdraw()
        answered = penalty.date_answered
        penalty.line_ids[0].with_user(self.manager).amount = 60
        penalty.line_ids[1].with_user(self.manager).unlink()
        penalty.with_user(self.manager).write({"reason": penalty.reason})
        self.assertEqual(penalty.date_answered, answered)
        penalty.with_user(self.manager).action_submit()
        self.assertEqual((penalty.state, penalty.amount), ("submitted", 60))

    def test_a_loss(self):
        loss = {"kind": "compensation", "amount_asked": 300, "computation": "12 × 25", "evidence": PHOTO}
        changes = {
            "amount_asked": (310, True),
            "computation": ("12 × 26", True),
            "evidence": (False, True),
        }
        for name, (value, again) in {**changes, "less": (200, False)}.items():
            with self.subTest(name):
                penalty = self._withdrawn(violation=self._note("R6"), **loss)
                penalty.with_user(self.manager).write({"amount_asked" if name == "less" else name: value})
                self.assertEqual(bool(penalty.date_answered), not again)

    def test_a_reward_needs_none(self):
        penalty = self._reward(amount_asked=100)
        penalty.with_user(self.manager).amount_asked = 300
        penalty.with_user(self.manager).action_submit()
        self.assertEqual(penalty.state, "submitted")

    @clause("H7", part="heard again with its case")
    def test_the_heads_share_is_heard_again(self):
        self.company.write({"ops_joint_rule": "percent", "ops_joint_percent": 20})
        penalty = self._propose(user=self.leader)
        share = self.env["ops.penalty"].search([("parent_id", "=", penalty.id)])
        share.with_user(self.manager).action_answer("I was away")
        self.assertTrue(share.date_answered)
        penalty.line_ids.with_user(self.leader).amount = 500
        self.assertEqual((share.amount, share.date_answered), (100, False))
