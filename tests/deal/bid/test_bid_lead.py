"""Bids and quotations on an opportunity: what is offered, what belongs to which (W2.A)."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..bid_common import BidCase


@tagged("post_install", "-at_install")
class TestBidOnLead(BidCase):
    def test_lead_offers_a_bid_then_waits_then_a_prefilled_quotation(self):
        lead = self.lead.with_user(self.consultant)
        self.assertEqual((lead.ops_bid_step, lead.ops_bid_count), ("none", 0))
        action = lead.action_ops_new_bid()
        form = Form(self.env["ops.bid"].with_user(self.consultant).with_context(**action["context"]))
        form.estimated_amount = 1000
        form.description = "as told"
        with form.line_ids.new() as line:
            line.product_id = self.key
            line.quantity = 2
            line.specification = "5 kW"
        with form.line_ids.new() as line:
            line.name = "a cable, 10 m"
        bid = form.save()
        self.assertRecordValues(
            bid, [{"title": lead.name, "partner_id": self.customer.id, "team_id": self.team.id}]
        )
        self.assertEqual((lead.ops_bid_step, lead.ops_bid_count), ("waiting", 1))
        for call in (lead.action_new_quotation, lead.action_sale_quotations_new, bid.action_new_quotation):
            with self.assertRaisesRegex(UserError, r"W2\.A"):
                call()
        self._take_part(bid)
        lead.invalidate_recordset()
        self.assertEqual(lead.ops_bid_step, "go")
        for action in (lead.action_new_quotation(), bid.action_new_quotation()):
            form = Form(self.env["sale.order"].with_user(self.consultant).with_context(**action["context"]))
            order = form.save()
            self.assertRecordValues(
                order, [{"ops_bid_id": bid.id, "opportunity_id": lead.id, "partner_id": self.customer.id}]
            )
            self.assertRecordValues(
                order.order_line,
                [
                    {
                        "product_id": self.key.id,
                        "product_uom_qty": 2,
                        "ops_specification": "5 kW",
                        "price_unit": 8000,
                    }
                ],
            )
        self.assertEqual(bid.order_count, 2)
        self.assertEqual(order.action_ops_open_bid()["res_id"], bid.id)
        self.assertEqual(lead.action_ops_open_bids()["res_id"], bid.id)

    def test_lead_leads_to_its_undecided_bid(self):
        """Report for who sells, decide for who decides, follow for who has done his part."""
        lead = self.lead
        self.assertFalse(lead.with_user(self.consultant).ops_bid_next)
        bid = self._create_bid(lead_id=lead.id)

        def seen():
            lead.invalidate_recordset()
            return [
                lead.with_user(user).ops_bid_next for user in (self.consultant, self.support, self.manager)
            ]

        self.assertEqual(seen(), ["report"] * 3)
        bid.with_user(self.consultant).action_submit()
        self.assertEqual(seen(), ["open", "open", "decide"])
        for user in (self.consultant, self.support, self.manager):
            self.assertEqual(lead.with_user(user).action_ops_open_next_bid()["res_id"], bid.id)
        bid.with_user(self.manager).action_ops_refuse("no capacity")
        self.assertEqual(seen(), ["open"] * 3)
        second = self._create_bid(lead_id=lead.id)
        self.assertEqual(seen(), ["report"] * 3)
        self.assertEqual(lead.with_user(self.consultant).action_ops_open_next_bid()["res_id"], second.id)
        self._take_part(second)
        self.assertEqual(seen(), [False] * 3)
        self._switch(False)
        self.assertEqual(seen(), [False] * 3)

    def test_an_order_on_a_lead_gets_its_one_bid(self):
        order = self._create_order(opportunity_id=self.lead.id)  # before the inquiry was recorded
        bid = self._create_bid(lead_id=self.lead.id)
        with self.assertRaisesRegex(UserError, r"not reported yet.*W2\.A"):
            self._submit(order)
        self._take_part(bid)
        self._submit(order)
        self.assertEqual(order.ops_bid_id, bid)
        moved = self._create_order()
        moved.with_user(self.consultant).opportunity_id = self.lead
        self.assertEqual(moved.ops_bid_id, bid)
        second = self._take_part(self._create_bid(lead_id=self.lead.id))
        either = self._create_order(opportunity_id=self.lead.id)
        self.assertFalse(either.ops_bid_id)
        with self.assertRaisesRegex(UserError, r"choose the bid.*W2\.A"):
            self._submit(either)
        either.with_user(self.consultant).ops_bid_id = second
        self._submit(either)

    def test_every_quotation_needs_a_bid_where_the_company_says_so(self):
        order = self._create_order()
        self.company.ops_bid_required = True
        with self.assertRaisesRegex(UserError, r"record and report the inquiry first \(W2\.A\)"):
            self._submit(order)
        order.with_user(self.consultant).ops_bid_id = self._take_part(self._create_bid())
        self._approve(order)
        self.company.ops_bid_required = False
        self._approve(self._create_order())

    def test_switched_off_everything_is_plain(self):
        self._switch(False)
        bid = self._create_bid(lead_id=self.lead.id)
        self.assertFalse(self._owed(bid))
        order = self._create_order(ops_bid_id=bid.id)
        self.assertEqual(self.lead.ops_bid_step, "off")
        self.lead.action_new_quotation()
        order.action_confirm()
        self.assertEqual(bid.state, "draft")
        self._report(bid)
        self.assertEqual(bid.state, "approved")

    def test_won_and_lost_of_the_lead_stay_core_s(self):
        bid = self._take_part(self._create_bid(lead_id=self.lead.id))
        self.lead.with_user(self.consultant).action_set_lost()
        self.assertEqual((self.lead.won_status, bid.state), ("lost", "approved"))
        self.lead.with_user(self.consultant).action_restore()
        self.lead.with_user(self.consultant).action_set_won()
        self.assertEqual(self.lead.won_status, "won")
