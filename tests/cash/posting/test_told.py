"""The customer is told that his money arrived: owed one working day after finance's confirmation (W5.D)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...common import clause
from ..receipt_common import ReceiptCase

MONDAY = datetime(2026, 3, 2, 2, 0)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestTold(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def _confirmed(self):
        return self._confirm_receipt(self._create_receipt(amount=1000, date_received="2026-03-01"))

    def _duty(self, receipt):
        self.env["ops.obligation"]._open_owed_in(self.company)
        return self.env["ops.obligation"].search(
            [("clause_id.code", "=", "W5.D"), ("res_id", "=", receipt.id)]
        )

    @clause("W5.D")
    def test_owed_from_the_confirmation_met_by_telling(self):
        receipt = self._confirmed()
        duty = self._duty(receipt)
        self.assertEqual((duty.state, duty.date_due), ("open", datetime(2026, 3, 3, 9, 0)))
        with self.assertRaises(AccessError):
            receipt.with_user(self.accountant).action_tell()
        with freeze_time("2026-03-03 08:00:00"):
            receipt.with_user(self.support).action_tell()
            self.assertEqual(
                (receipt.told_by_id, receipt.date_told), (self.support, datetime(2026, 3, 3, 8, 0))
            )
        self.assertEqual((duty.state, duty.met_by_id, duty.late_hours), ("met", self.support, 0))

    @clause("W5.D", part="reversal asks again")
    def test_what_is_reversed_asks_for_nothing_and_the_next_one_asks_again(self):
        receipt = self._confirmed()
        duty = self._duty(receipt)
        receipt.with_user(self.accountant).action_reverse("It was another customer's")
        self.assertEqual(duty.state, "waived")
        self.assertEqual(self._duty(self._confirmed()).state, "open")
