"""The customer gets the number of his case, once, and no other mail of the helpdesk."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import PortalCase

MAIL = """From: {sender}
To: support@example.com
Subject: {subject}
Message-Id: <{key}@example.com>
{extra}Content-Type: text/plain; charset=utf-8

{body}
"""


@tagged("post_install", "-at_install")
class TestNumber(PortalCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["ir.module.module"]._load_module_terms(["ops_dept"], ["zh_CN"])

    def _mails(self, case):
        return self.env["mail.mail"].sudo().search([("model", "=", case._name), ("res_id", "=", case.id)])

    def _by_mail(self, sender="wang@example.com", key="one", extra="", body="It leaks", subject="Pump"):
        case_id = self.env["mail.thread"].message_process(
            "helpdesk.ticket",
            MAIL.format(sender=sender, key=key, extra=extra, body=body, subject=subject),
        )
        return self.env["helpdesk.ticket"].browse(case_id)

    def test_by_mail_it_is_answered_once(self):
        case = self._by_mail()
        self.assertEqual((case.ops_step, case.ops_process), ("draft", False))
        self.assertEqual(case.channel_id, self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_email"))
        self.assertEqual(case.ops_salesman_id, self.consultant)
        mail = self._mails(case)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.contact)
        self.assertIn(case.number, mail.subject)
        self.assertIn(f"/my/ticket/{case.id}?access_token=", mail.body_html)
        self.assertIn("Auto-Submitted", mail.headers)
        self.assertTrue(case.ops_date_number)
        with self.assertRaisesRegex(UserError, "already"):
            case.with_user(self.support).action_ops_send_number()

    def test_in_chinese_for_who_reads_chinese(self):
        self.contact.lang = "zh_CN"
        mail = self._mails(self._by_mail())
        self.assertIn("服务单号", mail.body_html)

    def test_who_is_unknown_gets_it_at_his_address(self):
        case = self._by_mail("Somebody <new@example.org>")
        mail = self._mails(case)
        self.assertEqual(len(mail), 1)
        self.assertIn("new@example.org", mail.email_to or ",".join(mail.recipient_ids.mapped("email")))

    def test_his_reply_goes_on_in_the_case_and_ends_the_waiting(self):
        case = self._by_mail()
        case.write({"ops_process": "after_sales"})
        case.with_user(self.support).action_ops_submit()
        case.with_user(self.manager).action_ops_approve()
        case.with_user(self.technician).action_ops_take_up()
        case.with_user(self.technician).action_ops_wait("photos")
        first = self._mails(case).filtered(lambda mail: case.number in (mail.subject or ""))[:1]
        reply = self._by_mail(key="two", extra=f"In-Reply-To: {first.message_id}\n", body="Here they are")
        self.assertEqual(reply, case)
        self.assertFalse(case.ops_waiting_since)
        self.assertEqual(len(self._mails(case).filtered(lambda mail: "two@" in (mail.body_html or ""))), 0)

    def test_what_a_colleague_enters_is_told_by_his_button_only(self):
        case = self._case()
        self.assertFalse(self._mails(case))
        self.assertTrue(case.ops_can_send_number)
        case.action_ops_send_number()
        self.assertEqual(len(self._mails(case)), 1)
        nobody = self._case(partner_id=self.customer.id)
        self.customer.email = False
        with self.assertRaisesRegex(UserError, "no mail address"):
            nobody.action_ops_send_number()

    def test_the_helpdesk_s_mails_on_stages_stay_away(self):
        template = self.env.ref("helpdesk_mgmt.changed_stage_template")
        self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_new").mail_template_id = template
        self.authenticate(self.wang.login, self.wang.login)
        page = self._open("/new/ticket")
        data = {"csrf_token": self._csrf(page), "subject": "Leaks", "description": "?"}
        self.url_open("/submitted/ticket", data=data)
        self.env.invalidate_all()
        case = self.env["helpdesk.ticket"].search([], order="id desc", limit=1)
        mail = self._mails(case)
        self.assertEqual(len(mail), 1)
        self.assertIn(case.number, mail.subject)
        self.assertNotIn("stage", mail.subject)

    def test_nothing_is_sent_where_the_rulebook_is_off(self):
        self.company.ops_rulebook = False
        self.assertFalse(self._by_mail().ops_date_number)
