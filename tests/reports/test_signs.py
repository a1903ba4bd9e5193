"""Every sign that is written is seen on paper: looked at as pixels, because text alone shows nothing."""

import io
import re
import subprocess
import unicodedata
from html import unescape

from PIL import Image

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.ops_dept_reports.tools import signs

from ..common import clause
from .common import pdf_pages
from .test_ops_contract import REPORT as CONTRACT
from .test_ops_contract import ContractPaperCase
from .test_ops_release_slip import REPORT as SLIP
from .test_ops_release_slip import SlipCase

QUOTATION = "ops_dept_reports.report_ops_quotation"
TECHNICAL = "℃ ℉ Å Å ⅠⅡ Ⅲ Ⅳ Ⅴ Ⅵ Ⅶ Ⅷ Ⅸ Ⅹ Ⅺ Ⅻ ½ ¼ ¾ ⅜ ″ ′ ㎡ ㎥ Ω Ω ± ≤ ≥ µ μ ⌀ Ø"
MORE = "° × ÷ ≈ ≠ ‰ √ ∠ ⊥ Φ ∼ № ㎜ ㎏ ǎ ₂ ⁻ → ★"
CIRCLED = "① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⑪ ⑫ ⑬ ⑭ ⑮ ⑯ ⑰ ⑱ ⑲ ⑳"
NAMES = "㛃 䶮 喆 堃 昇 犇 玥 龑 㐂 鿏"
FAR = "𠮷"  # beyond U+FFFF
NOWHERE = "\U000e0fff"
RESOLUTION = 144
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


def inked_words(pdf):
    """Return the words of a PDF, each with the dark pixels in its left and its right half.

    Words are compared as any reader does: Å and Ω have two equal code points each.
    """
    found = {}
    for number in range(1, len(pdf_pages(pdf)) + 1):
        pages = ["-f", str(number), "-l", str(number)]
        boxes = subprocess.run(
            ["pdftotext", "-bbox", *pages, "-enc", "UTF-8", "-", "-"],
            input=pdf,
            capture_output=True,
            check=True,
        ).stdout.decode()
        picture = subprocess.run(
            ["pdftoppm", "-r", str(RESOLUTION), "-gray", "-png", "-singlefile", "-f", str(number), "-"],
            input=pdf,
            capture_output=True,
            check=True,
        ).stdout
        image = Image.open(io.BytesIO(picture)).convert("L")
        for *corners, word in WORD.findall(boxes):
            left, top, right, bottom = (float(corner) * RESOLUTION / 72 for corner in corners)
            middle = (left + right) / 2
            halves = [(left, top, middle, bottom), (middle, top, right, bottom)]
            ink = [sum(image.crop(tuple(map(round, half))).histogram()[:128]) for half in halves]
            found.setdefault(unicodedata.normalize("NFC", unescape(word)), []).append(ink)
    return found


@tagged("post_install", "-at_install")
class TestSigns(SlipCase, ContractPaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signs = f"{TECHNICAL} {MORE} {CIRCLED} {NAMES} {FAR}"
        cls.customer.write({"name": f"苏州 㛃 {FAR} 有限公司", "street": "龑 路 Ⅴ 号"})
        cls.company.name = f"上海 䶮 恒川 {FAR}"

    def _pdf(self, records, user=None, report=QUOTATION):
        reports = self.env["ir.actions.report"].with_user(user or self.consultant)
        return reports.with_context(force_report_rendering=True)._render_qweb_pdf(report, records.ids)[0]

    def _assert_seen(self, pdf, signs):
        words = inked_words(pdf)
        for sign in unicodedata.normalize("NFC", signs).split():
            self.assertIn(sign, words, "the text is the one that was written")
            for ink in words[sign]:
                self.assertGreater(sum(ink), 3, f"{sign} U+{ord(sign[0]):04X} is blank")
        for torn in {"½", "¾", "⅜"} & set(signs):
            for left, right in words[torn]:
                self.assertGreater(min(left, right), 5, f"{torn} is drawn in part")

    def _order(self, **vals):
        order = self._create_order(partner_shipping_id=self.place.id, **vals)
        order.order_line.ops_specification = self.signs
        return order

    @clause("W2.F", part="paper")
    def test_quotation(self):
        pdf = self._pdf(self._approve(self._order()))
        self._assert_seen(pdf, self.signs)
        self._assert_seen(pdf, self.customer.name)
        self._assert_seen(pdf, self.company.name)

    @clause("W3.D", part="paper")
    def test_contract(self):
        contract = self._create_contract(self._approve(self._order()), other_terms=f"{TECHNICAL} {NAMES}")
        pdf = self._pdf(contract, report=CONTRACT)
        self._assert_seen(pdf, self.signs)
        self._assert_seen(pdf, self.company.name)
        self.assertGreaterEqual(len(inked_words(pdf)["℃"]), 2, "in the article, too")

    @clause("W4.C", part="paper")
    def test_outbound_slip(self):
        release = self._release(self._confirm(self._order()), note=f"{CIRCLED} ½ ℃ 㛃")
        pdf = self._pdf(release, user=self.keeper, report=SLIP)
        self._assert_seen(pdf, self.signs)
        self._assert_seen(pdf, f"{CIRCLED} ½ ℃ 㛃")

    def test_of_many_papers_each_shows_its_signs(self):
        orders = self.env["sale.order"].union(*(self._approve(self._order()) for _order in range(3)))
        words = inked_words(self._pdf(orders))
        self.assertGreaterEqual(len(words["℃"]), 3)
        self.assertTrue(all(sum(ink) > 3 for ink in words["℃"] + words[FAR]))

    @clause("W2.F", part="paper")
    def test_a_sign_that_no_font_has_is_named_before_printing(self):
        order = self._order()
        order.order_line.ops_specification = f"0-200℃ {NOWHERE} 316L"
        self._approve(order)
        with self.assertRaisesRegex(UserError, rf"{order.name}.*U\+E0FFF.*0-200℃.*316L"):
            self._pdf(order)
        self.assertEqual(order.ops_print_count, 0)

    def test_marks_and_spaces_need_no_ink(self):
        text = (
            "a\u200b\u3000\u00a0e\u0301 ①\ufe0f <b title='℃ > ½'>℃</b><style>p:after {content: '℃'}</style>"
        )
        drawn, lacking, families = signs.draw_signs(text)
        self.assertFalse(lacking)
        self.assertEqual(set(families), {"℃"})
        self.assertEqual(drawn.count("<span"), 1)
        self.assertIn("title='℃ > ½'", drawn)

    def test_a_server_that_names_no_fonts_prints_as_before(self):
        self.patch(signs, "_faces", lambda: ())
        signs.font_of.cache_clear()
        self.addCleanup(signs.font_of.cache_clear)
        self.assertEqual(signs.draw_signs("℃ ½")[0], "℃ ½")
