"""Money in capital numerals, each case written out by hand."""

import random
from decimal import Decimal

from odoo.tests import BaseCase, tagged

from odoo.addons.ops_dept_reports.tools import capital_numerals

BY_HAND = {
    "0": "零元整",
    "0.004": "零元整",
    "-0.004": "零元整",
    "0.01": "壹分",
    "0.05": "伍分",
    "0.10": "壹角整",
    "0.55": "伍角伍分",
    "1": "壹元整",
    "1.00": "壹元整",
    "1.005": "壹元零壹分",
    "2.675": "贰元陆角捌分",
    "1.01": "壹元零壹分",
    "1.10": "壹元壹角整",
    "1.23": "壹元贰角叁分",
    "9.995": "壹拾元整",
    "10": "壹拾元整",
    "10.5": "壹拾元伍角整",
    "12": "壹拾贰元整",
    "20": "贰拾元整",
    "99.99": "玖拾玖元玖角玖分",
    "100.05": "壹佰元零伍分",
    "101": "壹佰零壹元整",
    "110": "壹佰壹拾元整",
    "325.04": "叁佰贰拾伍元零肆分",
    "1001": "壹仟零壹元整",
    "1010": "壹仟零壹拾元整",
    "1100": "壹仟壹佰元整",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "6007.14": "陆仟零柒元壹角肆分",
    "10000.10": "壹万元壹角整",
    "10001": "壹万零壹元整",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "28657.93": "贰万捌仟陆佰伍拾柒元玖角叁分",
    "100000": "壹拾万元整",
    "100010": "壹拾万零壹拾元整",
    "107000.53": "壹拾万柒仟元伍角叁分",
    "200030.04": "贰拾万零叁拾元零肆分",
    "1000000": "壹佰万元整",
    "1001001.01": "壹佰万壹仟零壹元零壹分",
    "10000000": "壹仟万元整",
    "10203040.5": "壹仟零贰拾万叁仟零肆拾元伍角整",
    "100000000": "壹亿元整",
    "100000000.01": "壹亿元零壹分",
    "100000001": "壹亿零壹元整",
    "100001000": "壹亿零壹仟元整",
    "100010000": "壹亿零壹万元整",
    "110000000": "壹亿壹仟万元整",
    "1000010000": "壹拾亿零壹万元整",
    "10000000000": "壹佰亿元整",
    "100000000000": "壹仟亿元整",
    "1000000000000": "壹万亿元整",
    "1000000000001": "壹万亿零壹元整",
    "1000100000000": "壹万零壹亿元整",
    "9999999999999.99": "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
    "-12.5": "负壹拾贰元伍角整",
    "-100.05": "负壹佰元零伍分",
}


def read(text):
    """Read capital numerals back, as a person does: the test's own way, sharing nothing with the writer."""
    sign = -1 if text.startswith("负") else 1
    total, section, digit = Decimal(0), Decimal(0), 0
    for char in text.strip("负整"):
        if char in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(char)
        elif char in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(char) + 1), 0
        elif char == "万":
            total, section, digit = total + (section + digit) * 10**4, Decimal(0), 0
        elif char == "亿":
            total, section, digit = (total + section + digit) * 10**8, Decimal(0), 0
        elif char == "元":
            total, section, digit = total + section + digit, Decimal(0), 0
        else:
            total, digit = total + digit * Decimal("0.1") ** ("角分厘".index(char) + 1), 0
    return sign * total


@tagged("post_install", "-at_install")
class TestCapitalNumerals(BaseCase):
    def test_by_hand(self):
        for amount, expected in BY_HAND.items():
            with self.subTest(amount=amount):
                self.assertEqual(capital_numerals(amount), expected)
                self.assertEqual(capital_numerals(Decimal(amount)), expected)
                self.assertEqual(capital_numerals(float(amount)), expected, "a float counts as what it shows")

    def test_reads_back_as_the_same_amount(self):
        seeded = random.Random(20261123)
        for _round in range(5000):
            cents = seeded.randrange(10 ** seeded.randint(1, 15))
            if seeded.random() < 0.5:  # many zeros: where the rules are
                cents = int("".join(seeded.choice("000" + digit) for digit in str(cents)))
            amount = Decimal(cents) / 100
            text = capital_numerals(amount)
            self.assertEqual(read(text), amount, text)
            self.assertNotIn("零零", text)
            for wrong in ("零元", "零万", "零亿", "零角", "亿万"):
                self.assertTrue(wrong not in text or text == "零元整", f"{amount}: {text}")
            self.assertEqual(text.endswith("整"), cents % 10 == 0, f"{amount}: {text}")

    def test_rounding_of_the_currency(self):
        self.assertEqual(capital_numerals(12.5, 1.0), "壹拾叁元整")
        self.assertEqual(capital_numerals(-12.5, 1.0), "负壹拾叁元整")
        self.assertEqual(capital_numerals(3.4565, 0.001), "叁元肆角伍分柒厘")
        self.assertEqual(capital_numerals(3.005, 0.001), "叁元零伍厘")
        self.assertEqual(capital_numerals(1.02, 0.05), "壹元整")
        self.assertEqual(capital_numerals(1.025, 0.05), "壹元零伍分")

    def test_too_large_is_said(self):
        self.assertTrue(capital_numerals(10**15).startswith("壹仟万亿"))
        with self.assertRaisesRegex(ValueError, "too many digits"):
            capital_numerals(10**16)
        with self.assertRaisesRegex(ValueError, "too many digits"):
            capital_numerals(1e40)
