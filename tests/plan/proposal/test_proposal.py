"""Proposals: asked for, owed to be answered, answered by whom the kind says."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.ops_dept.models.plan.proposal.kinds import Kind

from ...common import clause, patch_rows
from ...form_changes import FormCase
from ..common import MONDAY
from ..people import SpecialistCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestProposal(FormCase, SpecialistCase):
    def _propose(self, user=None, **vals):
        proposals = self.env["ops.proposal"].with_user(user or self.market)
        return proposals.create({"text": "Give each field specialist a demo kit", **vals})

    def _submitted(self, user=None):
        proposal = self._propose(user)
        proposal.action_submit()
        return proposal

    @clause("M7.4", part="a suggestion gets an answer")
    def test_a_suggestion_is_owed_an_answer_until_a_leader_approves_it(self):
        proposal = self._submitted()
        self.assertEqual(proposal.state, "submitted")
        owed = self._duties("M7.4", res_id=proposal.id, res_model="ops.proposal")
        self.assertEqual((owed.owner_id, owed.step, owed.state), (self.leader, "answer", "open"))
        self.assertEqual(owed.date_due, datetime(2026, 3, 16, 9, 0))  # ten working days
        with self.assertRaisesRegex(UserError, "M7.4"):
            proposal.with_user(self.market_head).action_ops_approve()
        proposal.with_user(self.leader).action_ops_approve("From April on")
        self.assertEqual((proposal.state, owed.state), ("approved", "met"))
        self.assertIn("From April on", proposal.answer)

    def test_a_refusal_has_its_word_and_is_an_answer(self):
        proposal = self._submitted()
        owed = self._duties("M7.4", res_id=proposal.id, res_model="ops.proposal")
        with self.assertRaises(UserError):
            proposal.with_user(self.leader).action_refuse(" ")
        proposal.with_user(self.leader).action_refuse("Too dear this year")
        self.assertEqual((proposal.state, owed.state), ("refused", "met"))
        self.assertIn("Too dear this year", proposal.answer)
        proposal.text = "Give two of them a demo kit"
        proposal.action_submit()
        self.assertEqual(
            len(self._duties("M7.4", res_id=proposal.id, res_model="ops.proposal", state="open")), 1
        )

    def test_nobody_owes_an_answer_to_what_was_taken_back(self):
        proposal = self._submitted()
        proposal.action_withdraw()
        self.assertEqual(self._duties("M7.4", res_id=proposal.id, res_model="ops.proposal").state, "waived")

    def test_a_leader_does_not_answer_himself(self):
        proposal = self._submitted(self.leader)
        with self.assertRaises(UserError):
            proposal.with_user(self.leader).action_ops_approve()
        proposal.with_user(self.gm).action_ops_approve()
        self.assertEqual(proposal.state, "approved")

    def test_who_answers_follows_who_leaves(self):
        proposal = self._submitted()
        self.company.ops_leader_id = False
        self.leader.active = False
        owed = self._duties("M7.4", res_id=proposal.id, res_model="ops.proposal", state="open")
        self.assertEqual(owed.owner_id, self.gm)

    def test_others_do_not_see_it_and_without_words_nothing_is_asked(self):
        proposal = self._propose()
        seen = self.env["ops.proposal"].with_user(self.consultant).search([])
        self.assertFalse(seen)
        proposal.text = " "
        with self.assertRaisesRegex(UserError, "M7.4|Write what"):
            proposal.action_submit()

    def test_switched_off_it_passes_at_once(self):
        self.company.ops_rulebook = False
        self.assertEqual(self._submitted().state, "approved")
        self.assertFalse(self._duties("M7.4", res_model="ops.proposal"))

    def test_a_later_kind_says_what_approval_does(self):
        carried = []
        room = {
            "_proposal_kinds": {"suggestion": Kind("M7.4", "_carry_out")},
            "_carry_out": lambda found: carried.append(found.ids),
        }
        patcher = patch_rows(self.env.registry["ops.proposal"], **room)
        patcher.start()
        self.addCleanup(patcher.stop)
        proposal = self._submitted()
        proposal.with_user(self.leader).action_ops_approve()
        self.assertEqual(carried, [proposal.ids])

    def test_form(self):
        self._assert_no_crash(self._propose().with_env(self.env), self.market, self.leader)
        self._assert_no_crash(self.env["ops.proposal"], self.consultant)
