"""Named advisers on bids, and engineering consultations without a tender (M3.6)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ...policy.common import create_role
from ..bid_common import BidCase


@tagged("post_install", "-at_install")
class TestAdvice(BidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.specialist = create_role(cls.env, "ops_specialist", "market_specialist")
        cls.second = create_role(cls.env, "ops_specialist_2", "market_specialist")

    def _major(self):
        return self._report(self._create_bid(estimated_amount=900_000))

    def _invite(self, bid, *advisers, user=None):
        """Invite as the form does."""
        action = bid.with_user(user or self.manager).action_open_invite()
        form = Form(
            self.env[action["res_model"]].with_user(user or self.manager).with_context(action["context"])
        )
        form.reason = "Who else will bid?"
        for adviser in advisers:
            form.adviser_ids.add(adviser)
        form.save().action_confirm()
        return bid._find_opinions().filtered(lambda question: question.asked_id in advisers)

    @clause("M3.6")
    def test_invited_opinions_are_in_before_the_leader_decides(self):
        bid = self._major()
        first, second = self._invite(bid, self.specialist, self.second)
        bid.with_user(self.manager).action_ops_approve()
        with self.assertRaisesRegex(UserError, r"has not answered.*M3\.6"):
            bid.with_user(self.leader).action_ops_approve()
        self.assertEqual(bid.state, "submitted")
        self.assertIn(self.specialist.name, bid.with_user(self.leader).ops_status_text)

        mine = bid.with_user(self.specialist)
        self.assertTrue(mine.can_advise)
        self.assertEqual(mine.title, "Bearings", "who is asked reads it")
        action = mine.action_open_opinion()
        self.assertEqual(action["context"]["default_res_ids"], first.ids)
        first.with_user(self.specialist).action_answer("Two makers from Wuxi, 5 % below us")
        with self.assertRaisesRegex(UserError, r"M3\.6"):
            bid.with_user(self.leader).action_ops_approve()
        second.with_user(self.manager).action_withdraw("On leave; the first opinion is enough")
        bid.with_user(self.leader).action_ops_approve()
        self.assertEqual(bid.state, "approved")
        seen = bid.with_user(self.leader).opinion_ids
        self.assertEqual(seen.mapped("state"), ["answered", "withdrawn"])
        self.assertEqual(seen[0].answer, "Two makers from Wuxi, 5 % below us")
        self.env.invalidate_all()
        self.assertFalse(bid.with_user(self.specialist).can_advise)

    @clause("M3.6", part="consultation")
    def test_a_consultation_is_recorded_and_answered(self):
        bid = self._create_bid(kind="consultation", estimated_amount=0, title="Which drive at 60 °C?")
        self._report(bid)
        (opinion,) = self._invite(bid, self.specialist)
        with self.assertRaisesRegex(UserError, "Being decided|Reported|M3"):
            bid.with_user(self.consultant).action_answer("The one with a fan")
        bid.with_user(self.manager).action_ops_approve()
        opinion.with_user(self.specialist).action_answer("The vector drive, derated by 20 %")
        with self.assertRaisesRegex(UserError, r"M3\.6"):
            bid.with_user(self.consultant).action_answer("  ")
        bid.with_user(self.consultant).action_answer("The vector drive, derated by 20 %; data sheet sent")
        self.assertEqual(bid.state, "answered")
        self.assertTrue(bid.date_result)
        self.assertIn("derated", bid.customer_answer)
        log = self.env["ops.log"].search([("model", "=", "ops.bid"), ("res_id", "=", bid.id)])
        self.assertIn("told", log.mapped("event"))

    def test_what_asks_for_a_price_is_not_answered(self):
        bid = self._take_part(self._create_bid())
        for user in (self.consultant, self.support):
            with self.assertRaisesRegex(UserError, r"quoted, not answered.*M3\.6"):
                bid.with_user(user).action_answer("Too dear")
        with self.assertRaises(UserError):
            bid.with_user(self.consultant).write({"state": "answered", "customer_answer": "x"})
        with self.assertRaisesRegex(UserError, "estimated amount"):
            self._report(self._create_bid(estimated_amount=0))

    def test_only_a_leader_waits_for_opinions(self):
        bid = self._report(self._create_bid())
        self._invite(bid, self.specialist)
        bid.with_user(self.manager).action_ops_approve()
        self.assertEqual(bid.state, "approved", "small, the manager decides alone")
        off = self._major()
        self._invite(off, self.specialist)
        off.with_user(self.manager).action_ops_approve()
        self.env["ops.clause"].search([("code", "=", "M3.6")]).with_user(self.rule_admin).is_active = False
        off.with_user(self.leader).action_ops_approve()
        self.assertEqual(off.state, "approved")

    def test_who_is_not_asked_reads_nothing(self):
        bid = self._major()
        with self.assertRaises(AccessError):
            bid.with_user(self.specialist).read(["title"])
        (opinion,) = self._invite(bid, self.specialist)
        with self.assertRaises(AccessError):
            bid.with_user(self.second).read(["title"])
        with self.assertRaises(AccessError):
            bid.with_user(self.specialist).write({"date_closing": "2030-01-01 08:00:00"})
        with self.assertRaises(UserError):
            bid.with_user(self.manager).write({"adviser_ids": [(4, self.second.id)]})
        opinion.with_user(self.specialist).action_pass_on("She knows them", user_id=self.second.id)
        self.assertEqual(bid.with_user(self.second).title, "Bearings", "asked instead, she reads it, too")
        bid.with_user(self.manager).action_ops_approve()
        with self.assertRaisesRegex(UserError, r"ops_specialist_2.*M3\.6"):
            bid.with_user(self.leader).action_ops_approve()

    def test_inviting_needs_somebody_and_words(self):
        bid = self._major().with_user(self.manager)
        with self.assertRaisesRegex(UserError, r"choose who is asked \(M3\.6\)"):
            bid.action_invite("Who else?", [])
        with self.assertRaisesRegex(UserError, r"M3\.6"):
            bid.action_invite(" ", self.specialist.ids)
        with self.assertRaises(UserError):
            bid.action_invite("Who else?", self.manager.ids)

    @clause("M3.6", part="owed")
    def test_an_adviser_owes_his_opinion(self):
        bid = self._major()
        (opinion,) = self._invite(bid, self.specialist)
        owed = self.env["ops.obligation"].search(
            [("res_model", "=", "ops.question"), ("res_id", "=", opinion.id)]
        )
        self.assertEqual((owed.clause_id.code, owed.owner_id), ("M3.6", self.specialist))
        self.assertEqual(owed.date_due, opinion.date_limit)
        opinion.with_user(self.specialist).action_answer("Nobody else")
        self.assertEqual(owed.state, "met")
