"""Lists of customers on paper: the selection, key and ordinary apart, and who agreed to be named."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import clause
from .common import PaperCase

REPORTS = {
    "selection": "ops_dept_reports.report_ops_customer_selection",
    "references": "ops_dept_reports.report_ops_customer_references",
}


@tagged("post_install", "-at_install")
class TestCustomerPaper(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.consultant, cls.manager, cls.stranger_of(cls)):
            user.lang = "zh_CN"
        names = ("苏州甲机械", "昆山乙装备", "太仓丙纺织", "无锡丁泵业")
        partners = cls.env["res.partner"].create(
            [{"name": name, "phone": f"0512-6000000{n}", "is_company": True} for n, name in enumerate(names)]
        )
        partners.user_id = cls.consultant
        partners[3].user_id = cls.colleague
        cls.files = cls.env["ops.customer"].create([{"partner_id": partner.id} for partner in partners])
        cls.key, cls.ordinary, cls.silent, cls.others = cls.files
        cls.key.importance = "key"
        (cls.key + cls.others).may_be_named = True
        cls.team.member_ids -= cls.colleague

    @staticmethod
    def stranger_of(case):
        return case.colleague

    def _paper(self, kind, customers, user=None):
        action = getattr(customers.with_user(user or self.consultant), f"action_print_{kind}")()
        self.assertEqual(action["type"], "ir.actions.report")
        return self.env["ops.customer.paper"].browse(action["context"]["active_ids"])

    def _text(self, kind, customers, user=None):
        paper = self._paper(kind, customers, user)
        return self._print_text(paper, user=user or self.consultant, report=REPORTS[kind])

    @clause("V2.1")
    def test_the_selection_prints_key_and_ordinary_apart_with_what_is_needed_to_go(self):
        source = self.env["utm.source"].create({"name": "展会"})
        aim = self.env["utm.campaign"].create({"name": "春季推广"})
        self.files.write({"source_id": source.id, "campaign_id": aim.id})
        self.key.with_user(self.consultant).action_note_situation("两班满产，年底检修")
        mine = self.key + self.ordinary + self.silent
        paper = self._paper("selection", mine)
        first, second = self._print(paper, report=REPORTS["selection"])
        for words in ("苏州甲机械", "0512-60000000", "两班满产", "春季推广"):
            self.assertIn(words, first)
        self.assertNotIn("昆山乙装备", first)
        for words in ("昆山乙装备", "太仓丙纺织", "展会"):
            self.assertIn(words, second)

    @clause("V6.3")
    def test_only_who_agreed_is_named(self):
        text = self._text("references", self.key + self.ordinary + self.silent)
        self.assertIn("苏州甲机械", text)
        for name in ("昆山乙装备", "太仓丙纺织", "0512-60000000"):
            self.assertNotIn(name, text)
        self.key.may_be_named = False
        self.assertNotIn("苏州甲机械", self._text("references", self.files & self.key))

    @clause("V6.3")
    def test_agreement_is_asked_when_it_is_printed_whoever_prints(self):
        paper = self._paper("references", self.key)
        self.key.may_be_named = False
        for su in (False, True):
            reports = self.env["ir.actions.report"].with_user(self.consultant).sudo(su)
            html, _kind = reports._render_qweb_html(REPORTS["references"], paper.ids)
            self.assertNotIn("苏州甲机械", html.decode())

    def test_foreign_files_are_left_out_whatever_number_is_sent(self):
        for kind in REPORTS:
            with self.subTest(kind):
                paper = self.env["ops.customer.paper"].with_user(self.consultant).create({})
                paper.sudo().customer_ids = self.files
                for su in (False, True):
                    reports = self.env["ir.actions.report"].with_user(self.consultant).sudo(su)
                    html, _kind = reports._render_qweb_html(REPORTS[kind], paper.ids)
                    self.assertIn("苏州甲机械", html.decode())
                    self.assertNotIn("无锡丁泵业", html.decode())
                reports = self.env["ir.actions.report"].with_user(self.colleague)
                html, _kind = reports._render_qweb_html(REPORTS[kind], paper.ids)
                self.assertNotIn("苏州甲机械", html.decode(), "printed by somebody else it says what he sees")

    def test_files_of_another_company_are_left_out(self):
        other = self.env["res.company"].create({"name": "Other Trade", "ops_rulebook": True})
        foreign = self.env["ops.customer"].create(
            {"partner_id": self.key.partner_id.id, "company_id": other.id, "may_be_named": True}
        )
        self.leader.company_ids += other
        papers = self.env["ops.customer.paper"].with_user(self.leader)
        paper = papers.create({"customer_ids": (foreign + self.key).ids})
        both = paper.with_context(allowed_company_ids=(self.company + other).ids)
        self.assertEqual(both._get_customers(), self.key)

    def test_switched_off_nothing_is_printed(self):
        self.company.ops_rulebook = False
        for kind in REPORTS:
            with self.assertRaisesRegex(UserError, "V"):
                self._paper(kind, self.key)

    def test_many_customers_cost_the_same(self):
        partners = self.env["res.partner"].create(
            [{"name": f"客户{n}", "user_id": self.consultant.id} for n in range(60)]
        )
        files = self.env["ops.customer"].create([{"partner_id": partner.id} for partner in partners])
        counts = []
        for some in (files[:3], files[:3], files):
            paper = self._paper("selection", some).with_user(self.consultant)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            paper._get_paper("selection")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
