"""The quotation's paper: what is on it, what is not, and that its text can be searched."""

import base64
import io

from PIL import Image

from odoo import Command
from odoo.tests import tagged

from ..common import clause
from .common import RADICALS, PaperCase, squeezed

# what radical code points would hide from a search, and the signs of a Chinese business paper
SEARCHED = "金额长门页人小户日月车马龙见贝鱼鸟风食¥℃×Φ±≤m³,。()"


@tagged("post_install", "-at_install")
class TestOpsQuotation(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._switch(False)
        cls.company.write(
            {
                "name": "上海恒川工业设备有限公司",
                "street": "张江路 1288 号",
                "phone": "021-5080 6688",
                "vat": "91310115MA1K3XYZ0P",
                "country_id": cls.env.ref("base.cn").id,
                "report_footer": "<p>恒川 · 始于一九九八</p>",
            }
        )
        cls.yuan = cls.env.ref("base.CNY")
        cls.yuan.active = True
        cls.pricelist = cls.env["product.pricelist"].create({"name": "Yuan", "currency_id": cls.yuan.id})
        cls.customer.write(
            {
                "name": "苏州金门精密机械有限公司",
                "street": "星湖街 328 号",
                "vat": "91320594MA1P9ABC2X",
                "ops_tax_title": "苏州金门开票抬头",
                "country_id": cls.env.ref("base.cn").id,
            }
        )
        cls.buyer = cls.env["res.partner"].create(
            {"name": "刘日月", "parent_id": cls.customer.id, "phone": "139 1234 5678", "lang": "zh_CN"}
        )
        cls.vat_13 = cls.env["account.tax"].create(
            {
                "name": "13%",
                "invoice_label": "13%",
                "amount": 13,
                "type_tax_use": "sale",
                "tax_group_id": cls.env["account.tax.group"].create({"name": "VAT 13%"}).id,
            }
        )
        cls.pump = cls._create_product(
            "Multistage pump", 12680.5, default_code="P-CR32", standard_price=7531.77
        )
        cls.pump.with_context(lang="zh_CN").name = "多级离心泵"
        cls.house_bank.acc_number = "1001234567890123456"

    @classmethod
    def _create_paper(cls, lines=1, **vals):
        """Create a quotation of so many lines of pumps: 2 pieces at 12,680.50 with 13 % tax."""
        rows = [
            Command.create(
                {
                    "product_id": cls.pump.id,
                    "product_uom_qty": 2,
                    "price_unit": 12680.5,
                    "tax_ids": [Command.set(cls.vat_13.ids)],
                    "ops_specification": "CR32-4, 58 m",
                }
            )
            for _line in range(lines)
        ]
        return cls._create_order(
            **{
                "partner_id": cls.buyer.id,
                "pricelist_id": cls.pricelist.id,
                "date_order": "2026-11-23 16:30:00",
                "validity_date": "2026-12-23",
                "ops_warranty_months": 18,
                "order_line": rows,
                **vals,
            }
        )

    @clause("W2.F", part="paper")
    def test_says_all_that_was_promised(self):
        order = self._create_paper(commitment_date="2027-01-15 02:00:00", note="<p>含国内运费。</p>")
        text = self._print_text(order)
        for expected in (
            "报价单",
            order.name,
            "2026年11月24日",  # 16:30 UTC is the next day in the house
            "2026年12月23日",
            "上海恒川工业设备有限公司",
            "张江路1288号",
            "021-50806688",
            "91310115MA1K3XYZ0P",
            "恒川·始于一九九八",
            "苏州金门精密机械有限公司",
            "刘日月13912345678",
            "星湖街328号",
            "苏州金门开票抬头",
            "91320594MA1P9ABC2X",
            "Consultant",
            "多级离心泵",
            "P-CR32",
            "CR32-4,58m",
            "12,680.50",
            "13%",
            "25,361.00",
            "3,296.93",
            "¥28,657.93",
            "人民币贰万捌仟陆佰伍拾柒元玖角叁分",
            "单价和金额均为未税金额",
            "2027年1月15日",
            "Cash",
            "18个月",
            "含国内运费。",
            "1001234567890123456",
            "盖章处",
            "第1页/共1页",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("[P-CR32]", text, "the code stands below the name")
        self.assertNotIn("折扣", text, "no discount, no column")
        self.assertNotIn("审核", text, "the rulebook is off: nobody approved")

    def test_text_can_be_searched(self):
        self.customer.name = f"客户{SEARCHED}"
        order = self._create_paper(
            order_line=[Command.create({"product_id": self.pump.id, "name": f"泵{SEARCHED}"})]
        )
        text = self._print_text(order)
        self.assertIn(f"客户{SEARCHED}", text)
        self.assertIn(f"泵{SEARCHED}", text)
        self.assertFalse(RADICALS.findall(text))

    def test_english_for_a_customer_who_reads_english(self):
        self.buyer.lang = "en_US"
        text = self._print_text(self._create_paper())
        for expected in (
            "Quotation",
            "November24,2026",
            "Multistagepump",
            "Amountinwords",
            "Yuan",
            "Page1of1",
        ):
            self.assertIn(expected, text)
        self.assertNotIn("报价单", text)
        self.assertNotIn("人民币", text)

    def test_language_not_installed_gives_one_language(self):
        self.env["res.lang"].search([("code", "=", "en_US")]).active = False
        self.env.cr.execute("UPDATE res_partner SET lang = 'en_US' WHERE id = %s", [self.buyer.id])
        self.buyer.invalidate_recordset(["lang"])
        self.company.partner_id.lang = "zh_CN"
        text = self._print_text(self._create_paper())
        self.assertIn("报价单", text)
        self.assertNotIn("Quotation", text)

    def test_other_currencies_name_themselves(self):
        dollars = self.env["product.pricelist"].create(
            {"name": "Dollars", "currency_id": self.env.ref("base.USD").id}
        )
        text = self._print_text(self._create_paper(pricelist_id=dollars.id))
        self.assertIn("美元贰万捌仟陆佰伍拾柒元玖角叁分", text)

    def test_sections_notes_discount_and_fine_prices(self):
        tax = [Command.set(self.vat_13.ids)]
        line = {"product_id": self.pump.id, "tax_ids": tax}
        order = self._create_paper(
            order_line=[
                Command.create({"display_type": "line_section", "name": "一、泵房"}),
                Command.create({**line, "product_uom_qty": 2, "price_unit": 1000, "discount": 12.5}),
                Command.create({**line, "product_uom_qty": 1.5, "price_unit": 100}),
                Command.create({"display_type": "line_note", "name": "不含地脚螺栓"}),
                Command.create({"display_type": "line_section", "name": "二、备件"}),
                Command.create({**line, "product_uom_qty": 1200, "price_unit": 0.0125}),
            ]
        )
        text = self._print_text(order)
        self.assertIn("折扣", text)
        self.assertIn("一、泵房1,900.00", text)
        self.assertIn("1,000.0012.5%13%1,750.00", text)
        self.assertIn("1.5", text)
        self.assertIn("不含地脚螺栓", text)
        self.assertIn("二、备件15.00", text)
        self.assertIn("0.012513%15.00", text)

    def test_specification_keeps_its_lines_and_model_numbers(self):
        order = self._create_paper()
        order.order_line.ops_specification = "EX-50-CR32-4-A\nDN50 <PN16>, 4-20 mA, Pt100-B-200-M20x1.5"
        lines = [line.strip() for line in self._print(order)[0].splitlines()]
        self.assertTrue(any("EX-50-CR32-4-A" in line and "DN50" not in line for line in lines), lines)
        self.assertTrue(any("Pt100-B-200-M20x1.5" in line for line in lines), lines)
        self.assertTrue(any("<PN16>" in line for line in lines), lines)

    def test_hidden_prices_and_compositions_stay_hidden(self):
        line = {"product_id": self.pump.id, "product_uom_qty": 1, "tax_ids": [Command.set(self.vat_13.ids)]}
        order = self._create_paper(
            order_line=[
                Command.create({"display_type": "line_section", "name": "成套", "collapse_prices": True}),
                Command.create({**line, "name": "泵体", "price_unit": 4321}),
                Command.create(
                    {"display_type": "line_section", "name": "辅件", "collapse_composition": True}
                ),
                Command.create({**line, "name": "秘密部件", "price_unit": 765}),
            ]
        )
        rows = order.with_context(lang="zh_CN")._ops_quotation_paper()["rows"]
        self.assertEqual([row["kind"] for row in rows], ["section", "product", "product"])
        self.assertEqual([row["amount"] for row in rows], ["4,321.00", "", "765.00"])
        text = self._print_text(order)
        self.assertNotIn("秘密部件", text)
        self.assertIn("辅件1项765.0013%765.00", text)

    def test_prices_with_tax_included_add_up(self):
        included = self.vat_13.copy({"name": "13% in", "price_include_override": "tax_included"})
        order = self._create_paper(
            order_line=[
                Command.create(
                    {
                        "product_id": self.pump.id,
                        "product_uom_qty": 3,
                        "price_unit": 1130,
                        "tax_ids": [Command.set(included.ids)],
                    }
                )
            ]
        )
        text = self._print_text(order)
        self.assertIn("单价和金额均含税", text)
        self.assertIn("1,130.0013%3,390.00", text)
        self.assertIn("¥3,000.00", text)
        self.assertIn("人民币叁仟叁佰玖拾元整", text)

    @clause("W2.D", part="paper")
    def test_cost_is_on_nobodys_paper(self):
        order = self._create_paper()
        for user in (self.consultant, self.manager, self.leader, self.gm):
            text = self._print_text(order, user=user)
            self.assertNotIn("7,531", text)
            self.assertNotIn("7531", text)

    def test_long_quotation(self):
        pages = self._print(self._create_paper(lines=60))
        self.assertGreater(len(pages), 2)
        for number, page in enumerate(pages, 1):
            text = squeezed(page)
            self.assertIn(f"第{number}页/共{len(pages)}页", text)
            self.assertIn("上海恒川工业设备有限公司", text)
            headed = "序号产品名称规格型号" in text
            self.assertEqual(headed, "多级离心泵" in text, "each page of lines has their heading")
        numbers = [line.split()[0] for page in pages for line in page.splitlines() if "多级离心泵" in line]
        self.assertEqual(numbers, [str(number) for number in range(1, 61)], "no line is lost or cut")
        text = squeezed("".join(pages))
        self.assertEqual(text.count("合计（大写）"), 1)
        last = squeezed(pages[-1])
        for part in ("供方", "签字", "盖章处", "付款方式"):
            self.assertIn(part, last)

    def test_batch_counts_pages_per_quotation(self):
        orders = self.env["sale.order"].union(
            *(self._create_paper(lines=30 if number % 7 == 3 else 1 + number % 3) for number in range(25))
        )
        pages = self._print(orders)
        found = {}
        for page in pages:
            text = squeezed(page)
            (name,) = [order.name for order in orders if f"报价单{order.name}·" in text]
            found.setdefault(name, []).append(text)
        self.assertEqual(list(found), orders.mapped("name"), "one after the other, as selected")
        for texts in found.values():
            for number, text in enumerate(texts, 1):
                self.assertIn(f"第{number}页/共{len(texts)}页", text)
        lengths = {len(texts) for texts in found.values()}
        self.assertEqual(min(lengths), 1)
        self.assertGreater(max(lengths), 1)

    def test_headings_in_terms_do_not_upset_a_batch(self):
        orders = self.env["sale.order"].union(
            *(
                self._create_paper(lines=20, note="<h1>条款</h1><h2>运输</h2>" + "<p>长</p>" * 60)
                for _order in range(3)
            )
        )
        pages = self._print(orders)
        for order in orders:
            own = [page for page in pages if order.name in page]
            self.assertIn(f"第{len(own)}页/共{len(own)}页", squeezed(own[-1]))
        self.assertEqual(len(pages), sum(1 for page in pages if "报价单 S" in page))

    def test_data_of_many_costs_as_many_queries_as_of_few(self):
        reports = self.env["ir.actions.report"].with_user(self.consultant)

        def count(orders):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reports._render_qweb_html("ops_dept_reports.report_ops_quotation", orders.ids)
            return self.env.cr.sql_log_count - before

        orders = self.env["sale.order"].union(*(self._create_paper(lines=3) for _order in range(20)))
        count(orders[:2])  # templates and caches
        few, many = count(orders[:2]), count(orders)
        self.assertLessEqual(many, few * 1.2, f"2 quotations: {few} queries, 20: {many}")

    def test_letterhead_follows_the_document_layout(self):
        self.company.write(
            {
                "company_details": f"<p>{self.company.name}<br/>自定义地址</p>",
                "report_header": "<p>专注流体</p>",
                "primary_color": "#0b6b4f",
            }
        )
        pages = self._print(self._create_paper())
        self.assertIn("自定义地址", pages[0])
        self.assertIn("专注流体", pages[0])
        self.assertNotIn("张江路", pages[0])
        header = squeezed(pages[0]).split("报价单")[0]
        self.assertEqual(header.count("上海恒川工业设备有限公司"), 1, "the name is not said twice")
        self.assertEqual(self.company._ops_letterhead()["accent"], "#0b6b4f")
        self.company.primary_color = "#ffee00"
        self.assertNotEqual(self.company._ops_letterhead()["title"], "#ffee00", "too light to read")
        self.company.primary_color = "red;} body {display: none"
        self.assertEqual(self.company._ops_letterhead()["accent"], "#1f3a5f")

    def test_logo_of_the_company_in_a_form_the_engine_reads(self):
        self.company.logo = False
        self.assertFalse(self.company._ops_letterhead()["logo"])
        for kind in ("PNG", "WEBP"):
            stream, image = io.BytesIO(), Image.new("RGB", (900, 300), "#0b6b4f")
            image.save(stream, kind)
            self.company.logo = base64.b64encode(stream.getvalue())
            logo = self.company._ops_letterhead()["logo"]
            self.assertTrue(logo.startswith("data:image/png;base64,"), kind)
            content = base64.b64decode(logo.partition(",")[2])
            self.assertEqual(Image.open(io.BytesIO(content)).format, "PNG")
        self.assertTrue(self._print(self._create_paper()))
