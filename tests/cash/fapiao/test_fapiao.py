"""Fapiao of different codes on one invoice, each once; red letters; what is not invoiced (W6.C)."""

import psycopg2

from odoo.exceptions import AccessError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools import file_path, mute_logger

from odoo.addons.ops_dept.tools.fapiao import is_digital, read_fapiao

from ...common import clause
from ..common import CashCase

DIGITAL = "26322000000112345678"
CODE, OTHER = "144031900110", "3200194130"


@tagged("post_install", "-at_install")
class TestFapiao(CashCase):
    def setUp(self):
        super().setUp()
        self.move = self._invoice(self._run()).with_user(self.accountant)
        self.request = self.move.sudo().ops_invoice_request_id.sudo(False)

    def _rows(self, document):
        field = "move_id" if document._name == "account.move" else "request_id"
        rows = self.env["ops.fapiao"].with_user(self.accountant).search([(field, "=", document.id)])
        return sorted((row.code or "", row.number) for row in rows)

    @clause("W6.C", part="fapiao")
    def test_different_codes_stand_on_one_invoice(self):
        self.move.ops_fapiao_number = f"{DIGITAL}；{CODE}—12345678, {OTHER} - 12345678".replace(" - ", "-")
        self.assertEqual(self.move.ops_fapiao_number, f"{DIGITAL}, {CODE}-12345678, {OTHER}-12345678")
        rows = [("", DIGITAL), (CODE, "12345678"), (OTHER, "12345678")]
        self.assertEqual(self._rows(self.move), rows)
        self.assertEqual(self._rows(self.request), rows, "the request's are the same")
        self.assertEqual(self.request.fapiao_number, self.move.ops_fapiao_number)
        self.request.with_user(self.accountant).write({"fapiao_number": "12345678", "fapiao_code": CODE})
        self.assertEqual(self._rows(self.move), [(CODE, "12345678")])
        self.move.write({"ops_fapiao_number": False, "ops_fapiao_code": False})
        self.assertFalse(self._rows(self.request))

    def test_what_is_one(self):
        self.assertTrue(is_digital(f"{DIGITAL}, {DIGITAL[:-1]}9", False))
        for numbers, code in ((f"{DIGITAL}, {CODE}-12345678", False), ("12345678", CODE), (False, False)):
            self.assertFalse(is_digital(numbers, code), numbers)
        self.assertEqual(read_fapiao(f"{CODE}-12345678 12345678", CODE), [(CODE, "12345678")], "each once")
        for wrong in (f"{CODE}-1234567", f"{CODE[:9]}-12345678", "12345678", f"{DIGITAL}1"):
            with (
                self.subTest(wrong),
                self.assertRaisesRegex(ValidationError, r"with a dash.*W6\.C"),
                self.env.cr.savepoint(),
            ):
                self.move.ops_fapiao_number = wrong

    @clause("W6.C", part="fapiao")
    def test_a_number_stands_once_across_companies(self):
        other = self.env["res.company"].create({"name": "Second"})
        foreign = self.env["account.move"].create(
            {"move_type": "entry", "company_id": other.id, "journal_id": self._journal(other).id}
        )
        foreign.ops_fapiao_number = f"{CODE}-12345678"
        with self.assertRaisesRegex(ValidationError, r"stands on .*Second.*already"), self.env.cr.savepoint():
            self.move.write({"ops_fapiao_number": "12345678", "ops_fapiao_code": CODE})
        self.move.write({"ops_fapiao_number": "12345678", "ops_fapiao_code": OTHER})
        self.assertEqual(self._rows(self.move), [(OTHER, "12345678")], "another code is another fapiao")
        bought = self.env["account.move"].create(
            {"move_type": "in_invoice", "partner_id": self.customer.id, "ops_fapiao_number": DIGITAL}
        )
        self.move.write({"ops_fapiao_number": DIGITAL, "ops_fapiao_code": False})
        self.assertEqual(self._rows(bought), self._rows(self.move), "what one firm sells another one buys")

    def _journal(self, company):
        return self.env["account.journal"].create(
            {"name": "Other", "code": "OTH", "type": "general", "company_id": company.id}
        )

    def test_two_at_once_cannot_take_one_number(self):
        self.move.ops_fapiao_number = DIGITAL
        self.env.flush_all()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.errors.UniqueViolation),
            self.env.cr.savepoint(),
        ):
            self.env["ops.fapiao"].sudo().create({"number": DIGITAL})
            self.env.flush_all()

    @clause("W6.C", part="fapiao")
    def test_the_register_is_read_by_whom_it_concerns_and_written_by_nobody(self):
        self.move.ops_fapiao_number = DIGITAL
        rows = self.env["ops.fapiao"]
        for user in (self.accountant, self.support, self.leader):
            row = rows.with_user(user).search([("number", "=", DIGITAL)])
            self.assertEqual((row.partner_id, row.date), (self.customer, self.move.invoice_date))
            for write in (
                lambda row=row: row.write({"number": "1"}),
                lambda row=row: row.unlink(),
                lambda row=row: row.create({"number": "1"}),
            ):
                with self.assertRaises(AccessError):
                    write()
        with self.assertRaises(AccessError):
            rows.with_user(self.consultant).search([])

    # ------------------------------------------------------------------
    # Red letters
    # ------------------------------------------------------------------
    def _take_back(self):
        return self.move.sudo()._reverse_moves([{"invoice_date": self.move.invoice_date}])

    @clause("W6.C", part="red letters")
    def test_a_credit_note_bears_its_red_letter(self):
        self.move.ops_fapiao_number = DIGITAL
        note = self._take_back().with_user(self.accountant)
        note.sudo().action_post()
        self.assertEqual((note.ops_blue_numbers, note.ops_lacks_red), (DIGITAL, True))
        lacking = self.env["account.move"].with_user(self.accountant)
        self.assertIn(note, lacking.search([("ops_lacks_red", "=", True)]))
        with self.assertRaisesRegex(ValidationError, self.move.name), self.env.cr.savepoint():
            note.ops_fapiao_number = DIGITAL
        red = f"{DIGITAL[:-1]}0"
        note.ops_fapiao_number = red
        self.assertNotIn(note, lacking.search([("ops_lacks_red", "=", True)]))
        self.assertEqual((self.move.ops_red_numbers, self.request.red_numbers), (red, red))
        row = self.env["ops.fapiao"].with_user(self.accountant).search([("number", "=", red)])
        self.assertEqual((row.is_red, row.origin_id), (True, self.move))

    # ------------------------------------------------------------------
    # Contract and waiting
    # ------------------------------------------------------------------
    @clause("W6.C", part="not invoiced")
    def test_what_of_a_contract_is_not_invoiced(self):
        contract = self.move.invoice_line_ids.sale_line_ids.order_id.ops_contract_id
        self.assertTrue(contract)
        self.assertAlmostEqual(contract.amount_invoiced, self.move.amount_total)
        self.assertAlmostEqual(contract.amount_not_invoiced, contract.amount_total - self.move.amount_total)
        self._take_back().sudo().action_post()
        self.env.invalidate_all()
        self.assertAlmostEqual(contract.amount_not_invoiced, contract.amount_total)

    @clause("W6.B", part="ageing")
    def test_how_long_a_request_waits(self):
        request = self._request(self._run())
        request.action_submit()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE ops_invoice_request SET ops_date_submitted = ops_date_submitted - interval '5 days'"
            " WHERE id = %s",
            [request.id],
        )
        self.env.invalidate_all()
        self.assertEqual(request.waiting_days, 5)
        request.action_cancel()
        self.assertEqual(request.waiting_days, 0)

    # ------------------------------------------------------------------
    # Databases from before
    # ------------------------------------------------------------------
    def test_an_update_makes_rows_of_texts(self):
        self.move.ops_fapiao_number = f"{DIGITAL}, {CODE}-12345678"
        second = self._invoice(self._run())
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM ops_fapiao")
        self.env.cr.execute(
            "UPDATE account_move SET ops_fapiao_number = %s WHERE id = %s", [DIGITAL, second.id]
        )
        self.env.invalidate_all()
        script = load_script(file_path("ops_dept/migrations/19.0.1.8.0/post-fapiao.py"), "ops_dept_fapiao")
        with self.assertLogs("ops_dept_fapiao", "WARNING") as told:
            script.migrate(self.env.cr, "19.0.1.7.0")
        self.assertIn(DIGITAL, told.output[0])
        self.assertEqual(
            self._rows(self.move) + self._rows(second), [("", DIGITAL), (CODE, "12345678")], "the first one's"
        )
        self.assertEqual(self._rows(self.request), [("", DIGITAL), (CODE, "12345678")])
