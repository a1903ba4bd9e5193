"""How bids end: cancelled, lost, won, corrected; until then none is moved or thrown away (W2.A)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..bid_common import BidCase


@tagged("post_install", "-at_install")
class TestBidResult(BidCase):
    # --- cancel, delete, move: no hole ---------------------------------------

    def test_what_was_received_is_not_cancelled_or_deleted_by_its_consultant(self):
        bid = self._create_bid(lead_id=self.lead.id)
        with self.assertRaisesRegex(UserError, r"report it.*W2\.A"):
            self._cancel(bid, self.consultant)
        with self.assertRaises(AccessError):
            bid.with_user(self.consultant).unlink()
        with self.assertRaisesRegex(UserError, r"reported.*W2\.A"):
            bid.with_user(self.consultant).sudo().unlink()
        self._report(bid)
        with self.assertRaisesRegex(UserError, r"report it.*W2\.A"):
            self._cancel(bid, self.consultant)
        self._cancel(bid)
        with self.assertRaisesRegex(UserError, r"cancelled.*W2\.A"):
            self._create_order(opportunity_id=self.lead.id)
        with self.assertRaisesRegex(UserError, "kept"):
            bid.with_user(self.manager).unlink()
        mistake = self._create_bid(lead_id=self._create_lead().id)
        owed = self._owed(mistake)
        mistake.with_user(self.manager).unlink()
        self.assertTrue(owed.is_document_deleted)

    def test_cancelling_releases_what_is_owed_and_needs_its_reason(self):
        bid = self._create_bid()
        with self.assertRaisesRegex(UserError, r"why.*W2\.A"):
            bid.with_user(self.manager).write({"state": "cancel"})
        action = bid.with_user(self.manager).action_cancel()
        self.assertEqual(action["res_model"], "ops.reason")
        wizard = Form(self.env["ops.reason"].with_user(self.manager).with_context(**action["context"]))
        wizard.reason = "Entered twice"
        wizard.save().action_confirm()
        self.assertRecordValues(bid, [{"state": "cancel", "result_reason": "Entered twice"}])
        self.assertEqual(self._owed(bid).state, "waived")
        bid.with_user(self.consultant).action_reset()
        self.assertRecordValues(bid, [{"state": "draft", "result_reason": False}])

    def test_a_bid_with_a_live_quotation_is_not_cancelled(self):
        bid = self._take_part(self._create_bid())
        order = self._submit(self._quote(bid))
        with self.assertRaisesRegex(UserError, rf"{order.name}.*W2\.A"):
            self._cancel(bid, self.consultant)
        self._approve(order)
        with self.assertRaisesRegex(UserError, rf"{order.name}.*W2\.A"):
            self._cancel(bid, self.consultant)
        order.with_user(self.consultant)._action_cancel()
        self._cancel(bid, self.consultant)

    def test_a_quotation_waits_when_its_bid_is_cancelled_meanwhile(self):
        bid = self._take_part(self._create_bid())
        order = self._quote(bid)
        self._cancel(bid)
        with self.assertRaisesRegex(UserError, r"is cancelled.*W2\.A"):
            self._submit(order)

    def test_a_bid_stays_on_its_lead(self):
        bid = self._create_bid(lead_id=self.lead.id)
        other = self._create_lead()
        for lead in (other, other.browse()):
            with self.assertRaisesRegex(UserError, r"stays on its opportunity.*W2\.A"):
                bid.with_user(self.consultant).lead_id = lead
            with self.assertRaisesRegex(UserError, r"stays on its opportunity.*W2\.A"):
                bid.with_user(self.consultant).sudo().lead_id = lead
            with self.assertRaisesRegex(UserError, r"stays on its opportunity.*W2\.A"):
                self.lead.with_user(self.consultant).write({"ops_bid_ids": [(3, bid.id)]})
        bid.with_user(self.manager).lead_id = other
        self.assertEqual(bid.lead_id, other)

    def test_a_bid_stays_in_its_company(self):
        """In a company without the rulebook its opportunity would be free."""
        bid = self._create_bid(lead_id=self.lead.id)
        other = self.env["res.company"].create({"name": "Free Ltd"})
        self.consultant.company_ids |= other
        for sudo in (False, True):
            with self.assertRaisesRegex(UserError, r"where it was received.*W2\.A"):
                bid.with_user(self.consultant).sudo(sudo).company_id = other

    def test_a_won_order_that_is_cancelled_opens_the_result_again(self):
        bid = self._take_part(self._create_bid())
        order = self._confirm(self._quote(bid))
        lost = {"result_reason": "Called off", "is_winner_unknown": True, "state": "lost"}
        order.with_user(self.support)._action_cancel()
        bid.with_user(self.manager).action_correct_result()
        self.assertEqual(bid.state, "quoted")
        bid.with_user(self.consultant).write(lost)
        self.assertEqual(bid.state, "lost")

    def test_merging_opportunities_takes_the_bids_along(self):
        second = self._create_lead(probability=1)
        bid = self._take_part(self._create_bid(lead_id=second.id))
        order = self._quote(bid)
        (self.lead | second).with_user(self.consultant).merge_opportunity()
        head = (self.lead | second).exists()
        self.assertEqual((bid.lead_id, order.opportunity_id), (head, head))

    # --- result --------------------------------------------------------------

    def test_lost_needs_reason_winner_and_price(self):
        bid = self._take_part(self._create_bid())
        for vals in ({}, {"result_reason": "Price"}, {"result_reason": "Price", "winner": "Red River"}):
            with self.assertRaisesRegex(UserError, r"winner.*W2\.A"):
                bid.with_user(self.consultant).write({**vals, "state": "lost"})
        bid.write({"winner": False})
        wizard = Form(
            self.env["ops.bid.result"].with_user(self.consultant).with_context(**bid.action_lose()["context"])
        )
        wizard.result_reason = "Price"
        wizard.winner = "Red River"
        wizard.winner_price = 45_000
        wizard.save().action_apply()
        self.assertRecordValues(bid, [{"state": "lost", "winner": "Red River", "winner_price": 45_000}])
        self.assertIn("Red River", bid.ops_status_text)
        with self.assertRaisesRegex(UserError, r"W2\.A"):
            bid.with_user(self.consultant).winner_price = 1

    def test_lost_to_nobody_knows_whom(self):
        bid = self._take_part(self._create_bid())
        bid.with_user(self.consultant).write(
            {"result_reason": "No answer", "is_winner_unknown": True, "state": "lost"}
        )
        self.assertEqual(bid.state, "lost")

    def test_won_by_hand_with_an_approved_quotation_of_its_own(self):
        bid = self._take_part(self._create_bid())
        order = self._quote(bid)
        foreign = self._approve(self._create_order())
        for wrong in (order, foreign, order.browse()):
            with self.assertRaisesRegex(UserError, r"W2\.A"):
                bid.with_user(self.consultant).write({"won_order_id": wrong.id, "state": "won"})
            bid.won_order_id = False
        self._approve(order)
        wizard = Form(
            self.env["ops.bid.result"].with_user(self.consultant).with_context(**bid.action_win()["context"])
        )
        self.assertEqual(wizard.won_order_id, order)
        wizard.save().action_apply()
        self.assertRecordValues(bid, [{"state": "won", "won_order_id": order.id}])
        # the order's confirmation finds it won already
        self._confirm(order)
        self.assertEqual(bid.state, "won")

    def test_a_result_is_corrected_by_who_decides_and_by_the_facts(self):
        bid = self._take_part(self._create_bid())
        order = self._approve(self._quote(bid))
        lost = {"result_reason": "No answer", "is_winner_unknown": True, "state": "lost"}
        bid.with_user(self.consultant).write(lost)
        with self.assertRaisesRegex(UserError, r"corrects it \(W2\.A\)"):
            bid.with_user(self.consultant).action_correct_result()
        bid.with_user(self.manager).action_correct_result()
        self.assertRecordValues(bid, [{"state": "quoted", "result_reason": False, "date_result": False}])
        bid.with_user(self.consultant).write(lost)
        self._confirm(order)
        self.assertRecordValues(
            bid,
            [{"state": "won", "won_order_id": order.id, "result_reason": False, "is_winner_unknown": False}],
        )
        with self.assertRaisesRegex(UserError, r"W2\.A"):
            bid.with_user(self.consultant).write(lost)
