"""What the contract's paper will say stands on its form before; signatures never stand alone on a page."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import html2plaintext

from odoo.addons.ops_dept_reports.tools import split_tail, split_tail_html

from ..common import clause
from .common import pdf_pages, squeezed
from .test_ops_contract import ContractPaperCase


@tagged("post_install", "-at_install")
class TestPaperAndForm(ContractPaperCase):
    @clause("W3.D", part="paper")
    def test_our_account_is_asked_for_before_a_contract_prints_it_blank(self):
        contract = self._create_signable()
        dollar = self.env.ref("base.USD")
        for change, undo in (
            ({"active": False}, {"active": True}),
            ({"currency_id": dollar.id}, {"currency_id": False}),
            ({"bank_id": False}, {"bank_id": self.house_bank.bank_id.id}),
        ):
            self.house_bank.write(change)
            contract.invalidate_recordset()
            self.company.partner_id.invalidate_recordset()
            with self.assertRaisesRegex(UserError, r"bank and account for CNY.*W3\.D"):
                contract.with_user(self.consultant).action_submit()
            self.house_bank.write(undo)
        self.house_bank.active = False
        self.env["res.partner.bank"].with_user(self.env.ref("base.user_admin")).create(
            {
                "partner_id": self.company.partner_id.id,
                "acc_number": "1234567",
                "bank_id": self.house_bank.bank_id.id,
            }
        )
        self.company.partner_id.invalidate_recordset()
        self._approve_contract(contract)
        self.assertIn("1234567", self._text(contract))

    @clause("W3.D", part="paper")
    def test_articles_that_will_be_printed_stand_on_the_form(self):
        contract = self._create_signable(acceptance_terms="到货后双方共同开箱验收。")
        for user in (self.consultant, self.support, self.manager, self.leader):
            shown = squeezed(html2plaintext(contract.with_user(user).paper_articles))
            for said in ("二、交货期", "2027年1月20日", "不可抗力", "0.05%", "到货后双方共同开箱验收。"):
                self.assertIn(said, shown)
            self.assertNotIn("视为验收合格", shown)
        paper = self._text(contract)
        for article in contract.with_context(lang="zh_CN")._get_paper_articles(
            self.env["ops.contract.article"].with_context(lang="zh_CN")._fetch_for_companies(self.company),
            contract.order_ids,
        ):
            self.assertIn(squeezed(article["name"]), paper)
            self.assertIn(squeezed(article["text"]), paper)
        with Form(contract.with_user(self.consultant)) as form:
            self.assertIn("质量标准", form.paper_articles)
            form.other_terms = "<b>另行约定</b>"
            self.assertIn("&lt;b&gt;另行约定", form.paper_articles, "what is typed stands there at once")

    def test_a_new_contract_shows_them_too(self):
        with Form(self.env["ops.contract"].with_user(self.support)) as form:
            form.partner_id = self.customer
            form.user_id = self.consultant
            form.holder_id = self.consultant
            self.assertIn("不可抗力", form.paper_articles)
            form.kind = "phone"
            self.assertFalse(form.paper_articles)
            form.kind = "formal"

    def _words_with_the_signatures(self, pages):
        """Return what stands on the signatures' page between the letterhead and the first party's place."""
        page = next(page for page in pages if "盖章处" in page)
        return squeezed(page.partition("盖章处")[0])

    @clause("W3.D", part="paper")
    def test_signatures_take_along_the_last_words(self):
        """However long the special terms are, no page has the seals alone."""
        for lines in (0, 8, 14, 18, 22, 26, 40):
            contract = self._create_signable(
                other_terms="\n".join(
                    f"{n}、卖方派工程师到现场指导安装并培训操作人员。" for n in range(lines)
                )
            )
            with self.subTest(lines=lines):
                words = self._words_with_the_signatures(pdf_pages(self._pdf(contract)))
                self.assertIn("合同的变更和补充应采用书面形式。", words)

    @clause("W3.D", part="paper")
    def test_a_long_last_article_is_broken_and_its_last_words_stay(self):
        self.env["ops.contract.article"].search([]).active = False
        self.env["ops.contract.article"].create({"subject": "special", "name": "Special terms"})
        sentence = "卖方派工程师到现场指导安装并培训操作人员。"
        for text in (sentence * 60 + "最后一句。", "\n".join([sentence] * 60 + ["最后一句。"])):
            contract = self._create_signable(other_terms=text)
            pages = pdf_pages(self._pdf(contract))
            self.assertIn("最后一句。", self._words_with_the_signatures(pages))
            self.assertEqual(squeezed("".join(pages)).count("最后一句。"), 1)
            self.assertIn(sentence, squeezed(pages[0]), "no gap before a long article")

    @clause("W2.F", part="paper")
    def test_quotation_with_long_terms(self):
        for lines in (3, 12, 16, 20, 24, 60):
            order = self._approve(
                self._create_order(
                    note="".join(f"<p>{n}、买方自备卸货设备与场地。</p>" for n in range(lines))
                )
            )
            with self.subTest(lines=lines):
                pages = self._print(order, report="ops_dept_reports.report_ops_quotation")
                self.assertIn(f"{lines - 1}、买方自备", self._words_with_the_signatures(pages))
                self.assertEqual(squeezed("".join(pages)).count("、买方自备"), lines)

    def test_tails(self):
        self.assertEqual(split_tail("short"), ("", "short"))
        self.assertEqual(split_tail(""), ("", ""))
        head, tail = split_tail("一句话。" * 200)
        self.assertEqual((head + tail, tail), ("一句话。" * 200, "一句话。"))
        head, tail = split_tail("x" * 2000)
        self.assertEqual((head + tail, len(tail)), ("x" * 2000, 300))
        head, tail = split_tail_html("<div><p>a</p><p>b</p></div>")
        self.assertEqual((head, tail), ("<div><p>a</p></div>", "<p>b</p>"))
        self.assertEqual(split_tail_html("one <b>two</b>"), ("one <b>two</b>", ""))
