from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..bid_common import BidCase


@tagged("post_install", "-at_install")
class TestMissedOrder(BidCase):
    """An opportunity found lost without a reported bid is a serious violation, once (R2)."""

    def _miss(self, document=None, user=None, amount=50000):
        document = document or self.lead
        return document.with_user(user or self.consultant).action_ops_miss("Nobody called back", amount)

    def _violations(self):
        return self.env["ops.violation"].search([("source", "=", "order")])

    @clause("R2")
    def test_no_order_is_missed(self):
        """Noted by the salesperson from the lead, with cause and amount, once; never with a reported bid."""
        action = self.lead.with_user(self.consultant).action_ops_open_miss()
        form = Form(
            self.env[action["res_model"]].with_user(self.consultant).with_context(**action["context"])
        )
        form.reason = "Nobody called back"
        form.estimated_amount = 50000
        form.save().action_confirm()
        self.assertRecordValues(
            self._violations(),
            [
                {
                    "clause_id": self.env["ops.clause"]._get_id("R2"),
                    "severity": "serious",
                    "user_id": self.consultant.id,
                    "lead_id": self.lead.id,
                    "description": "Nobody called back",
                    "estimated_amount": 50000,
                    "document_name": self.lead.display_name,
                    "state": "noted",
                }
            ],
        )
        self.assertFalse(self.lead.with_user(self.consultant).ops_can_miss, "offered no more")
        with self.assertRaises(UserError) as refused:
            self._miss(user=self.leader)
        self.assertIn("already (R2)", str(refused.exception))
        other = self.lead.copy({"name": "Another"})
        self._take_part(self._create_bid(lead_id=other.id))
        other.action_set_lost()
        with self.assertRaises(UserError) as refused:
            self._miss(other)
        self.assertIn("reported bid", str(refused.exception))
        self.assertFalse(other.with_user(self.consultant).ops_can_miss)

    def test_from_a_bid_that_was_never_reported(self):
        bid = self._create_bid(lead_id=self.lead.id)
        self.assertTrue(bid.with_user(self.consultant).can_miss)
        self._miss(bid)
        self.assertEqual(self._violations().lead_id, self.lead)
        self.env.invalidate_all()
        self.assertFalse(bid.with_user(self.consultant).can_miss, "offered no more")
        for document in (bid, self.lead):
            with self.assertRaises(UserError):
                self._miss(document)
        alone = self._create_bid(lead_id=False)
        self._miss(alone)
        self.assertEqual(self._violations().bid_id, alone)
        with self.assertRaises(UserError):
            self._miss(alone)

    def test_whether_one_is_noted_is_told_to_those_who_may_note_one(self):
        """The button is offered to nobody else; what it shows is the same before and after."""
        bid = self._create_bid(lead_id=self.lead.id)
        others = self.colleague | self.other_manager | self.support | self.rule_admin
        may = self.consultant | self.manager | self.leader

        def offered(user):
            # sudo: as if he might read them; what is computed is about the user
            return (self.lead.with_user(user).sudo().ops_can_miss, bid.with_user(user).sudo().can_miss)

        self.assertEqual({offered(user) for user in may}, {(True, True)})
        before = {offered(user) for user in others}
        self._miss()
        self.env.invalidate_all()
        self.assertEqual(before, {(False, False)})
        self.assertEqual({offered(user) for user in others | may}, before)

    def test_who_notes_it(self):
        for user in (self.colleague, self.other_manager, self.support):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._miss(user=user)
        self._miss(user=self.manager)
        self.assertEqual(self._violations().reporter_id, self.manager)

    def test_what_is_missing_is_named(self):
        lead = self.lead.with_user(self.consultant)
        for cause, amount, words in ((" ", 5, "why it was missed"), ("Nobody called back", 0, "how much")):
            with self.subTest(words), self.assertRaises(UserError) as refused:
                lead.action_ops_miss(cause, amount)
            self.assertIn(words, str(refused.exception))

    def test_a_won_order_is_not_missed(self):
        self.lead.action_set_won()
        with self.assertRaises(UserError):
            self._miss()

    def test_dismissed_it_may_be_noted_again(self):
        self._miss()
        self._violations().with_user(self.leader).action_dismiss("It was another department's")
        self.assertTrue(self.lead.with_user(self.consultant).ops_can_miss)
        self._miss(user=self.manager)
        self.assertEqual(len(self._violations()), 2)

    def test_not_where_the_clause_is_off(self):
        self.env["ops.clause"].browse(self.env["ops.clause"]._get_id("R2")).is_active = False
        self.assertFalse(self.lead.with_user(self.consultant).ops_can_miss)
        with self.assertRaises(UserError):
            self._miss()
