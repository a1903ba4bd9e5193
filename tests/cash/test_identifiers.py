"""A paper is recognised by its number as people write it: cheques, fapiao, tax and telephone numbers."""

from odoo.exceptions import UserError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import SQL, file_path

from odoo.addons.ops_dept.tools.fapiao import tidy_tax_number
from odoo.addons.ops_dept.tools.identifier import identifier_key, is_spoilt, tidy

from ..common import clause
from .common import TAX_NUMBER, CashCase
from .receipt_common import ReceiptCase

FAPIAO = "24312000000012345678"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@tagged("post_install", "-at_install")
@clause("W5.B", part="the same paper")
class TestReceiptTwins(ReceiptCase):
    """Known by the receipts alone: the papers themselves are not entered here (R12 is off)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ops.clause"].search([("code", "=", "R12")]).with_company(cls.company).is_active = False

    def _cheque(self, number="CK 0012-3456", **vals):
        return self._create_receipt(amount=1000, method="cheque", payer_reference=number, **vals)

    def test_one_form_of_a_number(self):
        for written in (
            "CK00123456",
            "ck 0012 3456",
            "ＣＫ００１２３４５６",
            "'CK0012-3456",
            " CK–0012—3456\u200b",
        ):
            self.assertEqual(identifier_key(written), "CK00123456", written)
        self.assertEqual(tidy(" ’ＣＫ　 0012-3456 "), "CK 0012-3456")
        self.assertEqual((identifier_key(False), tidy(False)), ("", False))
        for spoilt in ("9.13206E+17", "9.13206e+17", "9E+17", "９.１３２０６Ｅ＋１７"):
            self.assertTrue(is_spoilt(spoilt), spoilt)
        for number in ("6E12", "9.13", "91320583MA11E4U40K", ""):
            self.assertFalse(is_spoilt(number), number)

    def test_the_same_cheque_is_named_to_the_requester(self):
        """Another day, another way of writing, another amount, a colleague: it is the same sheet of paper."""
        first = self._confirm_receipt(self._cheque())
        self.assertEqual(first.payer_reference, "CK 0012-3456")
        for number, vals in (
            ("CK 0012-3456", {"date_received": "2026-02-02"}),
            ("ck00123456", {"date_received": "2026-02-03"}),
            ("ＣＫ００１２３４５６", {}),
            ("'CK 0012 3456", {"user": self.consultant}),
        ):
            twin = self._cheque(number, **vals)
            with self.assertRaisesRegex(UserError, rf"{first.name} is the same money.*W5\.B"):
                twin.with_user(vals.get("user", self.support)).action_submit()
            self.assertIn(first.name, "".join(twin.with_user(self.support)._get_submit_blockers()))
        other = self._create_receipt(amount=900, method="cheque", payer_reference="ck00123456")
        with self.assertRaisesRegex(UserError, rf"{first.name} is the same money"):
            other.with_user(self.support).action_submit()

    def test_the_same_cheque_is_named_to_finance(self):
        """What was submitted before the first one was entered is refused at the confirmation."""
        first = self._submit_receipt(self._cheque())
        second = self._cheque("T-77")
        self._submit_receipt(second)
        second.with_context(active_test=False)._stamp(
            {"payer_reference": "ck00123456", "reference_key": "CK00123456"}
        )
        with self.assertRaisesRegex(UserError, rf"{first.name} is the same money.*W5\.B"):
            second.with_user(self.accountant).action_ops_approve()
        self._confirm_receipt(first)

    def test_other_papers_are_free(self):
        first = self._confirm_receipt(self._cheque())
        self._submit_receipt(self._cheque("CK 0012-3457"))
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        another_bank = self._create_receipt(
            amount=70, method="cheque", payer_reference="CK00123456", partner_id=other.id
        )
        self._submit_receipt(another_bank)
        first.with_user(self.accountant).action_reverse("bounced")
        self._submit_receipt(self._cheque("CK00123456", date_received="2026-02-09"))

    def test_transfers(self):
        """A bank's number with its amount is one transfer; a word is one only on the same day."""
        for number, day, twin in (
            ("2026020112345", "2026-02-05", True),
            ("2026 0201 12345", "2026-02-05", True),
            ("货款", "2026-02-05", False),
            ("货款", "2026-02-01", True),
        ):
            with self.subTest(number=number, day=day):
                first = "货款" if number == "货款" else "2026020112345"
                old = self._create_receipt(amount=1000, payer_reference=first)
                new = self._create_receipt(amount=1000, payer_reference=number, date_received=day)
                self.assertEqual(bool(new._get_twin()), twin)
                new.with_user(self.support).action_cancel()
                old.with_user(self.support).action_cancel()

    def test_the_key_is_not_written_by_hand(self):
        receipt = self._cheque()
        with self.assertRaisesRegex(UserError, r"W5\.B"):
            receipt.with_user(self.support).write({"reference_key": "X"})


