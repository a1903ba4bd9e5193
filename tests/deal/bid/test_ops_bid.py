"""A bid as its people use it: reported within its clock, decided, quoted, and its result (W2.A)."""

from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ...common import clause
from ..bid_common import BidCase

MONDAY_9 = datetime(2026, 11, 23, 1, 0)  # Monday 9:00 in Shanghai
MONDAY_10_59 = datetime(2026, 11, 23, 2, 59)
MONDAY_11 = datetime(2026, 11, 23, 3, 0)
MONDAY_15 = datetime(2026, 11, 23, 7, 0)


@tagged("post_install", "-at_install")
class TestOpsBid(BidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Shanghai",
                "tz": "Asia/Shanghai",
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {"name": "work", "dayofweek": str(day), "hour_from": start, "hour_to": stop}
                        )
                        for day in range(5)
                        for start, stop in ((8.5, 12), (13.5, 18))
                    ),
                ],
            }
        )

    def _owed(self, bid):
        return (
            self.env["ops.obligation"].sudo().search([("res_model", "=", "ops.bid"), ("res_id", "=", bid.id)])
        )

    # --- the whole clause ---------------------------------------------------

    @clause("W2.A")
    def test_reported_first_decided_by_the_manager_and_quoted_only_then(self):
        """The whole clause: clock, report, manager, no quotation before, leader on what is major."""
        with freeze_time(MONDAY_9):
            bid = self._create_bid(lead_id=self.lead.id)
            self.assertRecordValues(
                self._owed(bid),
                [{"owner_id": self.consultant.id, "state": "open", "date_due": MONDAY_11}],
            )
            self.assertEqual(bid.date_report_due, MONDAY_11)
            with self.assertRaisesRegex(UserError, r"not reported yet.*W2\.A"):
                self._create_order(ops_bid_id=bid.id)
            with self.assertRaisesRegex(UserError, r"not reported yet.*W2\.A"):
                self._create_order(opportunity_id=self.lead.id)
        with freeze_time(MONDAY_10_59):
            self._report(bid)
            self.assertRecordValues(
                self._owed(bid), [{"state": "met", "date_met": MONDAY_10_59, "late_hours": 0}]
            )
            self.assertFalse(bid.is_report_late)
            self.assertEqual(bid.state, "submitted")
            with self.assertRaisesRegex(UserError, r"reported but not decided.*Manager.*W2\.A"):
                self._create_order(ops_bid_id=bid.id)
        self.assertEqual(bid.review_ids.definition_id.mapped("ops_post"), ["sales_manager"])
        with self.assertRaises(UserError):
            bid.with_user(self.consultant).action_ops_approve()
        with self.assertRaises(AccessError):
            bid.with_user(self.other_manager).action_ops_approve()

        bid.with_user(self.manager).action_refuse("Not our field.")
        with self.assertRaisesRegex(UserError, r"declined by Manager: Not our field.*W2\.A"):
            self._create_order(ops_bid_id=bid.id)
        with self.assertRaisesRegex(UserError, r"declined by Manager"):
            self._create_order(opportunity_id=self.lead.id)

        # new facts, now major: a leader decides after the manager
        bid.with_user(self.consultant).write(
            {"estimated_amount": 200_000, "description": "Ten times as many"}
        )
        self._report(bid)
        self.assertTrue(bid.is_major)
        self.assertEqual(
            bid.review_ids.sorted("sequence").definition_id.mapped("ops_post"), ["sales_manager", "leader"]
        )
        bid.with_user(self.manager).action_ops_approve()
        self.assertEqual(bid.state, "submitted")
        with self.assertRaisesRegex(UserError, r"Leader.*W2\.A"):
            self._create_order(ops_bid_id=bid.id)
        bid.with_user(self.leader).action_ops_approve()
        self.assertEqual(bid.state, "approved")

        order = self._quote(bid)
        self.assertRecordValues(order, [{"ops_bid_id": bid.id, "opportunity_id": self.lead.id}])
        self._approve(order)
        self.assertEqual(bid.state, "quoted")
        self._confirm(order)
        self.assertRecordValues(bid, [{"state": "won", "won_order_id": order.id}])
        self.assertTrue(bid.date_result)

    # --- clock --------------------------------------------------------------

    @clause("W2.A", part="clock")
    def test_a_late_report_is_accepted_and_marked(self):
        with freeze_time(MONDAY_9):
            bid = self._create_bid()
        with freeze_time(MONDAY_15):
            self.assertIn("was due", bid.with_user(self.consultant).ops_status_text)
            late = self.env["ops.bid"].with_user(self.manager).search(self._late_domain())
            self.assertEqual(late, bid)
            self._report(bid)
        self.assertTrue(bid.is_report_late)
        # 11:00 → 12:00 and 13:30 → 15:00
        self.assertRecordValues(self._owed(bid), [{"state": "met", "late_hours": 2.5}])
        self.assertEqual(self.env["ops.bid"].with_user(self.manager).search(self._late_domain()), bid)

    def _late_domain(self):
        return [
            "|",
            ("is_report_late", "=", True),
            "&",
            "&",
            ("state", "=", "draft"),
            ("date_reported", "=", False),
            ("date_report_due", "<", "now"),
        ]

    @clause("W2.A", part="clock")
    def test_the_clock_runs_from_receiving_and_is_not_turned_back(self):
        with freeze_time(MONDAY_15):
            bid = self._create_bid(date_received=MONDAY_9)
            self.assertEqual(bid.date_report_due, MONDAY_11)
            with self.assertRaisesRegex(UserError, r"Only the sales manager.*W2\.A"):
                bid.with_user(self.consultant).date_received = MONDAY_11
            bid.with_user(self.manager).date_received = MONDAY_11
            self.assertEqual(bid.date_report_due, datetime(2026, 11, 23, 6, 30))
            self.assertEqual(
                self._owed(bid).filtered(lambda owed: owed.state == "open").date_due, bid.date_report_due
            )
            with self.assertRaisesRegex(ValidationError, r"later than now.*W2\.A"):
                self._create_bid(date_received=datetime(2026, 11, 24, 1, 0))

    @clause("W2.A", part="clock")
    def test_the_report_is_owed_by_whoever_has_the_bid(self):
        bid = self._create_bid(user=self.support)
        self.assertEqual(self._owed(bid).owner_id, self.consultant)
        bid.with_user(self.manager).user_id = self.colleague
        owed = self._owed(bid)
        self.assertEqual(owed.filtered(lambda row: row.state == "open").owner_id, self.colleague)
        self.assertEqual(owed.filtered(lambda row: row.state == "waived").owner_id, self.consultant)
        # sales support reports for him as well
        self._report(bid, self.support)
        self.assertEqual(self._owed(bid).filtered(lambda row: row.state == "met").met_by_id, self.support)

    def test_reported_again_the_first_report_counts(self):
        with freeze_time(MONDAY_9):
            bid = self._report(self._create_bid())
            bid.with_user(self.consultant).action_withdraw()
        with freeze_time(MONDAY_15):
            self._report(bid)
        self.assertRecordValues(bid, [{"date_reported": MONDAY_9, "is_report_late": False}])
        self.assertEqual(len(self._owed(bid)), 1)

    # --- report -------------------------------------------------------------

    def test_a_report_says_what_the_manager_needs(self):
        bid = self._create_bid(estimated_amount=0, description=False, kind="tender")
        with self.assertRaisesRegex(
            UserError, r"estimated amount, what is asked for, closing date of the tender \(W2\.A\)"
        ):
            self._report(bid)
        bid.with_user(self.consultant).write(
            {
                "estimated_amount": 10,
                "date_closing": "2030-01-01 08:00:00",
                "line_ids": [(0, 0, {"name": "Bearing", "quantity": 3})],
            }
        )
        self._report(bid)

    def test_on_a_phone_three_entries_and_a_tap(self):
        form = Form(self.env["ops.bid"].with_user(self.consultant))
        form.title = "Bearings"
        form.partner_id = self.customer
        form.estimated_amount = 1000
        form.description = "500 bearings"
        bid = form.save()
        self.assertRecordValues(
            bid,
            [{"user_id": self.consultant.id, "team_id": self.team.id, "kind": "inquiry", "state": "draft"}],
        )
        self._report(bid)

    def test_facts_are_frozen_while_decided_and_after(self):
        bid = self._report(self._create_bid(line_ids=[(0, 0, {"name": "Bearing", "quantity": 3})]))
        for vals in (
            {"estimated_amount": 1},
            {"partner_id": self.vendor.id},
            {"user_id": self.colleague.id},
            {"team_id": self.other_team.id},
            {"line_ids": [(0, 0, {"name": "More", "quantity": 1})]},
        ):
            with self.assertRaisesRegex(UserError, "is being decided"):
                bid.with_user(self.consultant).write(vals)
        with self.assertRaisesRegex(UserError, "is being decided"):
            bid.line_ids.with_user(self.consultant).quantity = 5
        self._take_part(bid)
        with self.assertRaisesRegex(UserError, r"decided on these facts.*Estimated amount.*W2\.A"):
            bid.with_user(self.consultant).estimated_amount = 1
        bid.with_user(self.consultant).write({"date_closing": "2030-01-01 08:00:00"})

    # --- who decides --------------------------------------------------------

    @clause("W2.A", part="four eyes")
    def test_nobody_decides_his_own_bid(self):
        bid = self._create_bid(user=self.manager, user_id=self.manager.id)
        self._report(bid, self.support)
        self.assertNotIn(self.manager, bid.review_ids.reviewer_ids)
        with self.assertRaises(UserError):
            bid.with_user(self.manager).action_ops_approve()
        self._take_part(bid, self.other_manager)

    @clause("W2.A", part="major")
    def test_major_by_amount_by_mark_and_by_question(self):
        self.assertFalse(self._report(self._create_bid(estimated_amount=199_999.99)).is_major)
        marked = self._create_bid()
        with self.assertRaisesRegex(UserError, r"sales manager or a company leader \(W2\.A\)"):
            marked.with_user(self.consultant).major_marked = True
        marked.with_user(self.manager).major_marked = True
        self.assertTrue(self._report(marked).is_major)
        self._take_part(marked, self.manager, self.leader)

        asked = self._report(self._create_bid())
        for user in (self.consultant, self.leader):
            with self.assertRaises(UserError):
                asked.with_user(user).action_ask_leader()
        asked.with_user(self.manager).action_ask_leader()
        self.assertTrue(asked.is_major)
        asked.with_user(self.manager).action_ops_approve()
        self.assertEqual(asked.state, "submitted")
        leader_review = asked.review_ids.sorted("sequence")[-1]
        self.assertRecordValues(
            leader_review,
            [{"requested_by": self.consultant.id, "status": "pending", "ops_is_major": True, "sequence": 2}],
        )
        asked.with_user(self.leader).action_ops_approve()
        self.assertEqual(asked.state, "approved")
        with self.assertRaises(UserError):
            asked.with_user(self.manager).action_ask_leader()

    def test_major_counts_in_company_currency(self):
        foreign = self.env["res.currency"].create(
            {"name": "XBD", "symbol": "X", "rate_ids": [(0, 0, {"rate": 0.1, "name": "2020-01-01"})]}
        )
        self.assertTrue(
            self._report(self._create_bid(estimated_amount=20_000, currency_id=foreign.id)).is_major
        )

    def test_only_the_sales_roles_report_and_read(self):
        for user in (
            self.purchaser,
            self.technician,
            self.keeper,
            self.clerk,
            self.accountant,
            self.rule_admin,
        ):
            with self.assertRaises(AccessError):
                self._create_bid(user=user)
        bid = self._create_bid()
        reads = self.env["ops.bid"].with_user
        for user in (self.consultant, self.manager, self.support, self.leader, self.gm, self.auditor):
            self.assertIn(bid, reads(user).search([]), user.name)
        for user in (self.colleague, self.other_manager):
            self.assertNotIn(bid, reads(user).search([]), user.name)
        with self.assertRaises(AccessError):
            bid.with_user(self.auditor).title = "x"
        with self.assertRaisesRegex(UserError, r"W2\.A"):
            bid.with_user(self.leader).action_submit()

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
        self.assertEqual(action["res_model"], "ops.bid.result")
        wizard = Form(self.env["ops.bid.result"].with_user(self.manager).with_context(**action["context"]))
        wizard.result_reason = "Entered twice"
        wizard.save().action_apply()
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

    def test_the_state_has_one_door(self):
        bid = self._create_bid()
        for state in ("approved", "refused", "quoted", "won", "lost", "elsewhere"):
            for user in (self.consultant, self.manager):
                for sudo in (False, True):
                    with self.assertRaisesRegex(UserError, r"W2\.A"):
                        bid.with_user(user).sudo(sudo).write({"state": state})
                with self.assertRaisesRegex((UserError, ValueError), r"W2\.A|elsewhere"):
                    self._create_bid(user=user, state=state)
        for stamp, value in (("is_major", True), ("date_reported", MONDAY_9), ("is_report_late", True)):
            with self.assertRaisesRegex(UserError, r"never by hand \(W2\.A\)"):
                bid.with_user(self.consultant).write({stamp: value})
        copy = self._decline(self._create_bid(lead_id=self.lead.id)).with_user(self.consultant).copy()
        self.assertRecordValues(copy, [{"state": "draft", "date_reported": False, "is_major": False}])

    # --- around it -------------------------------------------------------------

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

    def test_home_shows_the_bids_whose_next_step_is_mine(self):
        def card(user):
            cards = self.env["ops.home"].with_user(user).get_home()["cards"]
            return next((card for card in cards if card["key"] == "bids"), None)

        self.assertIsNone(card(self.purchaser))
        with freeze_time(MONDAY_9):
            bid = self._create_bid(date_closing="2026-11-24 01:00:00")
            self.assertIn("Report it until", card(self.consultant)["rows"][0]["text"])
        with freeze_time(MONDAY_15):
            self.assertTrue(card(self.consultant)["rows"][0]["is_late"])
        self._report(bid)
        self.assertEqual(card(self.consultant)["count"], 0)
        self._take_part(bid)
        self.assertIn("make the quotation", card(self.consultant)["rows"][0]["text"])
        with freeze_time(MONDAY_9):
            self._approve(self._quote(bid))
            self.assertEqual(card(self.consultant)["count"], 0)
        with freeze_time("2026-11-25 01:00:00"):
            self.assertIn("result", card(self.consultant)["rows"][0]["text"])

    def test_settings_keep_both_values(self):
        settings = self.env["res.config.settings"].create(
            {"ops_major_bid": 300_000, "ops_bid_required": True}
        )
        settings.execute()
        self.assertRecordValues(self.company, [{"ops_major_bid": 300_000, "ops_bid_required": True}])
        self.assertFalse(self._report(self._create_bid(estimated_amount=250_000)).is_major)

    def test_views_render_for_every_role(self):
        views = ("form", "list", "kanban", "calendar", "activity", "search")
        for user in (self.consultant, self.support, self.manager, self.leader, self.auditor):
            model = self.env["ops.bid"].with_user(user)
            found = model.get_views([(False, view) for view in views])["views"]
            self.assertEqual(set(found), set(views))
            self.env["crm.lead"].with_user(self.consultant).get_views([(False, "form")])
            self.env["sale.order"].with_user(user).get_views([(False, "form"), (False, "search")])
        arch = self.env["ops.bid"].get_views([(False, "form")])["views"]["form"]["arch"]
        for text in ("Report to Manager", "Take Part", "Decline", "Reopen", "New Quotation"):
            self.assertIn(text, arch)
