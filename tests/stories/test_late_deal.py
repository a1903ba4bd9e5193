"""The same line with people who are late: nothing is refused for it, everything late is measured."""

from odoo import fields
from odoo.tests import tagged

from ..common import clause
from .deal_player import DealPlayer


@tagged("post_install", "-at_install")
class TestLateDeal(DealPlayer):
    @clause("W2.A", "W3.E", "R7", "R10", part="late story")
    def test_late_report_and_late_entry_are_measured(self):
        """Nothing late is refused: it is marked, its owner sees it, and the working hours are counted."""
        self._at("2026-03-02 08:30:00")
        bid = self.receive_bid(self.inquire(50_000))
        self._at("2026-03-02 11:30:00")
        self._mark_overdue()
        owed = self._owed(bid, "W2.A")
        self.assertEqual((owed.state, owed.with_user(self.consultant).is_mine), ("late", True))
        self.report_bid(bid)
        self._assert_late(owed, "2026-03-02 11:30:00", 1)
        self.assertTrue(bid.is_report_late)
        self.assertEqual(self._decide(bid), [self.manager])

        order = self.quote(bid, [(self.plain, 10, 99.99)])
        self.submit_quotation(order)
        self._decide(order)
        contract = self.issue_contract(order)
        self.answer_feasibility(contract)
        self.submit_contract(contract)
        self._decide(contract)
        self._at("2026-03-05 15:00:00")  # a Thursday
        self.state_signature(contract, "2026-03-05 14:00:00")
        self.sign(contract)
        same_day, one_day = self._owed(contract, "W3.E"), self._owed(contract, "R7")
        self._at("2026-03-06 10:00:00")
        self._mark_overdue()
        self.assertEqual((same_day.state, one_day.state), ("late", "open"))
        self._at("2026-03-09 10:00:00")  # the weekend does not count
        self._mark_overdue()
        self.assertEqual((same_day.state, one_day.state), ("late", "late"))
        self.enter(order)
        self.assertEqual((order.state, contract.state), ("sale", "entered"))
        self._assert_late(same_day, "2026-03-09 10:00:00", 8 + 2)
        self._assert_late(one_day, "2026-03-09 10:00:00", 2)

        release = self.request_release(order, "2026-03-09")
        self.submit_release(release)
        request = self.request_invoice(order, "2026-03-09", basis="ordered")
        self.submit_invoice_request(request)
        self.assertEqual((release.is_same_day, request.is_short_notice), (True, True))

    def _mark_overdue(self):
        self.env["ops.obligation"]._mark_overdue()
        self.env.invalidate_all()

    def _assert_late(self, owed, moment, hours):
        self.assertRecordValues(
            owed,
            [{"state": "met", "date_met": fields.Datetime.to_datetime(moment), "late_hours": hours}],
        )
