from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...common import clause
from ..discipline.common import PHOTO
from .common import NOW, PenaltyCase


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestJoint(PenaltyCase):
    """The head answers jointly: a case of his own, by rule of the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write({"ops_joint_rule": "percent", "ops_joint_percent": 20})

    def _propose_without_head(self):
        """A person whose record, department and team name no head: the leader acts."""
        self.employee.parent_id = False
        self.team.user_id = False
        return self._propose_as(self.leader)

    def _propose_as(self, user):
        return self._propose(self._note(user=user), user=user)

    def _share(self, penalty):
        return self.env["ops.penalty"].search([("parent_id", "=", penalty.id)])

    @clause("H7")
    def test_the_heads_share_by_rule(self):
        """Off: nothing. In % or fixed: a case of the head, heard by itself, decided apart, never by himself.

        A department without a head says so.
        """
        self.company.ops_joint_rule = "off"
        self.assertFalse(self._share(self._propose()))
        self.company.ops_joint_rule = "percent"
        penalty = self._heard(amount=200)
        share = self._share(penalty)
        self.assertRecordValues(
            share,
            [
                {
                    "employee_id": self.boss_employee.id,
                    "kind": "fine",
                    "amount": 40,
                    "state": "draft",
                    "proposer_id": False,
                    "clause_codes": "H7",
                }
            ],
        )
        self.assertTrue(share.date_hearing)
        share.with_user(self.manager).action_answer("I had told him")
        self.assertEqual(share.state, "draft", "the case that it follows is decided first")
        penalty.with_user(self.leader).action_ops_approve()
        self.assertEqual((penalty.state, share.state), ("approved", "submitted"))
        self.assertEqual(share.review_ids.reviewer_ids, self.leader)
        for user in (self.manager, self.consultant):
            with self.subTest(user.login), self.assertRaises(UserError):
                share.with_user(user).action_ops_approve()
        share.with_user(self.leader).action_ops_approve()
        share.with_user(self.manager).action_confirm_reading()
        share.with_user(self.leader).action_settle()
        self.assertEqual((penalty.state, share.state), ("approved", "settled"))

        self.company.write({"ops_joint_rule": "fixed", "ops_joint_amount": 80})
        self.assertEqual(self._share(self._propose()).amount, 80)

        alone = self._propose_without_head()
        self.assertFalse(self._share(alone))
        self.assertEqual(alone.joint_lack, "no_head")

    @clause("H7", part="the software's cases")
    def test_with_a_case_of_the_software(self):
        penalty = self.env["ops.penalty"].sudo()._propose(self._note())
        self.assertEqual(self._share(penalty).amount, 10)

    def test_none_on_a_share_and_on_a_reward(self):
        penalty = self._propose(user=self.leader)
        self.assertFalse(self._share(self._share(penalty)))
        self.assertFalse(self._share(self._reward()))

    def test_none_while_the_clause_is_off(self):
        self._clause("H7").is_active = False
        penalty = self._propose()
        self.assertFalse(self._share(penalty))
        self.assertFalse(penalty.joint_lack)

    def test_it_follows_the_amount_until_it_is_decided(self):
        penalty = self._propose(amount=100)
        share = self._share(penalty)
        penalty.line_ids.with_user(self.manager).amount = 300
        self.assertEqual(share.amount, 60)
        self.company.ops_joint_percent = 50
        self.assertEqual(share.amount, 60, "the rule that held when it was proposed")

    def test_less_may_be_asked_never_more(self):
        share = self._share(self._propose(amount=200)).with_user(self.leader)
        for amount in (40.01, -1):
            with self.subTest(amount), self._assert_refused(r"40\.00.*H7", ValidationError):
                share.amount_asked = amount
        share.amount_asked = 15
        self.assertEqual(share.amount, 15)
        with self.assertRaises(UserError):
            share.with_user(self.manager).amount_asked = 1

    def test_the_cap_of_the_month_holds(self):
        self.company.write({"ops_joint_rule": "fixed", "ops_joint_amount": 501})
        penalty = self._decided()
        share = self._share(penalty)
        share.with_user(self.manager).action_answer("I had told him")
        self.assertEqual(share.state, "draft")
        with self._assert_refused(r"cap of .*500\.00"):
            share.with_user(self.leader).action_submit()

    @clause("H7", part="compensation and liability")
    def test_of_compensation_and_liability(self):
        loss = {"amount_asked": 3000, "computation": "12 × 250", "evidence": PHOTO}
        penalty = self._decided(violation=self._note("R6"), kind="compensation", **loss)
        share = self._share(penalty)
        self.assertRecordValues(share, [{"kind": "compensation", "amount": 600}])
        share.with_user(self.manager).action_answer("I had told him")
        share.with_user(self.leader).action_ops_approve()
        self.assertEqual(share.state, "approved")
        liable = self._decided(violation=self._note("M7.3"), kind="liability")
        share = self._share(liable)
        share.with_user(self.manager).action_answer("I had told him")
        share.with_user(self.leader).action_ops_approve()
        self.assertEqual((share.kind, share.amount, share.state), ("liability", 0, "approved"))

    # ------------------------------------------------------------------
    # Without a head
    # ------------------------------------------------------------------
    def test_a_head_without_employee_record(self):
        self.employee.parent_id = False
        self.team.user_id = self.other_manager
        penalty = self._propose_as(self.leader)
        self.assertEqual((penalty.head_id, penalty.joint_lack), (self.other_manager, "no_employee"))
        self.assertFalse(self._share(penalty))

    def test_the_general_manager_is_the_head(self):
        self.employee.parent_id = self._create_employee(self.gm)
        penalty = self._propose_as(self.leader)
        self.assertFalse(self._share(penalty))
        self.assertEqual(penalty.joint_lack, "top")

    # ------------------------------------------------------------------
    # With the case that it follows
    # ------------------------------------------------------------------
    def test_dismissed_with_it(self):
        penalty = self._propose()
        share = self._share(penalty)
        penalty.with_user(self.leader).action_dismiss("The customer moved away")
        self.assertEqual(share.state, "cancel")
        self.assertIn(penalty.name, share.dismiss_reason)

    def test_its_dismissal_leaves_the_case(self):
        penalty = self._propose()
        share = self._share(penalty)
        share.with_user(self.leader).action_dismiss("He was on leave that day")
        self.assertEqual((penalty.state, share.state), ("draft", "cancel"))

    def _repeal(self, penalty):
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        penalty.with_user(self.second_leader).action_repeal("She was ill")

    @clause("H7", part="repealed with the case")
    def test_repealed_with_it(self):
        for steps in range(4):
            with self.subTest(steps=steps):
                penalty = self._notified(amount=50)
                share = self._share(penalty)
                acts = (
                    lambda share: share.with_user(self.manager).action_answer("I had told him"),
                    lambda share: share.with_user(self.leader).action_ops_approve(),
                    lambda share: share.with_user(self.manager).action_confirm_reading(),
                )
                for act in acts[:steps]:
                    act(share)
                self._repeal(penalty)
                self.assertEqual(penalty.state, "repealed")
                self.assertEqual(share.state, "repealed" if steps > 1 else "cancel")
                self.assertIn(penalty.name, share.appeal_answer or share.dismiss_reason)

    def test_upheld_it_stands(self):
        penalty = self._notified()
        share = self._share(penalty)
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        penalty.with_user(self.second_leader).action_uphold("She was not")
        self.assertEqual(share.state, "draft")

    def test_the_share_is_appealed_by_itself(self):
        penalty = self._decided()
        share = self._share(penalty)
        share.with_user(self.manager).action_answer("I had told him")
        share.with_user(self.leader).action_ops_approve()
        share.with_user(self.manager).action_confirm_reading()
        share.with_user(self.manager).action_appeal("I was away that month")
        share.with_user(self.second_leader).action_repeal("True")
        self.assertEqual((penalty.state, share.state), ("approved", "repealed"))

    # ------------------------------------------------------------------
    # Never by himself
    # ------------------------------------------------------------------
    def _head_is_a_leader(self):
        self.employee.parent_id = self._create_employee(self.leader)
        return self._propose_as(self.second_leader)

    def test_a_head_who_is_a_leader_ends_nothing_of_his(self):
        penalty = self._head_is_a_leader()
        share = self._share(penalty)
        self.assertEqual(share.user_id, self.leader)
        with self._assert_refused("answer jointly"):
            penalty.with_user(self.leader).action_dismiss("It is nothing")
        for call in (
            lambda own: own.action_dismiss("It is nothing"),
            lambda own: own.write({"amount_asked": 1}),
            lambda own: own.write({"reason": "It is nothing"}),
        ):
            with self.assertRaises(UserError):
                call(share.with_user(self.leader))
        self.assertEqual((penalty.state, share.state), ("draft", "draft"))

    def test_who_proposed_the_case_does_not_decide_the_share(self):
        penalty = self._head_is_a_leader()
        share = self._share(penalty)
        share.with_user(self.leader).action_answer("I had told him")
        penalty.with_user(self.consultant).action_answer("I had asked twice")
        penalty.with_user(self.leader).action_ops_approve()
        while penalty.state == "submitted":
            penalty.with_user(self.gm).action_ops_approve()
        self.assertEqual(share.state, "submitted")
        self.assertFalse((self.leader | self.second_leader) & share.review_ids.reviewer_ids)

    def test_the_head_does_not_judge_the_appeal(self):
        """Also not when he became a leader, or somebody else decided for him."""
        penalty = self._notified()
        penalty.with_user(self.consultant).action_appeal("I was ill that week")
        self.manager.group_ids += self.env.ref("ops_dept.ops_dept_group_leader")
        self.assertEqual(self._share(penalty).user_id, self.manager)
        self.assertNotIn(self.manager, penalty._get_appeal_judges())

    # ------------------------------------------------------------------
    # Who sees it
    # ------------------------------------------------------------------
    def test_the_person_does_not_see_the_heads_case(self):
        penalty = self._propose()
        share = self._share(penalty)
        readers = self.manager | self.leader | self.auditor
        for user in readers | self.consultant | self.colleague | self.accountant:
            with self.subTest(user.login):
                self.assertEqual(share.with_user(user).has_access("read"), user in readers)
        self.assertFalse(penalty.with_user(self.consultant).share_id)
        self.assertEqual(penalty.with_user(self.leader).share_id, share)
        self.assertNotIn(self.employee.name, share.reason, "the head's head need not know whose case it was")
        with self.assertRaises(AccessError):
            share.with_user(self.consultant).action_answer("No")

    def test_nobody_makes_or_moves_a_share_by_hand(self):
        penalty = self._propose()
        share = self._share(penalty)
        other = self._propose()
        with self.assertRaises(UserError):
            self._propose(user=self.leader, parent_id=penalty.id)
        forged = {"parent_id": other.id, "joint_percent": 1, "joint_fixed": 1, "joint_lack": "top"}
        for vals in ({name: value} for name, value in forged.items()):
            for user in (self.manager, self.leader):
                with self.subTest(vals=vals, user=user.login), self.assertRaises(UserError):
                    share.with_user(user).write(vals)
        violation = self._note(user=self.leader, employee_id=self.boss_employee.id)
        with self._assert_refused("joint share"):
            share.with_user(self.leader).write({"line_ids": [(0, 0, {"violation_id": violation.id})]})

    def test_the_form(self):
        penalty = self._propose()
        for user in (self.manager, self.leader, self.auditor):
            form = Form(self._share(penalty).with_user(user))
            self.assertEqual(form.amount, 20)
