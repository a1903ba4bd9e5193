"""The statement of account: in the language of the customer, many in one PDF (R13)."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.base.tests.common import MockSmtplibCase

from ..cash.reconciliation.common import ReconciliationCase
from ..common import clause

REPORT = "ops_dept_reports.report_ops_reconciliation"
VALUES = "report.ops_dept_reports.ops_reconciliation_statement"


@tagged("post_install", "-at_install")
class TestStatement(ReconciliationCase):
    def setUp(self):
        super().setUp()
        self._create_posted_invoice(amount=1000, date="2026-03-01")
        self.customer.lang = "zh_CN"
        self.statement = self._make()

    def _html(self, statements, user):
        reports = self.env["ir.actions.report"].with_user(user)
        return reports._render_qweb_html(REPORT, statements.ids)[0].decode()

    @clause("R13", part="paper")
    def test_it_says_movements_and_the_closing_in_capital_numerals(self):
        text = self._html(self.statement, self.consultant)
        for words in ("对账单", "壹仟元整", "Blue River Paper", self.statement.name, "2026-03-01", "盖章处"):
            self.assertIn(words, text)
        self.env["res.lang"]._activate_lang("en_US")
        self.customer.lang = "en_US"
        text = self._html(self.statement, self.consultant)
        for words in ("Statement of Account", "One Thousand", "Opening balance"):
            self.assertIn(words, text)

    def test_a_colleague_prints_no_statement_of_his(self):
        with self.assertRaises(AccessError):
            self.env[VALUES].with_user(self.colleague)._get_report_values(self.statement.ids)

    @clause("R13", part="paper")
    def test_many_take_as_many_statements_as_few(self):
        others = [self.statement.id]
        for number in range(6):
            customer = self.env["res.partner"].create(
                {
                    "name": f"Customer {number}",
                    "is_company": True,
                    "lang": "zh_CN",
                    "user_id": self.consultant.id,
                }
            )
            vals = {"partner_id": customer.id, "half_year": "2026-H1", "closing": 10}
            vals |= {"date_from": self.statement.date_from, "date_to": self.statement.date_to}
            others += (
                self.env["ops.reconciliation"]
                ._create_noted([{"company_id": self.company.id, **vals}], self.company)
                .ids
            )

        def count(ids):
            for _round in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                values = self.env[VALUES].with_user(self.consultant)._get_report_values(ids)
            self.assertEqual([doc.id for doc in values["docs"]], ids)
            return self.env.cr.sql_log_count - before

        self.assertEqual(count(others[:2]), count(others))

    @clause("R13", part="many in one PDF")
    def test_a_long_batch_tells_how_far_it_is(self):
        reports = self.env["ir.actions.report"].with_user(self.accountant)
        own = self.env["bus.bus"].search_count([])
        with self.enter_registry_test_mode():
            for done, total in ((50, 50), (10, 200), (200, 200)):
                reports._ops_tell_progress(done, total)
            self.assertEqual(self.env["bus.bus"].search_count([]), own, "a short one says nothing")
            reports._ops_tell_progress(50, 200)
        told = self.env["bus.bus"].search([], order="id desc", limit=1)
        self.assertIn("simple_notification", told.message)
        self.assertIn("50", told.message)
        self.assertIn("200", told.message)


@tagged("post_install", "-at_install")
class TestStatementMailed(ReconciliationCase, MockSmtplibCase):
    def setUp(self):
        super().setUp()
        self._create_posted_invoice(amount=1000, date="2026-03-01")
        self.customer.email = "ledger@example.com"
        self.statement = self._make()
        self.mine = self.statement.with_user(self.consultant)

    @clause("R13", part="mailed")
    def test_it_leaves_as_pdf_with_the_link_and_is_sent(self):
        with self.mock_smtplib_connection():
            action = self.mine.action_mail_statements()
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual((len(self.emails), self.statement.state), (1, "sent"))
        mail = self.env["mail.mail"].search([("res_id", "=", self.statement.id)], order="id desc", limit=1)
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertEqual(mail.attachment_ids.mimetype, "application/pdf")
        self.assertIn(self.statement.access_token, mail.body_html)

    @clause("R13", part="mailed")
    def test_what_cannot_be_mailed_is_said_and_not_sent(self):
        self.customer.email = False
        action = self.mine.action_mail_statements()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertIn(self.statement.display_name, action["params"]["message"])
        self.assertEqual(self.statement.state, "draft")
        with self.assertRaises(AccessError):
            self.statement.with_user(self.colleague).action_mail_statements()
        self.statement._answer_online("confirmed", "Ms Li")
        with self.assertRaisesRegex(UserError, r"R13"):
            self.mine.action_mail_statements()
