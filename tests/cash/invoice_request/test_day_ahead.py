"""Outbound and invoice requests are entered a day ahead: owed by support, later ones are listed (R10)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.fields import Date
from odoo.tests import tagged

from ...common import clause
from ..common import CashCase

# Monday, ten in the morning in China; the day before the day before.
MONDAY, TUESDAY = datetime(2026, 3, 2, 2, 0), "2026-03-03 02:00:00"
WEDNESDAY = Date.to_date("2026-03-04")


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestDayAhead(CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def _drafts(self):
        """Return a prepared outbound and a prepared invoice request for Wednesday."""
        order = self._run(deliver=False)
        release = (
            self.env["ops.release"]
            .with_user(self.support)
            .create(
                {
                    "order_id": order.id,
                    "date_planned": WEDNESDAY,
                    "line_ids": order.sudo()._ops_prepare_release_lines(),
                }
            )
        )
        return release, self._request(self._run(), date_planned=WEDNESDAY)

    def _night(self):
        for model in ("ops.release", "ops.invoice.request"):
            self.env[model]._open_owed(self.company)

    def _duty(self, document):
        return self.env["ops.obligation"].search(
            [
                ("clause_id.code", "=", "R10"),
                ("res_model", "=", document._name),
                ("res_id", "=", document.id),
            ]
        )

    @clause("R10")
    def test_support_owes_both_until_the_day_before(self):
        for document in self._drafts():
            with self.subTest(document._name):
                self._night()
                self._night()
                duty = self._duty(document)
                self.assertEqual((len(duty), duty.state), (1, "open"))
                self.assertEqual(self.company._ops_day_of(duty.date_due), Date.to_date("2026-03-03"))
                with freeze_time(TUESDAY):
                    document.action_submit()
                self.assertEqual((duty.state, duty.late_hours), ("met", 0))

    @clause("R10")
    def test_the_same_day_is_late_and_flagged(self):
        release, request = self._drafts()
        self._night()
        with freeze_time("2026-03-04 02:00:00"):
            self.env["ops.obligation"]._mark_overdue()
            for document, flag in ((release, "is_same_day"), (request, "is_short_notice")):
                with self.subTest(document._name):
                    duty = self._duty(document)
                    self.assertEqual(duty.state, "late")
                    document.action_submit()
                    self.assertEqual(duty.state, "met")
                    self.assertTrue(document[flag])
                    rows = self.env["ops.home"].with_user(self.leader)._get_line_rows()
                    model = document._name
                    self.assertTrue(
                        [row for row in rows if "short notice" in str(row) and model in str(row)], rows
                    )

    def test_the_planned_day_moves_the_limit(self):
        for document in self._drafts():
            self._night()
            document.date_planned = Date.to_date("2026-03-06")
            due = self._duty(document).date_due
            self.assertEqual(self.company._ops_day_of(due), Date.to_date("2026-03-05"), document._name)

    def test_what_is_cancelled_is_owed_no_more(self):
        for document in self._drafts():
            self._night()
            document.action_cancel()
            self.assertEqual(self._duty(document).state, "waived", document._name)

    def test_where_the_clause_is_off_nobody_is_flagged(self):
        self.env.ref("ops_dept.clause_r10").with_company(self.company).is_suspended = True
        release, request = self._drafts()
        self._night()
        self.assertFalse(self._duty(release) | self._duty(request))
        with freeze_time("2026-03-04 02:00:00"):
            release.action_submit()
            request.action_submit()
        self.assertFalse(release.is_same_day or request.is_short_notice)

    @clause("W4.C", part="arrears in sight")
    def test_who_decides_sees_what_the_customer_owes(self):
        release, _request = self._drafts()
        with freeze_time("2026-01-05 02:00:00"):
            self._invoice(self._run(), date_planned="2026-01-06")
        self.env["ops.promise"].with_user(self.consultant).create(
            {"partner_id": self.customer.id, "amount": 500, "date": "2026-03-20"}
        )
        self.env["ops.instrument"].with_user(self.support).create(
            {
                "kind": "bank_bill",
                "number": "1",
                "bank": "ICBC",
                "partner_id": self.customer.id,
                "amount": 777,
                "date_issue": "2026-01-05",
                "date_due": "2026-06-05",
            }
        )
        self.env.invalidate_all()
        for user in (self.support, self.manager):
            seen = release.with_user(user)
            self.assertRegex(seen.customer_papers, r"1 · .*777.*2026/06/05")
            self.assertGreater(seen.customer_overdue, 0)
            self.assertIn("500", seen.customer_promise)
        release.action_submit()
        release.with_user(self.manager).action_ops_approve()
        self.assertEqual(release.state, "approved", "it stops nobody")
        self.assertNotIn("customer_overdue", release.with_user(self.keeper).fields_get())
