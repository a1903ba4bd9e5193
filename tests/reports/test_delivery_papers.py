"""The delivery notice for purchasing and the driver's sheet of a day on paper (W4.A, W4.E)."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import clause
from ..delivery.common import ReleaseCase
from .common import PaperCase

NOTICE = "ops_dept_reports.report_ops_delivery_notice"
SHEET = "ops_dept_reports.report_ops_shipping_sheet"


@tagged("post_install", "-at_install")
class TestDeliveryPapers(ReleaseCase, PaperCase):
    @clause("W4.A", part="paper")
    def test_the_notice_says_what_is_due_and_no_price(self):
        order = self._create_order(products=[(self.plain, 500, 123)])
        order.commitment_date = fields.Datetime.add(fields.Datetime.now(), days=5)
        self._confirm(order)
        notices = self.env["ops.delivery.notice"]
        notices._open_owed(self.company)
        notice = notices.search([("order_id", "=", order.id)])
        text = self._print_text(notice, user=self.purchaser, report=NOTICE)
        for words in (notice.name, order.name, "Bearing", "500"):
            self.assertIn(words.replace(" ", ""), text)
        self.assertNotIn("123", text)

    @clause("W4.E", part="paper")
    def test_the_sheet_lists_the_stops_by_driver(self):
        releases = self.env["ops.release"]
        for driver in ("Mr Li", "Mr Gu"):
            release = self._release(self._running())
            release.with_user(self.clerk).driver = driver
            releases |= release.with_env(self.env)
        action = releases.with_user(self.clerk).action_print_shipping_sheet()
        sheet = self.env["ops.release.sheet"].browse(action["context"]["active_ids"])
        pages = self._print(sheet, user=self.clerk, report=SHEET)
        self.assertEqual(len(pages), 2)
        for page, driver in zip(pages, ("Mr Gu", "Mr Li"), strict=True):
            self.assertIn(driver, page)
            self.assertIn("Blue River Paper", page)
        self.assertFalse(any(releases.mapped("ops_print_count")), "it is no outbound slip")

    def test_what_is_not_released_is_on_no_sheet(self):
        release = self._release(self._running(), approve=False)
        with self.assertRaisesRegex(UserError, r"W4\.C"):
            release.with_user(self.support).action_print_shipping_sheet()
        with self.assertRaises(AccessError):
            self.env["ops.release.sheet"].with_user(self.accountant).create({})
