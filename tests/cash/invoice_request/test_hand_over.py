"""The invoice reaches the customer, by hand, courier or e-mail; late after three working days (W6.D)."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import PIXEL, clause
from ..common import CashCase

# Monday, ten in the morning in China.
MONDAY = datetime(2026, 3, 2, 2, 0)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestHandOver(CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"

    def _issued(self):
        return self._pass(self._request(self._run())).with_env(self.env)

    def _duty(self, request):
        """Return what is owed of it, after the nightly job."""
        self.env["ops.obligation"]._open_owed_in(self.company)
        return self.env["ops.obligation"].search(
            [("clause_id.code", "=", "W6.D"), ("res_id", "=", request.id)]
        )

    def _listed(self, request):
        requests = self.env["ops.invoice.request"].with_user(self.support)
        return request in requests.search([("is_sign_late", "=", True)])

    @clause("W6.D")
    def test_three_working_days_then_it_is_listed_until_it_is_signed_for(self):
        request = self._issued()
        duty = self._duty(request)
        self.assertEqual(duty, self._duty(request), "once")
        self.assertEqual((duty.state, duty.date_due), ("open", datetime(2026, 3, 5, 9, 0)))
        for moment, listed in (("2026-03-05 08:59:00", False), ("2026-03-05 09:01:00", True)):
            with freeze_time(moment):
                self.assertEqual(self._listed(request), listed, moment)
        with freeze_time("2026-03-06 02:00:00"):
            self.assertTrue(request.is_sign_late)
            request.with_user(self.support).write({"signed_by": "Ms Li", "way": "mail"})
            request.with_user(self.support).action_hand_over()
            self.assertEqual(duty.state, "met")
            self.assertTrue(duty.late_hours)
            self.assertFalse(self._listed(request))

    @clause("W6.D", part="the way")
    def test_by_hand_with_a_signature_or_a_photo(self):
        for evidence in (
            {"signature": PIXEL},
            {"sign_scan_ids": [Command.create({"name": "sheet.png", "datas": PIXEL})]},
        ):
            request = self._issued()
            self.assertEqual(request.way, "hand")
            by_clerk = request.with_user(self.clerk)
            by_clerk.signed_by = "Mr Wang"
            with self.assertRaisesRegex(UserError, r"sign on the screen.*W6\.D"):
                by_clerk.action_hand_over()
            by_clerk.write(evidence)
            by_clerk.action_hand_over()
            self.assertEqual(request.state, "handed_over")

    @clause("W6.D", part="the way")
    def test_by_courier_with_its_waybill(self):
        request = self._issued()
        by_clerk = request.with_user(self.clerk)
        with self.assertRaisesRegex(UserError, "goes by hand"):
            by_clerk.action_send_off()
        by_clerk.way = "courier"
        with self.assertRaisesRegex(UserError, r"waybill.*W6\.D"):
            by_clerk.action_send_off()
        by_clerk.waybill = "SF1234567890"
        with self.assertRaises(AccessError):
            request.with_user(self.accountant).action_send_off()
        by_clerk.action_send_off()
        self.assertEqual(
            (request.sent_by_id, request.date_sent, request.state), (self.clerk, MONDAY, "invoiced")
        )
        by_clerk.signed_by = "Reception"
        by_clerk.action_hand_over()
        self.assertEqual(request.state, "handed_over")

    @clause("W6.D", part="the way")
    def test_a_fully_digital_fapiao_goes_by_mail(self):
        request = self._issued()
        request.with_user(self.accountant).fapiao_number = "26322000000112345678"
        self.assertEqual(request.way, "mail")

    @clause("W6.D", part="what was signed stays")
    def test_what_was_signed_stays(self):
        request = self._issued()
        by_clerk = request.with_user(self.clerk)
        by_clerk.write({"signed_by": "Mr Wang", "signature": PIXEL})
        by_clerk.sign_scan_ids = [
            Command.create(
                {"name": "sheet.png", "datas": PIXEL, "res_model": request._name, "res_id": request.id}
            )
        ]
        by_clerk.action_hand_over()
        field_file = self.env["ir.attachment"].search(
            [("res_model", "=", request._name), ("res_id", "=", request.id), ("res_field", "=", "signature")]
        )
        other = b"R0lGODlhAQABAAAAACw="
        ways = (
            lambda: by_clerk.write({"signature": False}),
            lambda: by_clerk.write({"way": "mail"}),
            lambda: by_clerk.write({"waybill": "x"}),
            lambda: by_clerk.write({"date_sent": MONDAY}),
            lambda: by_clerk.write({"sign_scan_ids": [Command.clear()]}),
            lambda: request.sign_scan_ids.with_user(self.clerk).write({"datas": other}),
            lambda: request.sign_scan_ids.with_user(self.clerk).unlink(),
            lambda: field_file.sudo().write({"datas": other}),
            field_file.sudo().unlink,
        )
        for number, way in enumerate(ways):
            with self.subTest(way=number), self.assertRaisesRegex(UserError, r"W6\.C"):
                way()
        self.assertEqual(request.with_context(bin_size=False).signature, PIXEL)

    @clause("W6.D", part="reversal")
    def test_a_cancelled_invoice_asks_for_nothing_any_more(self):
        request = self._issued()
        duty = self._duty(request)
        self._switch(False)
        request.sudo().move_id.button_draft()
        request.sudo().move_id.button_cancel()
        self._switch(True)
        request.with_user(self.support).action_cancel()
        self.assertEqual((request.state, duty.state), ("cancel", "waived"))
