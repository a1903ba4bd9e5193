"""A bad row is named with file, line and column, and nothing of the whole set is loaded."""

import csv

from odoo.exceptions import UserError
from odoo.tests import tagged

from data.load import IMPORT_MODULE, ImportProblems

from .common import DataCase

TERMS, UNITS, CATEGORIES, VENDORS, PRODUCTS, PRICES = 9, 10, 11, 12, 13, 14
PRODUCT_FILES = (UNITS, CATEGORIES, PRODUCTS)


@tagged("post_install", "-at_install")
class TestBadRows(DataCase):
    def _refused(self, folder, lang="zh_CN"):
        """Load a folder that must be refused, see that nothing is loaded; return the places and the text."""
        known = [("module", "=", IMPORT_MODULE)]
        before = self.env["ir.model.data"].search_count(known)
        models = ("uom.uom", "product.template", "product.category", "res.partner", "res.users", "stock.move")
        counts = [self.env[model].search_count([]) for model in models]
        with self.assertRaises(ImportProblems) as caught:
            self._load(folder, lang)
        self.assertEqual(self.env["ir.model.data"].search_count(known), before)
        self.assertEqual([self.env[model].search_count([]) for model in models], counts)
        problems = caught.exception.problems
        return [(each["file"], each["line"], each["column"]) for each in problems], str(caught.exception)

    def test_wrong_reference(self):
        folder = self._copy(*PRODUCT_FILES)
        line = self._edit(folder, "13_product.template.csv", "product_zc_30208", uom_id__id="uom_nowhere")
        places, text = self._refused(folder)
        self.assertEqual(places, [("13_product.template.csv", line, "uom_id/id")])
        self.assertIn(f"13_product.template.csv，第 {line} 行，列 uom_id/id：", text)
        self.assertIn("uom_nowhere", text)

    def test_wrong_number(self):
        folder = self._copy(*PRODUCT_FILES)
        line = self._edit(folder, "13_product.template.csv", "product_cd_lx4", list_price="3,99,0")
        places, text = self._refused(folder)
        self.assertEqual(places, [("13_product.template.csv", line, "list_price")])
        self.assertIn("3,99,0", text)

    def test_number_spoilt_by_a_spreadsheet(self):
        folder = self._copy(TERMS, VENDORS)
        with (folder / "12_res.partner-vendors.csv").open(encoding="utf-8", newline="") as stream:
            first = list(csv.reader(stream))[1][0]
        line = self._edit(folder, "12_res.partner-vendors.csv", first, vat="9.13206E+17")
        places, text = self._refused(folder)
        self.assertEqual(places, [("12_res.partner-vendors.csv", line, "vat")])
        self.assertIn("9.13206E+17", text)

    def test_missing_required_column(self):
        for number, file_name, column in (
            (PRODUCTS, "13_product.template.csv", "name"),
            (PRICES, "14_product.supplierinfo.csv", "partner_id/id"),
            (3, "03_res.users.csv", "login"),
        ):
            with self.subTest(column):
                folder = self._copy(*PRODUCT_FILES, TERMS, VENDORS, number)
                with (folder / file_name).open(encoding="utf-8", newline="") as stream:
                    rows = list(csv.reader(stream))
                place = rows[0].index(column)
                self._write(folder / file_name, [row[:place] + row[place + 1 :] for row in rows])
                places, _text = self._refused(folder)
                self.assertEqual([(file, name.split("_id")[0]) for file, _line, name in places],
                                 [(file_name, column.split("_id")[0])])  # fmt: skip

    def test_empty_required_cell(self):
        folder = self._copy(*PRODUCT_FILES)
        line = self._edit(folder, "13_product.template.csv", "product_zc_30208", name="")
        places, text = self._refused(folder)
        self.assertEqual(places, [("13_product.template.csv", line, "name")])
        self.assertIn("此处必须填写", text)

    def test_all_bad_rows_are_named_and_consequences_are_not(self):
        folder = self._copy(TERMS, UNITS, CATEGORIES, VENDORS, PRODUCTS, PRICES)
        unit = self._edit(folder, "10_uom.uom.csv", "uom_kit", relative_factor="one")
        price = self._edit(folder, "14_product.supplierinfo.csv", "price_zc_6205_v01_1", delay="soon")
        product = self._edit(
            folder, "13_product.template.csv", "product_zc_6208", weight="heavy", standard_price="x"
        )
        places, _text = self._refused(folder)
        # products sold by the kit, and their prices, are not blamed for the unit
        self.assertEqual(
            sorted(places),
            [
                ("10_uom.uom.csv", unit, "relative_factor"),
                ("13_product.template.csv", product, "standard_price"),
                ("13_product.template.csv", product, "weight"),
                ("14_product.supplierinfo.csv", price, "delay"),
            ],
        )

    def test_a_file_with_a_wrong_column_is_blamed_alone(self):
        folder = self._copy(*PRODUCT_FILES, 21)
        path = folder / "13_product.template.csv"
        path.write_text(path.read_text("utf-8").replace("list_price", "listprice", 1), "utf-8")
        line = self._edit(folder, "21_stock.quant.csv", "stock_zc_6310", location_id__id="nowhere")
        places, _text = self._refused(folder)
        # the stock of products that were not read is not blamed for that, its own faults are named
        self.assertEqual(
            places,
            [("13_product.template.csv", 1, "listprice"), ("21_stock.quant.csv", line, "location_id/id")],
        )

    def test_more_bad_rows_than_odoo_cares_to_name(self):
        folder = self._copy(UNITS)
        path = folder / "10_uom.uom.csv"
        header, *lines = path.read_text("utf-8").splitlines()
        bad = [f"uom_bad_{number},坏单位{number},0" for number in range(14)]
        path.write_text("\n".join([header, lines[0], *bad, *lines[1:]]) + "\n", "utf-8")
        places, _text = self._refused(folder)
        self.assertEqual([line for _file, line, _column in places], list(range(3, 17)))

    def test_rows_that_refer_to_each_other(self):
        folder = self._copy(CATEGORIES)
        line = self._edit(folder, "11_product.category.csv", "category_fluid", parent_id__id="category_fluid")
        places, _text = self._refused(folder)
        self.assertEqual(
            [(file, number) for file, number, _column in places], [("11_product.category.csv", line)]
        )

    def test_messages_are_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("en_US")
        folder = self._copy(*PRODUCT_FILES)
        line = self._edit(
            folder, "13_product.template.csv", "product_zc_30208", uom_id__id="uom_nowhere", name=""
        )
        line2 = self._edit(folder, "13_product.template.csv", "product_zc_30212", uom_id__id="uom_nowhere")
        _places, text = self._refused(folder, lang="en_US")
        self.assertIn(f"13_product.template.csv, line {line}, column name: A value is required.", text)
        self.assertRegex(text, rf"line {line2}, column uom_id/id: No matching record found for external id")

    def test_files_that_cannot_be_read(self):
        folder = self._copy(UNITS)
        (folder / "20_ops.nonsense.csv").write_text("id,name\na,b\n", "utf-8")
        (folder / "21_crm.tag.csv").write_bytes("id,name\na,重点\n".encode("gb18030"))
        (folder / "22_crm.tag.csv").write_text("", "utf-8")
        (folder / "23_crm.tag.csv").write_text("id,name,size,color,color\na,b,1,2,2\n", "utf-8")
        (folder / "24_crm.tag.csv").write_text("name\nb\n", "utf-8")
        (folder / "25_crm.tag.csv").write_text("id,name\na,b\n\na,c\n,d\ne,f,g\n", "utf-8")
        places, _text = self._refused(folder)
        self.assertEqual(
            sorted(places, key=str),
            sorted(
                [
                    ("20_ops.nonsense.csv", 1, False),
                    ("21_crm.tag.csv", 1, False),
                    ("22_crm.tag.csv", 1, False),
                    ("23_crm.tag.csv", 1, "size"),
                    ("23_crm.tag.csv", 1, "color"),
                    ("24_crm.tag.csv", 1, "id"),
                    ("25_crm.tag.csv", 4, "id"),
                    ("25_crm.tag.csv", 5, "id"),
                    ("25_crm.tag.csv", 6, False),
                ],
                key=str,
            ),
        )

    def test_empty_folder_says_so(self):
        with self.assertRaisesRegex(UserError, "NN_"):
            self._load(self._copy(99))

    def test_opening_stock_must_be_above_zero(self):
        folder = self._copy(UNITS, CATEGORIES, PRODUCTS, 21)
        zero = self._edit(folder, "21_stock.quant.csv", "stock_zc_6205", inventory_quantity="0")
        minus = self._edit(folder, "21_stock.quant.csv", "stock_zc_6208", inventory_quantity="-3")
        text = self._edit(folder, "21_stock.quant.csv", "stock_zc_6310", inventory_quantity="many")
        places, _text = self._refused(folder)
        self.assertEqual(
            places, [("21_stock.quant.csv", line, "inventory_quantity") for line in (zero, minus, text)]
        )

    def test_a_bad_row_in_the_last_file_stops_the_whole_set(self):
        folder = self._copy()
        line = self._edit(folder, "24_crm.lead.csv", "lead_40", user_id__id="user_nobody")
        company = self.env.ref("base.main_company")
        before = (company.name, company.currency_id, company.chart_template, company.ops_rulebook)
        places, _text = self._refused(folder)
        self.assertEqual(places, [("24_crm.lead.csv", line, "user_id/id")])
        company.invalidate_recordset()
        self.assertEqual(
            (company.name, company.currency_id, company.chart_template, company.ops_rulebook), before
        )
