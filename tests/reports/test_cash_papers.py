"""Confirmation of a receipt and hand-over sheet of an invoice: printed, mailed, refused (W5.D, W6.D)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.base.tests.common import MockSmtplibCase

from ..cash.common import CashCase
from ..cash.receipt_common import ReceiptCase
from ..common import PIXEL, clause


@tagged("post_install", "-at_install")
class TestReceiptConfirmation(ReceiptCase, MockSmtplibCase):
    def _confirmed(self):
        invoice = self._create_posted_invoice()
        return self._confirm_receipt(self._create_receipt([(invoice, 400)], amount=500)), invoice

    @clause("W5.D", part="paper and mail")
    def test_mailed_in_one_tap_and_the_customer_is_told(self):
        self.customer.email = "buyer@example.com"
        receipt, invoice = self._confirmed()
        with self.assertRaises(AccessError):
            receipt.with_user(self.accountant).action_mail_confirmation()
        with self.mock_smtplib_connection():
            receipt.with_user(self.support).action_mail_confirmation()
        self.assertEqual(len(self.emails), 1)
        self.assertEqual((receipt.state, receipt.told_by_id), ("told", self.support))
        paper = self.env["ir.attachment"].search(
            [("res_model", "=", "ops.receipt"), ("res_id", "=", receipt.id)]
        )
        self.assertEqual(paper.mimetype, "application/pdf")
        mail = self.env["mail.mail"].search([("model", "=", "ops.receipt"), ("res_id", "=", receipt.id)])
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertEqual(mail.attachment_ids, paper)
        page = receipt._get_receipt_paper()
        self.assertEqual([row["name"] for row in page["rows"]], [invoice.name])
        self.assertIn("600", page["rows"][0]["left"])

    def test_without_an_address_it_stays_owed(self):
        receipt, _invoice = self._confirmed()
        self.customer.email = False
        with self.assertRaisesRegex(UserError, r"no e-mail address.*W5\.D"):
            receipt.with_user(self.support).action_mail_confirmation()
        self.assertEqual(receipt.state, "approved")

    def test_not_before_finance_has_confirmed(self):
        receipt = self._create_receipt(amount=500)
        report = self.env["ir.actions.report"].with_user(self.support)
        with self.assertRaisesRegex(UserError, r"W5\.D"):
            report._render_qweb_pdf("ops_dept_reports.report_ops_receipt", receipt.ids)


@tagged("post_install", "-at_install")
class TestHandOverSheet(CashCase):
    @clause("W6.D", part="paper")
    def test_the_sheet_before_and_after_the_signature(self):
        request = self._request(self._run())
        report = self.env["ir.actions.report"].with_user(self.clerk)
        name = "ops_dept_reports.report_ops_hand_over"
        with self.assertRaisesRegex(UserError, r"W6\.D"):
            report.with_user(self.support)._render_qweb_pdf(name, request.ids)
        self._pass(request)
        html, _kind = report._render_qweb_html(name, request.ids)
        self.assertIn(request.sudo().move_id.name, html.decode())
        request.with_user(self.clerk).write({"signed_by": "Mr Wang", "signature": PIXEL})
        request.with_user(self.clerk).action_hand_over()
        html, _kind = report._render_qweb_html(name, request.ids)
        self.assertIn("Mr Wang", html.decode())
        self.assertIn("data:image", html.decode())


@tagged("post_install", "-at_install")
class TestRequestPapers(CashCase):
    """What was asked for and who agreed."""

    def _print(self, name, record, user):
        report = self.env["ir.actions.report"].with_user(user)
        html, _kind = report._render_qweb_html(f"ops_dept_reports.{name}", record.ids)
        return html.decode()

    @clause("W6.A", part="paper")
    def test_the_invoice_request_with_who_agreed(self):
        request = self._request(self._run())
        with self.assertRaisesRegex(UserError, r"W6\.A"):
            self._print("report_ops_invoice_request_paper", request, self.support)
        request.with_user(self.support).action_submit()
        request.with_user(self.manager).action_ops_approve()
        page = self._print("report_ops_invoice_request_paper", request, self.support)
        for text in (request.name, request.tax_title, request.tax_number, self.manager.name):
            self.assertIn(text, page)
        self.assertEqual(
            request._get_request_paper()["totals"][-1][1], request.currency_id.format(request.amount_total)
        )
        with self.assertRaises(AccessError):
            self._print("report_ops_invoice_request_paper", request, self.technician)

    @clause("W5.B", part="paper")
    def test_the_receipt_request_with_its_invoices(self):
        invoice = self._invoice(self._run())
        receipt = (
            self.env["ops.receipt"]
            .with_user(self.support)
            .create({"partner_id": self.customer.id, "amount": 10})
        )
        receipt.action_distribute()
        with self.assertRaisesRegex(UserError, r"W5\.B"):
            self._print("report_ops_receipt_paper", receipt, self.support)
        receipt.action_submit()
        page = self._print("report_ops_receipt_paper", receipt, self.support)
        for text in (receipt.name, invoice.name, self.customer.name):
            self.assertIn(text, page)

    @clause("W4.F", part="paper")
    def test_the_delivery_note_is_for_the_customer(self):
        order = self._run(deliver=False)
        release = self._release_all(order)
        page = self._print("report_ops_delivery_note", release, self.clerk)
        self.assertIn(release.slip_number, page)
        self.assertNotIn(self.manager.name, page, "who approved concerns the house")
