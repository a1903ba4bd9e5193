"""Nothing of a folder is left out without a word: it is read, or it is named and nothing is loaded."""

import csv

import openpyxl

from odoo.tests import tagged

from data.load import ImportProblems

from .common import DataCase

UNITS, CATEGORIES, CUSTOMERS = 10, 11, 17


@tagged("post_install", "-at_install")
class TestLeftOut(DataCase):
    def _problems(self, folder):
        with self.assertRaises(ImportProblems) as caught:
            self._load(folder, "en_US")
        return [
            (each["file"], each["line"], each["column"], each["message"])
            for each in caught.exception.problems
        ]

    def _tags(self, *rows):
        """Return a folder with one file of tags."""
        folder = self._copy(99)
        self._write(folder / "01_crm.tag.csv", [["id", "name"], *rows])
        return folder

    def _workbook(self, path, rows, **others):
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for title, cell in others.items():
            book.create_sheet(title)["B2"] = cell
        book.save(path)

    def test_capitals_and_workbooks_are_read(self):
        folder = self._tags(["tag_a", "重点"])
        (folder / "01_crm.tag.csv").rename(folder / "01_CRM.TAG-one.CSV")
        self._workbook(
            folder / "02_crm.tag-two.xlsx",
            [["id", "name", "color", None], ["tag_b", " 老客户 ", 3, None], [None, None, None, None]],
            empty=None,
        )
        counts = self._load(folder)
        self.assertEqual(counts, {"01_CRM.TAG-one.CSV": 1, "02_crm.tag-two.xlsx": 1})
        self.assertEqual((self._ref("tag_b").name, self._ref("tag_b").color), ("老客户", 3))

    def test_kinds_of_cells_of_a_workbook(self):
        folder = self._copy(UNITS)
        self._workbook(
            folder / "11_res.partner.xlsx",
            [
                ["id", "name", "is_company", "credit_limit", "ref", "vat"],
                ["partner_a", "甲", True, 1234.5, 20, "91320583MA11E4U40K"],
            ],
        )
        self._load(folder)
        partner = self._ref("partner_a")
        self.assertEqual((partner.is_company, partner.ref, partner.vat), (True, "20", "91320583MA11E4U40K"))

    def test_a_number_that_a_workbook_cut_off_does_not_look_whole(self):
        folder = self._tags()
        self._workbook(folder / "02_crm.tag.xlsx", [["id", "name"], ["tag_c", 913205830000000000]])
        [(file, line, field, text)] = self._problems(folder)
        self.assertEqual((file, line, field), ("02_crm.tag.xlsx", 2, "name"))
        self.assertIn("9.132058E+17", text)

    def test_texts_in_another_language(self):
        folder = self._tags(["tag_a", "重点"])
        self._write(folder / "02_crm.tag-english@en_us.csv", [["id", "name"], ["tag_a", "Key"]])
        self._load(folder)
        names = [self._ref("tag_a").with_context(lang=lang).name for lang in ("zh_CN", "en_US")]
        self.assertEqual(names, ["重点", "Key"])

    def test_what_cannot_be_read_is_named(self):
        folder = self._tags(["tag_a", "重点"])
        (folder / "customers.csv").write_text("id,name\n", "utf-8")
        (folder / "02_crm.tag.xls").write_bytes(b"x")
        (folder / "03_crm.tag.xlsx").write_bytes(b"no workbook")
        (folder / "04_crm.tag.txt").write_text("id,name\n", "utf-8")
        (folder / "more").mkdir()
        self._workbook(folder / "05_crm.tag.xlsx", [["id", "name"], ["tag_d", "D"]], Second="lost")
        self._workbook(folder / "06_crm.tag.xlsx", [["id", "name"], ["tag_e", "=A1"]])
        for name in (".hidden.csv", "~$06_crm.tag.xlsx", "README.md", "own.py"):
            (folder / name).write_text("", "utf-8")
        problems = self._problems(folder)
        self.assertEqual(
            sorted(problem[0] for problem in problems),
            sorted(
                [
                    "customers.csv",
                    "02_crm.tag.xls",
                    "03_crm.tag.xlsx",
                    "04_crm.tag.txt",
                    "more",
                    "05_crm.tag.xlsx",
                    "06_crm.tag.xlsx",
                ]
            ),
        )
        texts = " ".join(problem[3] for problem in problems)
        for said in ("“Second”", "Cell B2", "save it as .csv or .xlsx"):
            self.assertIn(said, texts)
        self.assertFalse(self.env["crm.tag"].search([("name", "in", ("重点", "D"))]))

    def test_files_are_read_in_the_order_of_their_numbers(self):
        folder = self._tags()
        (folder / "01_crm.tag.csv").unlink()
        self._write(folder / "10_crm.tag.csv", [["id", "name"], ["tag_a", "later"]])
        self._write(folder / "9_crm.tag.csv", [["id", "name"], ["tag_a", "first"]])
        self.assertEqual(list(self._load(folder)), ["9_crm.tag.csv", "10_crm.tag.csv"])
        self.assertEqual(self._ref("tag_a").name, "later")

    def test_a_title_above_the_header_is_said_once(self):
        folder = self._copy(UNITS, CATEGORIES)
        path = folder / "10_uom.uom.csv"
        text = path.read_text("utf-8")
        path.write_text("计量单位清单,,\n,,\n" + text, "utf-8")
        problems = self._problems(folder)
        self.assertEqual([problem[:3] for problem in problems], [("10_uom.uom.csv", 1, False)])
        self.assertIn("line 3", problems[0][3])

    def test_empty_columns_at_the_right_and_empty_rows_are_nothing(self):
        folder = self._tags(["tag_a", "A", "", ""], ["", "", "", ""], ["tag_b", "B"])
        with (folder / "01_crm.tag.csv").open(encoding="utf-8", newline="") as stream:
            header, *rows = csv.reader(stream)
        self._write(folder / "01_crm.tag.csv", [[*header, "", "", ""], *rows])
        self.assertEqual(self._load(folder), {"01_crm.tag.csv": 2})
        self._write(folder / "01_crm.tag.csv", [[*header, ""], ["tag_a", "A", "lost"]])
        self.assertEqual([problem[:2] for problem in self._problems(folder)], [("01_crm.tag.csv", 2)])
        self._write(folder / "01_crm.tag.csv", [[*header, "color"], ["tag_a", "A"]])
        self.assertEqual([problem[:2] for problem in self._problems(folder)], [("01_crm.tag.csv", 2)])

    def test_rows_that_are_one_company_are_named(self):
        folder = self._copy(99)
        header = ["id", "name", "is_company", "vat"]
        self._write(
            folder / "12_res.partner-vendors.csv",
            [header, ["v1", "苏州金门精密机械有限公司", "True", "91320594MA1P9ABC2X"]],
        )
        self._write(
            folder / "17_res.partner-customers.csv",
            [
                header,
                ["c1", "苏州　金门精密机械有限公司", "True", ""],
                ["c2", "ＡＢＣ Co., Ltd.", "True", "91320583MA11E4U40K"],
                ["c3", "abc co., ltd.", "1", ""],
                ["c4", "昆山泽峻", "True", "9132 0583 ma11e4u40k"],
                ["c5", "王伟", "False", ""],
                ["c6", "王伟", "False", ""],
            ],
        )
        file = "17_res.partner-customers.csv"
        problems = self._problems(folder)
        self.assertEqual(
            [problem[:3] for problem in problems], [(file, 2, "name"), (file, 4, "name"), (file, 5, "vat")]
        )
        self.assertIn("line 2 of 12_res.partner-vendors.csv", problems[0][3])
