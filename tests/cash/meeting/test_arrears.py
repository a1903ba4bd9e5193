"""Arrears of each person's customers stand on the agenda of the weekly meeting, with the last promise."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ...plan.common import MONDAY
from ..common import CashCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)  # an hour later is the same day
class TestArrears(CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ops.meeting"].search([("kind", "=", "weekly")]).sudo()._unlink_stamped()

    def _arrears(self):
        meeting = self.env["ops.meeting"].search([("kind", "=", "weekly"), ("team_id", "=", self.team.id)])
        meeting = meeting or self.env["ops.meeting"].create(
            {
                "kind": "weekly",
                "team_id": self.team.id,
                "chair_id": self.manager.id,
                "date_start": fields.Datetime.now() + timedelta(hours=1),
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        screen = meeting.with_user(self.manager).get_screen()
        page = next(page for page in screen["people"] if page["id"] == self.consultant.id)
        found = [part for part in page["parts"] if part["key"] == "arrears"]
        return found[0] if found else None

    def test_who_owes_how_much_since_when_and_what_he_promised(self):
        invoice = self._invoice(self._run())
        self.assertIsNone(self._arrears() if invoice.invoice_date_due >= fields.Date.today() else None)
        due = fields.Date.today() - timedelta(days=20)
        self.env.cr.execute("UPDATE account_move SET invoice_date_due = %s WHERE id = %s", (due, invoice.id))
        visit = self.env["ops.visit"].create(
            {
                "channel": "outbound",
                "partner_id": self.customer.id,
                "user_id": self.consultant.id,
                "date_start": fields.Datetime.now() - timedelta(days=3),
            }
        )
        visit.with_user(self.consultant).promise = "Pays on Friday"
        part = self._arrears()
        self.assertEqual(part["figures"], self.company.currency_id.format(invoice.amount_residual))
        self.assertEqual(part["rows"][0]["text"], self.customer.name)
        self.assertIn("Pays on Friday", part["rows"][0]["note"])
        visit.with_user(self.consultant).promise_ids = [(0, 0, {"amount": 500, "date": "2026-03-06"})]
        self.assertIn("500.00 by", self._arrears()["rows"][0]["note"])
