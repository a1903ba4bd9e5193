"""The acceptance sheet: three days, what was installed, defects, the customer's signature (M7.9)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import PIXEL, clause
from .common import PaperCase

SHEET = "ops_dept_reports.report_ops_acceptance"


@tagged("post_install", "-at_install")
@freeze_time("2026-03-02 02:00:00")
class TestAcceptanceSheet(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acceptance = (
            cls.env["ops.acceptance"]
            .with_user(cls.consultant)
            .create(
                {
                    "partner_id": cls.customer.id,
                    "date_installed": "2026-02-25",
                    "date_commissioned": "2026-02-26",
                    "date_accepted": "2026-03-02",
                    "line_ids": [
                        Command.create({"product_id": cls.plain.id, "quantity": 2, "serials": "A1、A2"})
                    ],
                    "note": "电缆桥架另行安装",
                }
            )
        )

    @clause("M7.9", part="paper")
    def test_what_was_signed_is_on_it(self):
        defect = {"name": "泵噪声大", "severity": "serious", "date_due": "2026-03-12"}
        self.acceptance.write(
            {"defect_ids": [Command.create(defect)], "signed_by": "王工", "signature": PIXEL}
        )
        self.acceptance.action_accept_with_defects()
        text = self._print_text(self.acceptance, report=SHEET)
        for words in (
            "验收单",
            self.acceptance.name,
            "BlueRiverPaper",
            "2026年2月25日",
            "2026年2月26日",
            "2026年3月2日",
            "A1、A2",
            "泵噪声大",
            "2026年3月12日",
            "王工",
            "电缆桥架另行安装",
            "带缺陷验收",
        ):
            self.assertIn(words, text)
        self.assertEqual(self.acceptance.ops_print_count, 1)

    def test_a_draft_is_signed_on_paper(self):
        text = self._print_text(self.acceptance, report=SHEET)
        self.assertIn("客户（签字盖章）", text)
        self.assertNotIn("草稿", text)

    def test_who_may_not_read_it_prints_nothing(self):
        with self.assertRaises(AccessError):
            self._print(self.acceptance, user=self.colleague, report=SHEET)
