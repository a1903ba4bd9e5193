"""The contract's paper: parties, goods, money, articles; marked until it is approved; its gate."""

import io
import subprocess

from PIL import Image

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..common import clause
from .common import RADICALS, PaperCase, pdf_pages, squeezed

REPORT = "ops_dept_reports.report_ops_contract"
# The watermark's red on white paper.
PALE = (245, 230, 229)


def shows_watermark(pdf):
    """Tell for each page whether the pale red word lies across it."""
    pages = []
    for number in range(1, len(pdf_pages(pdf)) + 1):
        command = ["pdftoppm", "-r", "30", "-png", "-singlefile", "-f", str(number), "-"]
        picture = subprocess.run(command, input=pdf, stdout=subprocess.PIPE, check=True).stdout
        image = Image.open(io.BytesIO(picture)).convert("RGB")
        pale = {
            place // image.width
            for place, colour in enumerate(zip(*[iter(image.tobytes())] * 3, strict=True))
            if all(abs(value - wanted) < 4 for value, wanted in zip(colour, PALE, strict=True))
        }
        pages.append(bool(pale) and max(pale) - min(pale) > 18)  # an approval's stamp is lower
    return pages


class ContractPaperCase(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.write(
            {
                "name": "上海恒川工业设备有限公司",
                "city": "上海市",
                "street": "张江路 1288 号",
                "vat": "91310115MA1K3XYZ0P",
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.house_bank.acc_number = "1001234567890123456"
        cls.house_bank.bank_id.name = "工商银行上海张江支行"
        cls.customer.write(
            {
                "name": "苏州金门精密机械有限公司",
                "street": "星湖街 328 号",
                "vat": "91320594MA1P9ABC2X",
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.yuan = cls.env.ref("base.CNY")
        cls.yuan.active = True
        cls.yuan_list = cls.env["product.pricelist"].create({"name": "Yuan", "currency_id": cls.yuan.id})
        cls.plain.with_context(lang="zh_CN").name = "深沟球轴承"
        cls.term_30.with_context(lang="zh_CN").name = "月结 30 天"

    def _create_signable(self, *amounts, **vals):
        """Issue a contract of approved quotations in yuan: 10 bearings at each of the amounts."""
        orders = self.env["sale.order"].union(
            *(
                self._approve(
                    self._create_order(
                        pricelist_id=self.yuan_list.id,
                        payment_term_id=self.term_30.id,
                        commitment_date="2027-01-20 04:00:00",
                        ops_warranty_months=18,
                        products=[(self.plain, 10, amount)],
                    )
                )
                for amount in amounts or (128.5,)
            )
        )
        return self._create_contract(
            orders,
            **{
                "payment_term_id": self.term_30.id,
                "date_delivery": "2027-01-20",
                "warranty_months": 18,
                **vals,
            },
        )

    def _pdf(self, contracts, user=None, report=REPORT):
        reports = self.env["ir.actions.report"].with_user(user or self.consultant)
        return reports.with_context(force_report_rendering=True)._render_qweb_pdf(report, contracts.ids)[0]

    def _text(self, contracts, **kwargs):
        return squeezed("".join(pdf_pages(self._pdf(contracts, **kwargs))))


@tagged("post_install", "-at_install")
class TestOpsContractPaper(ContractPaperCase):
    @clause("W3.D", part="paper")
    def test_says_who_what_how_much_and_on_which_terms(self):
        contract = self._create_signable(
            delivery_place="买方工厂",
            acceptance_terms="到货后双方共同开箱验收。",
            other_terms="卖方派工程师到现场指导安装。",
        )
        self._approve_contract(contract)
        text = self._text(contract)
        for expected in (
            "销售合同",
            "合同编号签订地点签订日期",
            f"{contract.name}上海市",
            "甲方（买方）",
            "苏州金门精密机械有限公司",
            "星湖街328号",
            "91320594MA1P9ABC2X",
            "乙方（卖方）",
            "上海恒川工业设备有限公司",
            "张江路1288号",
            "91310115MA1K3XYZ0P",
            "工商银行上海张江支行",
            "1001234567890123456",
            "中华人民共和国民法典",
            "一、产品名称、规格、数量及价款",
            "深沟球轴承",
            "128.50",
            "1,285.00",
            "人民币壹仟贰佰捌拾伍元整",
            "2027年1月20日",
            "交货地点及方式买方工厂",
            "月结30天",
            "自交货之日起18个月",
            "到货后双方共同开箱验收。",
            "违约金",
            "不可抗力",
            "特别约定卖方派工程师到现场指导安装。",
            "乙方所在地人民法院",
            "一式两份",
            "销售经理审核Manager",
            "签字",
            "盖章处",
            "第1页/共2页",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("视为验收合格", text, "what was agreed stands in place of the standard text")
        self.assertFalse(RADICALS.findall(text))

    def test_english_for_a_customer_who_reads_english(self):
        self.customer.lang = "en_US"
        text = self._text(self._create_signable())
        for expected in (
            "SalesContract",
            "PartyA(buyer)",
            "1.Goods,quantitiesandprice",
            "2.Delivery",
            "January20,2027",
            "18monthsfromdelivery",
            "OneThousand,TwoHundredAndEighty-FiveYuan",
            "Companyseal",
            "Page1of2",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("销售合同", text)
        self.assertNotIn("人民币", text)

    def test_several_orders_are_one_table_and_one_total(self):
        contract = self._create_signable(100, 250.5)
        text = self._text(contract)
        for order in contract.order_ids:
            self.assertIn(f"订单{order.name}", text)
        self.assertIn("¥3,505.00", text)
        self.assertIn("人民币叁仟伍佰零伍元整", text)
        table = contract.with_context(lang="zh_CN").order_ids._ops_paper_table()
        numbers = [row["number"] for row in table["rows"] if row["kind"] == "product"]
        self.assertEqual(numbers, [1, 2])

    def test_orders_in_two_currencies_have_no_common_paper(self):
        contract = self._create_signable()
        dollars = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": self.env.ref("base.USD").id}
        )
        other = self._approve(self._create_order(pricelist_id=dollars.id))
        contract.write({"order_ids": [Command.link(other.id)]})
        with self.assertRaisesRegex(UserError, "different currencies"):
            self._pdf(contract)

    def test_an_amendment_names_what_it_amends(self):
        contract = self._sign_contract(self._create_signable())
        amendment = self._create_contract(
            self.env["sale.order"], parent_id=contract.id, other_terms="交货期推迟十天。"
        )
        text = self._text(amendment)
        self.assertIn("补充协议", text)
        self.assertIn(f"本协议为合同{contract.name}的补充协议", text)
        self.assertIn("交货期推迟十天。", text)
        self.assertNotIn("产品名称、规格、数量及价款", text)

    def test_articles_of_the_company_come_before_the_shared_ones(self):
        article = self.env["ops.contract.article"].with_user(self.rule_admin)
        article.create(
            {"subject": "dispute", "name": "仲裁", "text": "提交仲裁。", "company_id": self.company.id}
        )
        self.env.ref("ops_dept_reports.ops_contract_article_special").active = False
        contract = self._create_signable(other_terms="另行约定的内容")
        text = self._text(contract)
        self.assertIn("提交仲裁。", text)
        self.assertNotIn("人民法院", text)
        self.assertIn("另行约定的内容", text, "what was negotiated is not lost with its article")
        with self.assertRaises(AccessError):
            article.with_user(self.consultant).search([], limit=1).write({"text": "x"})

    @clause("W3.D", part="paper")
    def test_marked_until_it_is_approved(self):
        contract = self._create_signable()
        text = self._text(contract)
        marks = {"issued": contract._get_watermark()}
        self.assertEqual(set(shows_watermark(self._pdf(contract))), {True})
        self.env["ops.contract.round"].with_user(self.consultant).create(
            {"contract_id": contract.id, "points": "price"}
        )
        marks[contract.state] = contract._get_watermark()
        self.assertEqual(set(shows_watermark(self._pdf(contract))), {True}, "on each page")
        self._approve_contract(contract)
        self.assertEqual(contract._get_watermark(), "")
        pdf = self._pdf(contract)
        self.assertEqual(set(shows_watermark(pdf)), {False})
        self.assertEqual(marks, {"issued": "DRAFT", "negotiating": "NEGOTIATION DRAFT"})
        self.assertNotIn("草稿", text, "the word is drawn, the text stays exact")
        contract.with_user(self.consultant).action_renegotiate()
        self.assertEqual(set(shows_watermark(self._pdf(contract))), {True})

    @clause("M7.3", part="paper")
    def test_a_void_number_prints_void(self):
        contract = self._create_signable()
        contract.with_user(self.support).action_void("Ordered by phone instead", form_returned=True)
        self.assertEqual(set(shows_watermark(self._pdf(contract, user=self.support))), {True})
        self.assertEqual(contract.with_context(lang="zh_CN")._get_watermark(), "作废")

    def test_data_of_many_costs_as_many_queries_as_of_few(self):
        reports = self.env["ir.actions.report"].with_user(self.consultant)

        def count(contracts):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reports._render_qweb_html(REPORT, contracts.ids)
            return self.env.cr.sql_log_count - before

        contracts = self.env["ops.contract"].union(*(self._create_signable() for _contract in range(20)))
        count(contracts[:2])  # templates and caches
        few, many = count(contracts[:2]), count(contracts)
        self.assertLessEqual(many, few * 1.2, f"2 contracts: {few} queries, 20: {many}")

    def test_a_batch_counts_pages_per_contract(self):
        contracts = self.env["ops.contract"].union(*(self._create_signable() for _contract in range(12)))
        pages = pdf_pages(self._pdf(contracts))
        self.assertEqual(len(pages), 24)
        self.assertEqual(sum("第1页/共2页" in squeezed(page) for page in pages), 12)
        self.assertEqual(set(contracts.mapped("ops_print_count")), {1})


@tagged("post_install", "-at_install")
class TestOpsContractPrintGate(ContractPaperCase):
    def _refused(self, contract, pattern, report=REPORT):
        """Every way to print is refused, also as superuser, and nothing is counted."""
        before = contract.ops_print_count
        for user in (
            self.consultant,
            self.support,
            self.manager,
            self.leader,
            self.env.ref("base.user_root"),
        ):
            reports = self.env["ir.actions.report"].with_user(user)
            ways = {
                "pdf": lambda reports=reports: self._pdf(contract, user=reports.env.user, report=report),
                "html": lambda reports=reports: reports._render_qweb_html(report, contract.ids),
                "text": lambda reports=reports: reports._render_qweb_text(report, contract.ids),
                "saved": lambda reports=reports: reports._render_qweb_pdf_prepare_streams(
                    report, {}, res_ids=contract.ids
                ),
                "sudo": lambda reports=reports: reports.sudo()._render_qweb_html(report, contract.ids),
            }
            for way, act in ways.items():
                with self.subTest(user=user.login, way=way), self.assertRaisesRegex(UserError, pattern):
                    act()
        self.assertEqual(contract.ops_print_count, before)

    @clause("W2.E", part="contract paper")
    def test_no_draft_shows_prices_that_are_not_approved(self):
        contract = self._create_signable()
        other = self._create_order(pricelist_id=self.yuan_list.id)
        contract.with_user(self.support).write({"order_ids": [Command.link(other.id)]})
        self._refused(contract, rf"{other.name}.*W2\.E")
        self._approve(other)
        self.assertIn(contract.name, self._text(contract))

    @clause("W3.D", part="paper")
    def test_refused_contract_is_not_printed(self):
        contract = self._create_signable()
        contract.with_user(self.consultant).action_submit()
        contract.with_user(self.manager).action_refuse("Too cheap")
        self._refused(contract, r"W3\.D")

    @clause("W3.F", part="paper")
    def test_order_without_contract_has_no_contract_paper(self):
        order = self._approve(self._create_order(pricelist_id=self.yuan_list.id))
        self._refused(self._create_basis(order), r"W3\.F")

    @clause("W3.D", part="paper")
    def test_other_reports_print_no_draft(self):
        """A report that does not mark drafts prints approved contracts only."""
        self.env["ir.ui.view"].create(
            {
                "name": "plain",
                "key": "ops_dept_reports.test_plain",
                "type": "qweb",
                "arch": "<t t-name='test_plain'><p t-foreach='docs' t-as='doc' t-out='doc.name'/></t>",
            }
        )
        report = self.env["ir.actions.report"].create(
            {
                "name": "Plain",
                "model": "ops.contract",
                "report_type": "qweb-html",
                "report_name": "ops_dept_reports.test_plain",
            }
        )
        contract = self._create_signable()
        with self.assertRaisesRegex(UserError, r"W3\.D"):
            report._render_qweb_html(report.report_name, contract.ids)
        self._approve_contract(contract)
        html = report._render_qweb_html(report.report_name, contract.ids)[0]
        self.assertIn(contract.name, html.decode())

    def test_switched_off_everything_prints(self):
        self._switch(False)
        contract = self._create_contract(self._create_order(pricelist_id=self.yuan_list.id))
        self.assertIn(contract.name, self._text(contract))
        self.assertEqual(set(shows_watermark(self._pdf(contract))), {True}, "no contract yet all the same")

    def test_counter_is_set_by_prints_only(self):
        contract = self._create_signable()
        with self.assertRaises(UserError):
            contract.with_user(self.support).write({"ops_print_count": 5})
        self._approve_contract(contract)
        edited = contract.write_date, contract.write_uid
        self._pdf(contract)
        self.assertEqual(contract.ops_print_count, 1)
        self.assertEqual((contract.write_date, contract.write_uid), edited, "a print is no edit")

    def test_only_who_may_read_prints(self):
        contract = self._create_signable()
        with self.assertRaises(AccessError):
            self._pdf(contract, user=self.colleague)
        self.assertEqual(contract.ops_print_count, 0)


@tagged("post_install", "-at_install")
class TestOpsContractPrintRoute(HttpCase, ContractPaperCase):
    @clause("W3.D", part="paper")
    def test_routes_follow_the_gate(self):
        contract = self._create_signable()
        contract.with_user(self.consultant).action_submit()
        contract.with_user(self.manager).action_refuse("Too cheap")
        self.consultant.password = "ops_consultant"
        self.authenticate("ops_consultant", "ops_consultant")
        for kind in ("pdf", "html", "text"):
            url = f"/report/{kind}/ops_dept_reports.ops_contract/{contract.id}"
            response = self.url_open(f'{url}?context={{"force_report_rendering":true}}')
            self.assertNotEqual(response.status_code, 200, kind)
            self.assertNotIn(b"%PDF", response.content)
        self.assertEqual(contract.ops_print_count, 0)
