"""The printed handbook: chapters, clauses as they are in force, limits, pages; kept as it was published."""

import base64

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import clause
from .common import PaperCase, pdf_pages, squeezed


@tagged("post_install", "-at_install")
class TestOpsHandbookPaper(PaperCase):
    @clause("M7.1")
    def test_all_clauses_in_force_read_in_chinese_with_who_limit_and_page(self):
        self.company.partner_id.lang = "zh_CN"
        clauses = self.env["ops.clause"].with_company(self.company).with_context(lang="zh_CN")
        off = clauses.search([("code", "=", "W2.E")])
        off.with_user(self.rule_admin).with_company(self.company).is_active = False
        role = self.env.ref("ops_dept.ops_dept_group_store_assistant")
        clauses.with_user(self.rule_admin).create(
            {"text": "每周清点样机", "role_ids": [Command.set(role.ids)], "duty_period": "week"}
        )
        handbook = self.env["ops.handbook"].with_user(self.rule_admin).create({})
        handbook.action_publish()
        pages = pdf_pages(base64.b64decode(handbook.pdf))
        text = squeezed("".join(pages))
        for number, page in enumerate(pages, 1):
            self.assertIn(f"第{number}页/共{len(pages)}页", squeezed(page))
        for chapter in ("G总则", "R销售顾问制度", "第1版", "全体人员", "罚款50–500元"):
            self.assertIn(chapter, text)
        shown = [each.code for each in clauses.search([]) if each.code in text]
        self.assertEqual(set(clauses.search([]).mapped("code")) - set(shown), {"W2.E"})
        self.assertIn("1个工作日内", text)
        for said in ("X1", "每周清点样机", "每周·每人：以说明和文件为凭"):
            self.assertIn(said, text, "a duty of the company's own")
        with self.assertRaisesRegex(UserError, "G1"):
            self._print(handbook, user=self.rule_admin, report="ops_dept_reports.report_ops_handbook")
