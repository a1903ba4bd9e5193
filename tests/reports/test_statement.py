"""The statement of account: in the language of the customer, many in one PDF (R13)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

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
