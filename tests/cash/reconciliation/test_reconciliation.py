"""From the statement to its end, as the roles: sent, answered, told, reported, closed, opened again (R13)."""

import base64

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import PIXEL, clause
from .common import ReconciliationCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-22 04:00:00")
class TestReconciliation(ReconciliationCase):
    def setUp(self):
        super().setUp()
        self.invoice = self._create_posted_invoice(amount=1000, date="2026-03-01")
        self.statement = self._make()
        self.mine = self.statement.with_user(self.consultant)

    def _seal(self, statement):
        scan = (
            self.env["ir.attachment"]
            .with_user(self.consultant)
            .create({"name": "seal.png", "raw": base64.b64decode(PIXEL)})
        )
        statement.seal_scan_ids = [Command.link(scan.id)]

    def _search(self, user):
        return self.statement.with_user(user).search([("id", "=", self.statement.id)])

    def _finish(self, statement):
        statement.action_tell_finance()
        statement.action_report()
        statement.action_close()

    @clause("R13")
    def test_the_duty_is_met_only_when_finance_has_it_and_the_report_is_recorded(self):
        duty = self._duty(self.statement)
        self.assertEqual((duty.owner_id, duty.state, duty.clause_id.code), (self.consultant, "open", "R13"))
        self.assertEqual(str(self.company._ops_day_of(duty.date_due)), "2026-06-30")
        self.mine.action_send()
        with self.assertRaisesRegex(UserError, "seal"):
            self.mine.action_confirm()
        self._seal(self.mine)
        self.mine.action_confirm()
        original = self.mine._originals("statement")
        self.assertEqual((original.holder_id, original.partner_id), (self.consultant, self.customer))
        with self.assertRaisesRegex(UserError, "tell finance; report it"):
            self.mine.action_close()
        self.mine.action_tell_finance()
        card = self.env["ops.home"].with_user(self.accountant)._get_reconciliation_results_card()
        self.assertEqual([row["res_id"] for row in card["rows"]], self.statement.ids)
        with self.assertRaisesRegex(UserError, "report it"):
            self.mine.action_close()
        self.assertEqual(duty.state, "open")
        self.assertEqual(self.mine.report_to_id, self.manager)
        self.mine.action_report()
        self.mine.action_close()
        self.assertEqual((self.statement.state, duty.state), ("closed", "met"))
        self.statement.with_user(self.accountant).action_note_by_finance()
        self.assertEqual(self.statement.finance_seen_by_id, self.accountant)

    @clause("R13", part="differences")
    def test_differences_explain_the_customers_figure_and_each_is_settled(self):
        self.mine.action_send()
        with self.assertRaisesRegex(UserError, "same as ours"):
            self.mine.partner_closing = 1000
            self.mine.action_differ()
        self.mine.partner_closing = 700
        self.mine.action_differ()
        self.mine.difference_ids = [
            Command.create({"kind": "timing", "amount": 200}),
            Command.create({"kind": "price", "amount": 99, "note": "Price of May"}),
        ]
        self.mine.action_tell_finance()
        self.mine.action_report()
        with self.assertRaisesRegex(UserError, "explained"):
            self.mine.action_close()
        timing, price = self.mine.difference_ids
        price.amount = 100
        with self.assertRaisesRegex(UserError, "settle each"):
            self.mine.action_close()
        with self.assertRaisesRegex(UserError, "how the difference"):
            timing.action_settle()
        self.mine.difference_ids.settlement = "Paid on 23 June"
        self.mine.difference_ids.action_settle()
        self.assertEqual((timing.settled_by_id, bool(timing.date_settled)), (self.consultant, True))
        for change in ({"amount": 1}, {"settled_by_id": self.manager.id}):
            with self.assertRaises(UserError):
                timing.write(change)
        with self.assertRaises(UserError):
            timing.unlink()
        self.mine.action_close()
        self.assertEqual((self.statement.state, self.statement.outcome), ("closed", "differing"))
        with self.assertRaises(UserError):
            self.mine.difference_ids = [Command.create({"kind": "other", "amount": 1})]

    @clause("R13", part="refused, no answer")
    def test_refused_and_no_answer_say_what_was_tried(self):
        self.mine.action_send()
        for call in (self.mine.action_refuse, self.mine.action_give_up):
            with self.assertRaisesRegex(UserError, "what the customer said"):
                call()
        self.mine.answer_note = "Called three times"
        self.mine.action_give_up()
        self._finish(self.mine)
        self.assertEqual((self.statement.outcome, self.statement.coverage), ("no_answer", 0))

    @clause("R13", part="posted late")
    def test_a_posting_before_the_cut_off_made_later_opens_it_again(self):
        self.mine.action_send()
        self._seal(self.mine)
        self.mine.action_confirm()
        self._finish(self.mine)
        self._create_posted_invoice(amount=50, date="2026-06-25")
        self._make("2026-06-25 17:00:00")
        self.assertEqual(self.statement.state, "closed", "after the cut-off")
        self._create_posted_invoice(amount=30, date="2026-06-10")
        self._make("2026-07-02 17:00:00")
        self.assertEqual(
            (self.statement.state, self.statement.closing, self.statement.closing_before),
            ("draft", 1030, 1000),
        )
        self.assertTrue(self.statement.date_reopened)
        self.assertFalse(self.statement.date_finance_told or self.statement.outcome)
        again = self._duty(self.statement)[-1]
        self.assertEqual((len(self._duty(self.statement)), again.state), (2, "open"))
        self.assertEqual(str(self.company._ops_day_of(again.date_due)), "2026-12-31")

    @clause("R13", part="who sees whose")
    def test_who_sees_whose_and_who_moves_it(self):
        for user in (self.consultant, self.manager, self.accountant, self.leader):
            self.assertTrue(
                self.statement.with_user(user).search([("id", "=", self.statement.id)]), user.login
            )
        self.assertFalse(self.statement.with_user(self.colleague).search([("id", "=", self.statement.id)]))
        for user in (self.colleague, self.accountant, self.support):
            with self.assertRaises(AccessError, msg=user.login):
                self.statement.with_user(user).action_send()
        self.mine.action_send()
        with self.assertRaises(AccessError):
            self.mine.action_note_by_finance()

    @clause("R13", part="no way around")
    def test_no_way_around(self):
        statements = self.env["ops.reconciliation"].with_user(self.consultant)
        ways = {
            "state": lambda: self.mine.write({"state": "closed"}),
            "confirmed": lambda: self.mine.write({"state": "confirmed"}),
            "reset": lambda: self.mine.write({"state": "draft"}),
            "stamp": lambda: self.mine.write({"date_reported": "2026-06-22 04:00:00"}),
            "told": lambda: self.mine.write({"date_finance_told": "2026-06-22 04:00:00"}),
            "amount": lambda: self.mine.write({"closing": 0}),
            "owner": lambda: self.mine.write({"user_id": self.colleague.id}),
            "coverage": lambda: self.mine.write({"coverage": 100}),
            "customer": lambda: self.mine.write({"partner_id": self.manager.partner_id.id}),
            "create": lambda: statements.create({"partner_id": self.customer.id}),
            "copy": self.mine.copy,
            "unlink": self.mine.unlink,
            "unlink by the software": self.statement.unlink,
            "create by the software": lambda: self.env["ops.reconciliation"].create(
                {"partner_id": self.customer.id, "half_year": "2026-H1"}
            ),
            "tell before the answer": self.mine.action_tell_finance,
            "report before the answer": self.mine.action_report,
        }
        for name, way in ways.items():
            with self.subTest(name), self.assertRaises(UserError):
                way()
        result = statements.load(["half_year", "closing"], [["2026-H2", "5"]])
        self.assertFalse(result["ids"])
        self.assertEqual((self.statement.state, self.statement.closing), ("draft", 1000))

    @clause("R13", part="report")
    def test_the_report_goes_to_who_leads(self):
        self.mine.action_send()
        self.mine.answer_note = "Will not sign"
        self.mine.action_refuse()
        for user in (self.consultant, self.colleague):
            self.mine.report_to_id = user
            with self.assertRaisesRegex(UserError, "choose one"):
                self.mine.action_report()
        self.mine.report_to_id = self.leader
        self.mine.action_report()
        self.assertEqual(self.statement.reported_by_id, self.consultant)

    @clause("R13", part="coverage")
    def test_how_much_is_checked(self):
        other = self.env["res.partner"].create(
            {"name": "Red Hill", "is_company": True, "user_id": self.consultant.id}
        )
        self._switch(False)
        self.invoice.copy({"partner_id": other.id, "invoice_date": "2026-04-01"}).write(
            {"date": "2026-04-01"}
        )
        copied = self.env["account.move"].search([("partner_id", "=", other.id)])
        copied.invoice_line_ids.write({"price_unit": 300})
        copied.invoice_payment_term_id = False
        copied.action_post()
        self._switch(True)
        self._make()
        self.mine.action_send()
        self._seal(self.mine)
        self.mine.action_confirm()
        self.env.flush_all()
        count, by_number, by_amount = (
            self.env["ops.reconciliation"]
            .with_user(self.manager)
            ._read_group(
                [("half_year", "=", "2026-H1")], [], ["__count", "coverage:avg", "coverage_amount:avg"]
            )[0]
        )
        self.assertEqual((count, by_number), (2, 50))
        self.assertAlmostEqual(by_amount, 100 * 1000 / (1000 + copied.amount_total), 2)
        with self.assertQueryCount(2):
            found = self.env["ops.home"].with_user(self.manager)._get_reconciliation_list()
        self.assertTrue(found["rows"][0]["text"].startswith("1 of 2 ·"), found["rows"])

    def test_another_salesman_owes_what_is_open(self):
        self.customer.user_id = self.colleague
        self._make("2026-06-22 17:00:00")
        first, second = self._duty(self.statement)
        self.assertEqual((first.state, second.owner_id), ("waived", self.colleague))

    def test_the_movements_behind_it(self):
        rows = self.mine._get_movements()[self.statement.id]
        self.assertEqual([(row[3], row[4]) for row in rows], [(1000, 1000)])
