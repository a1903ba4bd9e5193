"""What was due in a month and what of it came in, against the ledger's own sums (H2, M1.7)."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...common import clause
from ..receipt_common import ReceiptCase

NOW = "2026-03-20 04:00:00"
FEBRUARY, MARCH = date(2026, 2, 1), date(2026, 3, 1)


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestCollection(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.team.user_id = cls.manager

    def _invoice(self, amount, due, **vals):
        return self._create_posted_invoice(amount=amount, date="2026-01-15", invoice_date_due=due, **vals)

    def _pay(self, invoice, amount, day):
        with freeze_time(f"{day} 04:00:00"):
            return self._confirm_receipt(self._create_receipt([(invoice, amount)], date_received=day))

    def _rows(self, month, user=None):
        rows = self.env["ops.collection"].with_user(user or self.manager).search([("month", "=", month)])
        return [(row.move_id, row.due, row.collected, row.overdue) for row in rows.sorted("date_due")]

    @clause("H2")
    def test_collected_of_what_was_due_month_by_month(self):
        """Open when the month began and due in it; paid before its month counts on neither side."""
        old = self._invoice(1000, "2026-01-31")
        new = self._invoice(500, "2026-02-20")
        early = self._invoice(300, "2026-02-25")
        self._invoice(700, "2026-03-31")
        self._pay(early, 300, "2026-01-20")
        self._pay(old, 400, "2026-02-10")
        self._pay(new, 500, "2026-02-28")
        self._pay(old, 100, "2026-03-05")
        self.assertEqual(
            self._rows(FEBRUARY), [(old, 1000, 400, 600), (new, 500, 500, 0)], "of 1,500 came in 900"
        )
        march = self._rows(MARCH)
        self.assertEqual(march[0], (old, 600, 100, 500))
        self.assertEqual(march[1][1:], (700, 0, 0), "due in this month, its day still to come")
        self.assertEqual(self._rows(date(2026, 1, 1)), [(old, 1000, 0, 1000)])

    @clause("H2")
    def test_the_rate_of_several_is_of_their_sums(self):
        first, second = self._invoice(9000, "2026-02-10"), self._invoice(1000, "2026-02-10")
        self._pay(first, 4500, "2026-02-12")
        self._pay(second, 1000, "2026-02-12")
        groups = (
            self.env["ops.collection"]
            .with_user(self.manager)
            ._read_group([("month", "=", FEBRUARY)], ["team_id"], ["due:sum", "collected:sum", "rate:avg"])
        )
        self.assertEqual(groups, [(self.team.with_user(self.manager), 10000, 5500, 55.0)])

    @clause("H2")
    def test_what_is_no_money_is_not_collected(self):
        """A credit note takes from what is due; a write-off, too."""
        invoice = self._invoice(1000, "2026-02-10")
        self._switch(False)
        credit = invoice._reverse_moves([{"invoice_date": "2026-02-15", "date": "2026-02-15"}])
        credit.invoice_line_ids.write({"price_unit": 25})
        credit.action_post()
        self._switch(True)
        amount = credit.amount_total
        (credit | invoice).line_ids.filtered(lambda line: line.account_id == self.receivable).reconcile()
        self.assertEqual(self._rows(FEBRUARY), [(invoice, 1000 - amount, 0, 1000 - amount)])

    @clause("H2")
    def test_as_the_ledger_has_it(self):
        """Due = open at the beginning + falling due; due − collected = open at the end, to the cent."""
        for number, (day, paid, when) in enumerate(
            (("2026-01-20", 300.33, "2026-02-03"), ("2026-02-11", 99.99, "2026-02-27"), ("2026-02-27", 0, ""))
        ):
            invoice = self._invoice(1000.10 + number, day)
            if paid:
                self._pay(invoice, paid, when)
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self.receivable.id), ("parent_state", "=", "posted")]
        )
        ledger = sum(lines.filtered(lambda line: line.date <= date(2026, 2, 28)).mapped("balance"))
        rows = self._rows(FEBRUARY)
        self.assertAlmostEqual(sum(due - collected for _move, due, collected, _late in rows), ledger)
        self.assertAlmostEqual(sum(row[1] for row in rows), 1000.10 + 1001.10 + 1002.10)

    @clause("H2", "M1.7", part="another salesperson within the month")
    def test_another_salesperson_splits_the_month_on_his_day(self):
        invoice = self._invoice(1000, "2026-01-31")
        self._pay(invoice, 200, "2026-02-05")
        with freeze_time("2026-02-10 20:00:00"):  # 11 February where the company is
            tracked = invoice.with_context(tracking_disable=False, mail_notrack=False)
            tracked.invoice_user_id = self.colleague
            self.cr.precommit.run()  # where changes are tracked
        self._pay(invoice, 300, "2026-02-11")
        rows = self.env["ops.collection"].search([("move_id", "=", invoice.id), ("month", "=", FEBRUARY)])
        self.assertEqual(
            {row.user_id: (row.due, row.collected, row.overdue) for row in rows},
            {self.consultant: (1000, 200, 800), self.colleague: (800, 300, 500)},
        )
        self.assertEqual(len(set(rows.ids)), 2)

    @clause("H2")
    def test_who_sees_whose(self):
        invoice = self._invoice(1000, "2026-02-10")
        for user in (self.consultant, self.manager, self.support, self.accountant, self.leader):
            self.assertEqual([row[0] for row in self._rows(FEBRUARY, user)], [invoice], user.login)
        self.assertFalse(self._rows(FEBRUARY, self.colleague))

    @clause("H2")
    def test_the_head_reads_it_on_his_first_page_and_opens_what_is_behind(self):
        invoice = self._invoice(1000, "2026-03-10")
        self._pay(invoice, 250, "2026-03-15")
        with self.assertQueryCount(8):
            found = self.env["ops.home"].with_user(self.manager)._get_collection_list()
        together, mine = found["rows"]
        self.assertTrue(together["text"].startswith("25 %"), together["text"])
        self.assertEqual(mine["title"], self.consultant.name)
        behind = self.env["ops.collection"].with_user(self.manager).search(mine["action"]["domain"])
        self.assertEqual(behind.move_id, invoice)
        self.assertEqual(behind.action_open_invoice()["res_id"], invoice.id)
        self._switch(False)
        self.assertIsNone(self.env["ops.home"].with_user(self.manager)._get_collection_list())

    def test_nobody_writes_it(self):
        self._invoice(1000, "2026-02-10")
        row = self.env["ops.collection"].with_user(self.manager).search([("month", "=", FEBRUARY)])
        for call in (lambda: row.write({"due": 1}), row.copy, row.unlink):
            with self.assertRaises(AccessError):
                call()
        self.assertEqual(row.due, 1000)
