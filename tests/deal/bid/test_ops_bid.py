"""A bid as its people use it: reported within its clock, decided, quoted (W2.A)."""

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
