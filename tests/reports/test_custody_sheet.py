"""The custody sheet: the chosen originals by holder, to each reader what he may see (R9)."""

from odoo.tests import tagged

from ..cash.custody_common import SIGNED
from ..common import clause
from .common import PaperCase

SHEET = "ops_dept_reports.report_ops_custody_sheet"


@tagged("post_install", "-at_install")
class TestCustodySheet(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.consultant, cls.support, cls.colleague):
            user.lang = "zh_CN"
        cls.customer.user_id = cls.consultant
        cls.mine = cls._original(cls.consultant, "甲清单")
        cls.kept = cls._original(cls.consultant, "乙对账单")
        cls.kept.with_user(cls.consultant).action_give(cls.support.id, SIGNED)
        cls.kept.with_user(cls.support).action_take(SIGNED)
        cls.kept.with_user(cls.support).write({"place": "档案室", "shelf": "A-3"})
        cls.kept.with_user(cls.support).action_archive_it()

    @classmethod
    def _original(cls, user, title):
        vals = {"kind": "list", "title": title, "partner_id": cls.customer.id}
        return cls.env["ops.custody"].with_user(user).create(vals).with_env(cls.env)

    def _sheet(self, user):
        action = (self.mine | self.kept).with_user(user).action_print_sheet()
        self.assertEqual(action["type"], "ir.actions.report")
        return self.env["ops.custody.sheet"].browse(action["context"]["active_ids"])

    @clause("R9", part="paper")
    def test_a_page_for_each_holder_with_place_and_who_gave_it(self):
        pages = self._print(self._sheet(self.support), user=self.support, report=SHEET)
        self.assertEqual(len(pages), 2)
        by_title = {title: page for page in pages for title in ("甲清单", "乙对账单") if title in page}
        self.assertIn("Consultant", by_title["甲清单"])
        for words in ("Support", "档案室", "A-3", "Blue River Paper", "Consultant"):
            self.assertIn(words, by_title["乙对账单"])

    def test_what_the_reader_may_not_see_is_left_out(self):
        self.customer.user_id = self.colleague
        sheet = self._sheet(self.support)
        text = self._print_text(sheet.sudo(), user=self.support, report=SHEET)
        self.assertIn("甲清单", text)
        text = self._print_text(sheet, user=self.consultant, report=SHEET)
        self.assertIn("甲清单", text)
        self.assertNotIn("乙对账单", text)
