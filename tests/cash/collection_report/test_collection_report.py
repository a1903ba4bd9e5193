"""The collection report: figures of the ledger, words of the person, a case for an own mistake (M1.7)."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ...policy.common import create_role
from ..receipt_common import ReceiptCase

MONTH = date(2026, 2, 1)
IN_TIME, LATE = "2026-03-03 04:00:00", "2026-03-09 04:00:00"


@tagged("post_install", "-at_install")
@freeze_time(IN_TIME)
class TestCollectionReport(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        for name in ("market_head", "market_specialist"):
            setattr(cls, name.removesuffix("_specialist"), create_role(cls.env, f"ops_{name}", name))
        cls.head_employee = cls._employ(cls.market_head)
        cls.employee = cls._employ(cls.market, parent_id=cls.head_employee.id)
        cls.other_customer = cls.customer.copy({"name": "Another customer"})

    @classmethod
    def _employ(cls, user, **vals):
        return cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id, **vals}
        )

    def _invoice(self, amount, due="2026-02-10", customer=None, user=None):
        order = self._create_running_order(price=amount / 10, partner_id=(customer or self.customer).id)
        return self._create_posted_invoice(
            order, date="2026-01-15", invoice_date_due=due, invoice_user_id=(user or self.market).id
        )

    def _pay(self, invoice, amount, day="2026-02-20"):
        with freeze_time(f"{day} 04:00:00"):
            return self._confirm_receipt(
                self._create_receipt(
                    [(invoice, amount)],
                    self.accountant,
                    date_received=day,
                    partner_id=invoice.commercial_partner_id.id,
                )
            )

    def _report(self, user=None):
        action = self.env["ops.work.report"].with_user(user or self.market).action_open_collection()
        return self.env["ops.work.report"].with_user(user or self.market).browse(action["res_id"])

    def _explained(self, **vals):
        report = self._report()
        late = report.debt_ids.filtered("overdue")
        late.write({"cause": "short", "next_step": "Visit on the 10th, half in cash", **vals})
        return report

    def _owed(self):
        with freeze_time("2026-02-01 02:00:00"):
            self.env["ops.obligation"]._open_periods(self.company)
        return self.env["ops.obligation"].search(
            [("clause_id.code", "=", "M1.7"), ("owner_id", "=", self.market.id), ("period", "=", "2026-02")]
        )

    @clause("M1.7")
    def test_figures_are_there_words_are_asked_and_handing_in_meets_the_duty(self):
        owed = self._owed()
        self.assertEqual(owed.state, "open")
        paid, open_one = self._invoice(1000), self._invoice(500, customer=self.other_customer)
        self._invoice(900, user=self.consultant)
        self._pay(paid, 1000)
        self._pay(open_one, 200)
        action = owed.with_user(self.market).action_write_collection()
        report = self.env["ops.work.report"].with_user(self.market).browse(action["res_id"])
        self.assertEqual(report.month, MONTH)
        self.assertEqual(
            [(line.partner_id, line.due, line.collected, line.overdue) for line in report.debt_ids],
            [(self.other_customer, 500, 200, 300), (self.customer, 1000, 1000, 0)],
        )
        self.assertEqual((report.due, report.collected, report.overdue, report.rate), (1500, 1200, 300, 80))
        with self.assertRaisesRegex(UserError, r"Another customer.*\(M1\.7\)"):
            report.action_hand_in()
        with Form(report) as form, form.debt_ids.edit(0) as line:
            line.cause = "short"
            line.next_step = "Half on the 10th, in cash"
        report.action_hand_in()
        self.assertEqual((report.state, report.is_late, owed.state), ("handed", False, "met"))
        report.with_user(self.market_head).action_file()
        self.assertEqual(report.state, "filed")

    @clause("M1.7", part="late")
    def test_after_the_fifth_it_is_late(self):
        owed = self._owed()
        self._invoice(1000)
        with freeze_time(LATE):
            self.env["ops.obligation"]._close_missed()
            self.assertEqual(owed.state, "missed")
            report = self._explained()
            report.action_hand_in()
        self.assertTrue(report.is_late)
        self.assertEqual((owed.state, owed.met_by_id), ("met", self.market))
        self.assertGreater(owed.late_hours, 0)
        violation = self.env["ops.violation"].search([("obligation_id", "=", owed.id)])
        self.assertNotEqual(violation.state, "dismissed", "done late, it stays a violation")

    def test_read_anew_keeps_what_was_written(self):
        invoice = self._invoice(1000)
        report = self._explained()
        self._pay(invoice, 400)
        self._invoice(700, customer=self.other_customer)
        report.action_fill()
        mine = report.debt_ids.filtered(lambda line: line.partner_id == self.customer)
        self.assertEqual((mine.collected, mine.overdue, mine.cause), (400, 600, "short"))
        self.assertEqual(report.due, 1700)
        self.assertEqual(self._report(), report, "one a month")

    def test_an_open_promise_is_the_next_step(self):
        self._invoice(1000)
        promise = self.env["ops.promise"].create(
            {"partner_id": self.customer.id, "amount": 1000, "date": "2026-03-10", "user_id": self.market.id}
        )
        self.assertEqual(self._report().debt_ids.next_step, promise._say())

    @clause("M1.7", part="own mistake")
    def test_an_own_mistake_proposes_a_case_with_its_amount_once(self):
        self._invoice(1000)
        report = self._explained(cause="own_mistake")
        with self.assertRaisesRegex(UserError, "what the mistake cost"):
            report.action_hand_in()
        report.debt_ids.write({"loss": 50, "computation": "30 days on 1,000 at 5 % a month"})
        report.action_hand_in()
        self.assertFalse(report.sudo().debt_ids.penalty_id, "the head reads it first")
        report.with_user(self.market_head).action_open_give_back()
        report.with_user(self.market_head).action_file()
        penalty = report.sudo().debt_ids.penalty_id
        self.assertEqual(
            (penalty.kind, penalty.amount_asked, penalty.employee_id, penalty.clause_codes, penalty.state),
            ("compensation", 50, self.employee, "M1.7", "draft"),
        )
        self.assertEqual(penalty.proposer_id, self.market_head)
        self.assertEqual(penalty.line_ids.violation_id.res_id, report.id)
        report.sudo()._do_file_collection()
        self.assertEqual(self.env["ops.penalty"].search_count([("employee_id", "=", self.employee.id)]), 1)

    def test_without_an_employee_record_the_report_says_that_there_is_no_case(self):
        self.employee.user_id = False
        self._invoice(1000)
        report = self._explained(cause="own_mistake", loss=50, computation="Interest")
        report.action_hand_in()
        report.with_user(self.leader).action_file()
        self.assertEqual(report.state, "filed")
        self.assertIn("no employee record", str(report.sudo().message_ids.mapped("body")))

    @clause("M1.7", part="who may")
    def test_others_write_nothing_in_it(self):
        self._invoice(1000)
        report = self._explained()
        line = report.debt_ids
        ways = (
            (self.market, lambda: line.write({"due": 1}), UserError),
            (self.market, lambda: line.write({"overdue": 0, "cause": False}), UserError),
            (self.market, line.unlink, AccessError),
            (self.market, lambda: line.copy({"report_id": report.id}), UserError),
            (self.consultant, lambda: line.with_user(self.consultant).write({"cause": "other"}), AccessError),
            (self.accountant, lambda: line.with_user(self.accountant).write({"cause": "other"}), AccessError),
        )
        for number, (user, way, error) in enumerate(ways):
            with self.subTest(way=number, user=user.login), self.assertRaises(error):
                way()
        report.action_hand_in()
        with self.assertRaisesRegex(UserError, "M1.7"):
            line.write({"cause": "other"})
        self.assertEqual((line.due, line.cause), (1000, "short"))
        self.assertEqual(report.with_user(self.accountant).due, 1000, "finance reads it")
        self.assertFalse(
            self.env["ops.work.report"].with_user(self.consultant).search([("id", "=", report.id)])
        )

    def test_a_month_still_to_come_is_refused(self):
        reports = self.env["ops.work.report"].with_user(self.market)
        for month in (date(2026, 4, 1), date(2026, 2, 5)):
            with self.assertRaisesRegex(UserError, "M1.7"):
                reports.create({"kind": "collection", "month": month})

    def test_a_hundred_customers_cost_as_few_statements_as_one(self):
        report = self._report()
        counts = []
        for number in (1, 6):
            for each in range(number):
                self._invoice(100, customer=self.customer.copy({"name": f"Customer {number}.{each}"}))
            report.action_fill()  # what is kept in memory is read
            report.sudo().debt_ids._unlink_stamped()
            self.env.flush_all()
            before = self.cr.sql_log_count
            report.action_fill()
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(len(report.debt_ids), 7)
        self.assertEqual(counts[0], counts[1])
