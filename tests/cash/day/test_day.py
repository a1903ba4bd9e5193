"""Receipts of the day: support looks each working day; what is not matched is named with its amount (R11)."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..receipt_common import ReceiptCase

# Wednesday, ten in the morning in China.
NOW = datetime(2026, 2, 4, 2, 0)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestReceiptDay(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def _open_duty(self):
        self.env["ops.obligation"]._open_periods(self.company)
        return self.env["ops.obligation"].search(
            [("clause_id.code", "=", "R11"), ("company_id", "=", self.company.id)]
        )

    def _page(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["ops.receipt.day"].with_user(user or self.support).create({})

    @clause("R11")
    def test_support_looks_each_working_day_and_what_is_not_matched_is_named(self):
        duty = self._open_duty()
        self.assertEqual((duty.period, duty.state), ("2026-02-04", "open"))
        invoice = self._create_posted_invoice()
        matched = self._confirm_receipt(self._create_receipt([(invoice, 1000)], date_received="2026-02-04"))
        fresh = self._create_receipt(amount=300, date_received="2026-02-04")
        old = self._create_receipt(amount=700, date_received="2026-02-02")
        unknown = self._confirm_receipt(self._create_receipt(amount=50, date_received="2026-01-30"))
        page = self._page()
        self.assertEqual(page.received_ids, matched + fresh)
        self.assertEqual(page.amount_received, 1300)
        self.assertEqual(page.unmatched_ids, old + fresh + unknown)
        self.assertIn("750", page.late_text, "of Monday and of last week; today's is fresh")
        self.assertTrue(page.is_owed)
        page.action_check()
        self.assertEqual((duty.state, duty.met_by_id), ("met", self.support))
        self.assertIn(self.support.name, self._page().checked_text)
        with self.assertRaises(UserError):
            self._page().action_check()
        # settled, it is named no more
        unknown.with_user(self.accountant).action_reverse("Sent back to an unknown payer")
        self._confirm_receipt(old.with_env(self.env))
        self.assertIn("700", self._page().late_text, "confirmed, but nobody knows what it pays")

    @clause("R11", part="late")
    def test_checked_after_six_or_the_next_day_it_is_marked_late(self):
        """At six it is missed; looking afterwards is never refused, and the page of a day can be chosen."""
        self._open_duty()
        duty = self._open_duty()
        for moment, day, hours in (
            (NOW + timedelta(hours=8, minutes=30), "2026-02-04", "after six"),
            (NOW + timedelta(days=1), "2026-02-04", "the next morning"),
        ):
            with self.subTest(hours), freeze_time(moment), self.env.cr.savepoint() as savepoint:
                self.env["ops.obligation"]._close_missed()
                self.assertEqual(duty.state, "missed")
                page = self._page().create({"date": day})
                self.assertTrue(page.is_owed)
                page.action_check()
                self.assertEqual((duty.state, duty.met_by_id), ("met", self.support))
                self.assertGreater(duty.late_hours, 0)
                self.assertIn(self.support.name, self._page().create({"date": day}).checked_text)
                self.assertFalse(self._page().create({"date": day}).is_owed)
                savepoint.rollback()
                self.env.invalidate_all()
        action = duty.with_user(self.support).action_open_receipt_day()
        self.assertEqual(action["context"]["default_date"], "2026-02-04")

    def test_a_receipt_that_differs_from_the_books_stands_apart(self):
        invoice = self._create_posted_invoice()
        receipt = self._confirm_receipt(self._create_receipt([(invoice, 1000)]))
        invoice.sudo().line_ids.remove_move_reconcile()
        self.assertEqual(receipt.state, "loosened")
        self.assertIn(receipt, self._page().differing_ids)

    def test_who_checks(self):
        self._open_duty()
        for user in (self.manager, self.leader, self.accountant):
            with self.subTest(user.login), self.assertRaises(UserError):
                self._page(user).action_check()

    def test_the_first_page_leads_to_it(self):
        self._open_duty()
        home = self.env["ops.home"].with_user(self.support).get_home()
        rows = next(card for card in home["cards"] if card["key"] == "obligations")["rows"]
        row = next(row for row in rows if "R11" in row["text"])
        self.assertEqual(row["method"], "action_open_receipt_day")

    def test_a_day_without_work_is_owed_nothing(self):
        with freeze_time(NOW + timedelta(days=4)):  # Sunday
            self.assertFalse(self._open_duty())
            with self.assertRaises(UserError):
                self._page().action_check()
