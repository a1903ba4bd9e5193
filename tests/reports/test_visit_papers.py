"""Papers of the visit room: the confirmation that is mailed and filed, the report as it is filed."""

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.base.models.ir_mail_server import MailDeliveryException
from odoo.addons.base.tests.common import MockSmtplibCase

from ..common import clause
from ..visit.visit_case import MONDAY, VisitCase
from .common import PaperCase, pdf_pages, squeezed


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestVisitPapers(VisitCase, PaperCase, MockSmtplibCase):
    def _booked(self, **vals):
        call = self._plan(channel="inbound", caller_number="1", goal_id=False)
        call.offer_ids = [
            (0, 0, {"product_id": self.plain.id, "quantity": 3, "price_unit": 90, "discount": 10}),
        ]
        call.write({"talk": "三天内送到", "result": "booking", "commitment": "周五前送到仓库", **vals})
        call.action_close_call()
        return call

    def _papers(self, model, record):
        return self.env["ir.attachment"].search(
            [("res_model", "=", model), ("res_id", "=", record.id), ("mimetype", "=", "application/pdf")]
        )

    @clause("P4.2")
    @clause("P4.3")
    def test_one_tap_mails_the_pdf_files_it_twice_and_meets_what_is_owed(self):
        call = self._booked()
        owed = self._owed(call, "P4.2")
        self.assertEqual((owed.owner_id, owed.state), (self.consultant, "open"))
        with self.mock_smtplib_connection():
            shown = call.action_send_confirmation()
        self.assertEqual(len(self.emails), 1)
        self.assertEqual(shown["params"]["type"], "success", shown)
        mail = self.env["mail.mail"].search([("model", "=", "ops.visit"), ("res_id", "=", call.id)])
        self.assertEqual(mail.recipient_ids, self.person)
        self.assertEqual(mail.attachment_ids.mimetype, "application/pdf")
        self.assertTrue(self._papers("ops.visit", call))
        self.assertTrue(self._papers("res.partner", self.customer))
        self.assertEqual(owed.state, "met")

    @clause("P4.2")
    def test_late_sending_is_late(self):
        call = self._booked()
        owed = self._owed(call, "P4.2")
        with freeze_time(owed.date_due + timedelta(hours=2)), self.mock_smtplib_connection():
            call.action_send_confirmation()
        self.assertGreater(owed.date_met, owed.date_due)

    @clause("P4.2")
    def test_a_mail_that_is_refused_or_comes_back_stays_owed(self):
        call = self._booked()
        owed = self._owed(call, "P4.2")
        server = self.env.registry["ir.mail_server"]
        refusing = patch.object(server, "send_email", side_effect=MailDeliveryException("no such box"))
        with self.mock_smtplib_connection(), refusing, mute_logger("odoo.addons.mail.models.mail_mail"):
            shown = call.action_send_confirmation()
        self.assertEqual(shown["params"]["type"], "danger")
        self.assertIn("P4.2", shown["params"]["message"])
        self.assertEqual((owed.state, call.date_mailed), ("open", False))
        with self.mock_smtplib_connection():
            call.action_send_confirmation()
        self.assertEqual(owed.state, "met")
        call.sudo()._message_receive_bounce(self.person.email, self.person)
        again = self._owed(call, "P4.2") - owed
        self.assertEqual((again.state, call.date_mailed), ("open", False))

    def test_without_an_address_or_a_result_it_says_what_to_do(self):
        call = self._booked()
        self.person.email = self.customer.email = False
        with self.assertRaisesRegex(UserError, "P4.2"):
            call.action_send_confirmation()
        visit = self._plan()
        with self.assertRaisesRegex(UserError, "P4.2"):
            visit.action_send_confirmation()

    def test_the_confirmation_says_what_was_agreed_untaxed(self):
        self.customer.lang = "zh_CN"
        call = self._booked().with_context(lang="zh_CN")
        self.consultant.lang = "zh_CN"
        reports = self.env["ir.actions.report"].with_user(self.consultant)
        reports = reports.with_context(lang="zh_CN", force_report_rendering=True)
        name = "ops_dept_reports.report_ops_visit_confirmation"
        text = squeezed("".join(pdf_pages(reports._render_qweb_pdf(name, call.ids)[0])))
        for part in ("周五前送到仓库", "243.00", "10%", call.name, "未税"):
            self.assertIn(squeezed(part), text)

    @clause("V4.1")
    def test_the_report_on_paper_says_what_the_form_says(self):
        visit = self._plan()
        visit.action_register_times(MONDAY - timedelta(minutes=30), MONDAY)
        self._say(visit, talk="三号线五月停机", commitment="送样品")
        visit.fact_ids = [(0, 0, {"kind": "need", "text": "按月供货"})]
        visit.action_report()
        text = self._print_text(visit, report="ops_dept_reports.report_ops_visit")
        for part in ("三号线五月停机", "送样品", "按月供货", visit.name, self.customer.name):
            self.assertIn(squeezed(part), text)
