"""Letters to who owes something past its day: three wordings, the open items, logged as sent (W5.A)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ...common import clause
from ..receipt_common import ReceiptCase

# Noon in China, the 2nd of February.
TODAY = "2026-02-02 04:00:00"


@tagged("post_install", "-at_install")
@freeze_time(TODAY)
class TestDunning(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.customer.user_id = cls.consultant
        cls.letters = cls.env["ops.dunning"]

    def _file(self, user=None):
        files = self.env["ops.customer"].with_user(user or self.consultant)
        return files.search([("partner_id", "=", self.customer.id), ("company_id", "=", self.company.id)])

    def _write(self, user=None):
        action = self._file(user).action_write_dunning()
        return self.letters.with_user(user or self.consultant).browse(action["res_id"])

    def _sent(self):
        letter = self._write()
        letter.action_send()
        return letter

    @clause("W5.A")
    def test_a_letter_says_what_is_owed_and_how_late(self):
        invoice = self._create_posted_invoice(amount=1000, date="2026-01-15")
        self._create_posted_invoice(amount=500, date="2026-03-15")
        letter = self._write()
        self.assertEqual((letter.state, letter.wording), ("draft", "friendly"))
        line = letter.line_ids
        self.assertEqual((line.reference, line.days_late, line.amount), (invoice.name, 18, 1000))
        self.assertEqual((letter.amount, str(letter.date_pay)), (1000, "2026-02-09"))
        self.assertEqual(self._write(), letter, "the draft goes on")

    @clause("W5.A")
    def test_what_went_out_is_logged_and_stays(self):
        self._create_posted_invoice(amount=1000)
        letter = self._sent()
        self.assertEqual((letter.state, letter.sent_by_id), ("sent", self.consultant))
        self.assertEqual(str(letter.date_sent), TODAY)
        note = self.customer.message_ids[:1]
        self.assertIn(letter.name, note.body)
        self.assertIn("Friendly reminder", note.body)
        self.assertEqual(note.author_id, self.consultant.partner_id)
        self.assertIn("Friendly reminder", self._file().dunning_text)

    @clause("W5.A")
    def test_each_letter_is_one_step_sterner_while_the_debt_lasts(self):
        self._create_posted_invoice(amount=1000)
        wordings = [self._sent().wording for _number in range(4)]
        self.assertEqual(wordings, ["friendly", "demand", "last", "last"])
        self._write().write({"wording": "friendly"})

    @clause("W5.A")
    def test_what_was_paid_since_is_not_demanded(self):
        invoice = self._create_posted_invoice(amount=1000)
        letter = self._write()
        self._confirm_receipt(self._create_receipt(rows=[(invoice, 400)]))
        letter.action_send()
        self.assertEqual((letter.amount, letter.line_ids.amount), (600, 600))
        second = self._write()
        self._confirm_receipt(self._create_receipt(rows=[(invoice, 600)]))
        with self.assertRaisesRegex(UserError, "W5.A"):
            second.action_send()
        self.assertEqual(second.state, "draft")

    @clause("W5.A")
    def test_several_customers_at_once(self):
        other = self.customer.copy({"name": "Red Hill Steel", "user_id": self.consultant.id})
        self._create_posted_invoice(amount=1000)
        self._create_posted_invoice(self._create_running_order(partner_id=other.id))
        if not self.env["ops.customer"]._get_of(other, self.company):
            self.env["ops.customer"].create({"partner_id": other.id, "company_id": self.company.id})
        files = self.env["ops.customer"].with_user(self.consultant).search([("amount_overdue", ">", 0)])
        action = files.action_write_dunning()
        letters = self.letters.with_user(self.consultant).search(action["domain"])
        self.assertEqual(letters.partner_id, self.customer | other)
        letters.action_send()
        self.assertEqual(set(letters.mapped("state")), {"sent"})

    @clause("W5.A")
    def test_ways_around(self):
        self._create_posted_invoice(amount=1000)
        letter = self._sent()
        ways = {
            "state": lambda record: record.write({"state": "draft"}),
            "cancel": lambda record: record.write({"state": "cancel"}),
            "customer": lambda record: record.write({"partner_id": self.vendor.id}),
            "wording": lambda record: record.write({"wording": "last"}),
            "amount": lambda record: record.write({"amount": 1}),
            "sent": lambda record: record.write({"date_sent": TODAY}),
            "created": lambda record: record.create({"partner_id": self.customer.id, "state": "sent"}),
            "forged": lambda record: record.create({"partner_id": self.customer.id, "amount": 9}),
            "lines": lambda record: record.write({"line_ids": [Command.clear()]}),
            "line": lambda record: record.line_ids.write({"amount": 1}),
            "unlink": lambda record: record.unlink(),
        }
        for user in (self.consultant, self.support, self.manager, self.leader, self.accountant):
            for name, way in ways.items():
                with self.subTest(user=user.login, way=name), self.assertRaises(UserError):
                    way(letter.with_user(user))
        self.assertEqual((letter.state, letter.amount, len(letter.line_ids)), ("sent", 1000, 1))

    @clause("W5.A")
    def test_who_may(self):
        self._create_posted_invoice(amount=1000)
        letter = self._write()
        with self.assertRaises(AccessError):
            self.letters.with_user(self.colleague).create({"partner_id": self.customer.id})
        for user in (self.colleague, self.other_manager, self.purchaser, self.keeper, self.technician):
            self.assertFalse(letter.with_user(user).has_access("read"), user.login)
        for user in (self.manager, self.support, self.leader, self.accountant, self.auditor):
            self.assertTrue(letter.with_user(user).has_access("read"), user.login)
        for user in (self.accountant, self.auditor):
            self.assertFalse(letter.with_user(user).has_access("write"), user.login)
        portal = new_test_user(self.env, "dun_portal", groups="base.group_portal")
        self.assertFalse(letter.with_user(portal).has_access("read"))
