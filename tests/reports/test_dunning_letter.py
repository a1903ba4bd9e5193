"""The dunning letter on paper and by mail: three wordings, several customers in one PDF (W5.A)."""

from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.base.tests.common import MockSmtplibCase

from ..cash.receipt_common import ReceiptCase
from ..common import clause
from .common import PaperCase

LETTER = "ops_dept_reports.report_ops_dunning"


@tagged("post_install", "-at_install")
@freeze_time("2026-02-02 04:00:00")
class TestDunningLetter(PaperCase, ReceiptCase, MockSmtplibCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.write({"user_id": cls.consultant.id, "email": "buyer@example.com"})
        cls.other = cls.customer.copy({"name": "红山钢铁", "user_id": cls.consultant.id, "email": False})

    def setUp(self):
        super().setUp()
        self.invoice = self._create_posted_invoice(amount=1000)
        self._create_posted_invoice(self._create_running_order(partner_id=self.other.id))
        partners = self.customer | self.other
        self.letters = (
            self.env["ops.dunning"]
            .with_user(self.consultant)
            .create([{"partner_id": partner.id} for partner in partners])
        )

    @clause("W5.A", part="paper")
    def test_the_letters_of_several_customers_are_one_pdf(self):
        with self.assertRaisesRegex(UserError, "W5.A"):
            self._print(self.letters, report=LETTER)
        action = self.letters.action_print()
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(set(self.letters.mapped("state")), {"sent"})
        pages = self._print(self.letters, report=LETTER)
        self.assertEqual(len(pages), 2)
        text = "".join(pages[0].split())
        for words in ("付款提醒函", "BlueRiverPaper", self.invoice.name, "18", "1,000.00", "2026年2月9日"):
            self.assertIn(words, text)
        self.assertIn("红山钢铁", pages[1])

    @clause("W5.A", part="paper")
    def test_each_wording_has_its_words(self):
        letter = self.letters[0]
        texts = {}
        for wording in ("friendly", "demand", "last"):
            letter = self.letters[0].copy({"wording": wording})
            letter.action_send()
            texts[wording] = self._print_text(letter, report=LETTER)
        for wording, words in (("friendly", "付款提醒函"), ("demand", "催款函"), ("last", "最后催款通知")):
            for other, text in texts.items():
                check = self.assertIn if other == wording else self.assertNotIn
                check(words, text)

    @clause("W5.A", part="paper")
    def test_mailed_with_the_pdf_attached_or_it_stays_a_draft(self):
        with self.mock_smtplib_connection():
            self.letters.action_mail()
        mailed, left = self.letters
        self.assertEqual((mailed.state, mailed.is_mailed), ("sent", True))
        self.assertEqual((left.state, left.is_mailed), ("draft", False), "he has no address")
        paper = self.env["ir.attachment"].search(
            [("res_model", "=", "ops.dunning"), ("res_id", "=", mailed.id)]
        )
        self.assertEqual(paper.mimetype, "application/pdf")
        mail = self.env["mail.mail"].search([("model", "=", "ops.dunning"), ("res_id", "=", mailed.id)])
        self.assertEqual((mail.recipient_ids, mail.attachment_ids), (self.customer, paper))

    def test_a_mail_that_is_refused_leaves_no_trace(self):
        letter = self.letters[0]
        before = len(self.customer.message_ids)
        with patch.object(type(letter), "_mail_paper", return_value="refused"):
            action = letter.action_mail()
        self.assertIn("refused", action["params"]["message"])
        self.assertEqual((letter.state, letter.date_sent), ("draft", False))
        self.assertEqual(len(self.customer.message_ids), before)
