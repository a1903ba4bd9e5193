"""What the tests of the half-year reconciliation share: invoices and money before and after the cut-off."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from ..receipt_common import ReceiptCase

# The cut-off of the first half of 2026 is 20 June; the night after it, the last day, and a day of autumn.
NIGHT = "2026-06-20 17:00:00"
CUT_OFF, FIRST = date(2026, 6, 20), date(2025, 12, 21)
FIGURES = ("opening", "invoiced", "credited", "received", "other", "closing")


class ReconciliationCase(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.team.user_id = cls.manager
        cls.customer.user_id = cls.consultant

    def setUp(self):
        super().setUp()
        jobs = self.env.registry["ir.cron"]
        self.enterContext(patch.object(jobs, "_commit_progress", lambda *_args, **_kwargs: 600))

    def _make(self, at=NIGHT):
        """Let the nightly job run and return the customer's statement."""
        with freeze_time(at):
            self.env["ops.reconciliation"]._pass_night(self.company)
            self.env["ops.reconciliation"]._open_owed(self.company)
        return self.env["ops.reconciliation"].search(
            [("partner_id", "=", self.customer.id)], order="date_to desc", limit=1
        )

    def _figures(self, statement):
        return tuple(round(statement[name], 2) for name in FIGURES)

    def _pay(self, invoice, amount, day):
        with freeze_time(f"{day} 04:00:00"):
            return self._confirm_receipt(self._create_receipt([(invoice, amount)], date_received=day))

    def _duty(self, statement):
        return self.env["ops.obligation"].search(
            [("res_model", "=", statement._name), ("res_id", "in", statement.ids)], order="id"
        )