@tagged("post_install", "-at_install")
@clause("W6.C", part="numbers of fapiao and buyers")
class TestFapiaoAndTaxNumbers(CashCase):
    def test_wide_digits_are_stored_in_ascii_and_are_a_duplicate(self):
        first = self._invoice(self._run())
        first.with_user(self.accountant).ops_fapiao_number = FAPIAO.translate(WIDE)
        self.assertEqual(first.ops_fapiao_number, FAPIAO)
        self.assertEqual(first.ops_invoice_request_id.fapiao_number, FAPIAO)
        second = self._invoice(self._run())
        for written in (FAPIAO, FAPIAO.translate(WIDE), f"'{FAPIAO[:10]}-{FAPIAO[10:]}"):
            with self.assertRaisesRegex(ValidationError, first.name), self.env.cr.savepoint():
                second.with_user(self.accountant).ops_fapiao_number = written
        request = self._request(self._run())
        request.action_submit()
        for user in (self.manager, self.purchaser):
            request.with_user(user).action_ops_approve()
        with self.assertRaisesRegex(ValidationError, first.name), self.env.cr.savepoint():
            request.with_user(self.accountant).fapiao_number = FAPIAO.translate(WIDE)
        number = f"{FAPIAO[:-1]}9"
        request.with_user(self.accountant).fapiao_number = f" {number.translate(WIDE)}， {number[:-1]}0"
        self.assertEqual(request.fapiao_number, f"{number}, {number[:-1]}0")

    def test_tax_numbers_become_one_form(self):
        for written in (
            "CN91320583MA11E4U40K",
            "9132 0583 MA11 E4U4 0K",
            "'91320583ma11e4u40k",
            "９１３２０５８３ＭＡ１１Ｅ４Ｕ４０Ｋ",
        ):
            with self.subTest(written):
                partner = (
                    self.env["res.partner"].with_user(self.support).create({"name": written, "vat": written})
                )
                self.assertEqual(partner.vat, "91320583MA11E4U40K")
                partner.vat = written
                self.assertEqual(partner.vat, "91320583MA11E4U40K")
                partner.sudo().unlink()  # the next one would be the same customer (V2.1)
        self.assertEqual(tidy_tax_number("DE 123 456 789"), "DE 123 456 789", "no Chinese number")
        self.assertFalse(tidy_tax_number(False))
        request = self._request(self._run())
        request.tax_number = f" {TAX_NUMBER.lower()} "
        self.assertEqual(request.tax_number, TAX_NUMBER)

    def test_spoilt_numbers_are_refused(self):
        partners = self.env["res.partner"].with_user(self.support)
        for name in ("vat", "phone"):
            with self.assertRaisesRegex(UserError, r"9\.13206E\+17.*W6\.C"), self.env.cr.savepoint():
                partners.create({"name": "x", name: "9.13206E+17"})
            with self.assertRaisesRegex(UserError, r"9\.13206E\+17.*W6\.C"), self.env.cr.savepoint():
                self.customer.with_user(self.support).write({name: "9.13206E+17"})
        result = partners.load(["name", "vat"], [["x", "9.13206E+17"]])
        self.assertFalse(result["ids"])

    def test_telephones(self):
        partner = self.env["res.partner"].create({"name": "x", "phone": "'０５１２－ 5555 6666 "})
        self.assertEqual(partner.phone, "0512- 5555 6666")

    def test_switched_off_numbers_stay_as_written(self):
        self._switch(False)
        self.customer.write({"vat": "CN 91320583MA11E4U40K", "phone": "9.1E+17"})
        self.assertEqual((self.customer.vat, self.customer.phone), ("CN 91320583MA11E4U40K", "9.1E+17"))


@tagged("post_install", "-at_install")
@clause("W6.A", part="numbers stored before")
class TestIdentifiersMigrated(CashCase):
    def test_upgrade_writes_numbers_as_they_are_stored_now(self):
        move = self._invoice(self._run())
        receipt = self.env["ops.receipt"].create(
            {"partner_id": self.customer.id, "amount": 10, "payer_reference": "CK 1"}
        )
        self.env.flush_all()
        wide = FAPIAO.translate(WIDE)
        for table, column, record in (
            ("account_move", "ops_fapiao_number", move),
            ("ops_receipt", "payer_reference", receipt),
            ("res_partner", "vat", self.customer),
        ):
            text = f"{TAX_NUMBER[:8]} {TAX_NUMBER[8:]}" if column == "vat" else wide
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s",
                    *map(SQL.identifier, (table, column)),
                    text,
                    record.id,
                )
            )
        script = load_script(
            file_path("ops_dept/migrations/19.0.1.1.0/post-identifiers.py"), "ops_dept_post_identifiers"
        )
        self.env.invalidate_all()
        script.migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(
            (move.ops_fapiao_number, receipt.payer_reference, self.customer.vat), (FAPIAO, FAPIAO, TAX_NUMBER)
        )
        self.assertEqual(receipt.reference_key, identifier_key(FAPIAO))
