"""The statements of a half-year: as the ledger has it, once each, for thousands in a few statements (R13)."""

import os
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from .common import CUT_OFF, FIRST, NIGHT, ReconciliationCase

MANY = 10_000


@tagged("post_install", "-at_install")
@freeze_time("2026-06-20 04:00:00")
class TestBatch(ReconciliationCase):
    @clause("R13", part="the statements of all customers")
    def test_opening_and_movements_are_the_closing_of_the_ledger(self):
        old = self._create_posted_invoice(amount=1000.10, date="2025-11-30")
        new = self._create_posted_invoice(amount=500.20, date="2026-03-01")
        self._create_posted_invoice(amount=77, date="2026-06-21")  # after the cut-off
        self._pay(old, 300.03, "2026-02-01")
        self._switch(False)
        credit = new._reverse_moves([{"invoice_date": "2026-04-15", "date": "2026-04-15"}])
        credit.invoice_line_ids.write({"price_unit": 5})
        credit.action_post()
        self._switch(True)
        statement = self._make()
        self.assertEqual(
            self._figures(statement),
            (1000.10, 500.20, -credit.amount_total, -300.03, 0, round(1200.27 - credit.amount_total, 2)),
        )
        self.assertEqual(
            (statement.half_year, statement.date_from, statement.date_to), ("2026-H1", FIRST, CUT_OFF)
        )
        self.assertEqual((statement.user_id, statement.state), (self.consultant, "draft"))
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "=", self.customer.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
            ]
        )
        ledger = sum(lines.filtered(lambda line: line.date <= CUT_OFF).mapped("balance"))
        self.assertAlmostEqual(statement.closing, ledger)
        with_later = sum(lines.mapped("balance"))
        self.assertAlmostEqual(with_later, self.customer.with_company(self.company).credit)
        self.assertAlmostEqual(statement.closing + 77, self.customer.with_company(self.company).credit)

    @clause("R13", part="the statements of all customers")
    def test_nobody_without_balance_or_movement_and_nobody_twice(self):
        self.assertFalse(self._make(), "nothing owed, nothing moved")
        invoice = self._create_posted_invoice(amount=100, date="2026-03-01")
        self._pay(invoice, 100, "2026-03-02")
        statement = self._make()
        self.assertEqual((statement.closing, statement.invoiced), (0, 100), "nothing owed, but moved")
        self.assertEqual(self._make(), statement)
        self.assertEqual(self._make("2026-06-21 17:00:00"), statement)

    @clause("R13", part="the statements of all customers")
    def test_before_the_cut_off_nothing_is_made_and_the_setting_moves_it(self):
        self._create_posted_invoice(amount=100, date="2026-03-01")
        self.assertFalse(self._make("2026-06-20 12:00:00"), "20 June is not over in China")
        self.company.ops_reconciliation_days = 20
        self.assertEqual(str(self._make("2026-06-20 12:00:00").date_to), "2026-06-10")

    @clause("R13", part="the statements of all customers")
    def test_a_night_that_breaks_off_is_taken_up_without_doubles(self):
        model = type(self.env["ops.reconciliation"])
        self._insert_customers(12)
        made = model._make_batch
        calls = []

        def broken(records, company, common, rows):
            calls.append(len(rows))
            if len(calls) == 2:
                raise RuntimeError("killed")
            return made(records, company, common, rows)

        with patch("odoo.addons.ops_dept.models.cash.reconciliation.batch.BATCH", 5):
            with patch.object(model, "_make_batch", broken):
                try:  # no `assertRaises`: it would roll the first batch back, which was committed
                    self._make()
                except RuntimeError as error:
                    self.assertEqual(str(error), "killed")
            self.assertEqual(self.env["ops.reconciliation"].search_count([("half_year", "=", "2026-H1")]), 5)
            self._make()
        statements = self.env["ops.reconciliation"].search([("half_year", "=", "2026-H1")])
        self.assertEqual((len(statements), len(statements.partner_id)), (12, 12))

    @clause("R13", part="the statements of all customers")
    def test_ten_thousand_customers(self):
        """Each batch of 500 takes the same number of statements; the figures agree with the ledger's sums."""
        self._insert_customers(MANY)
        counts = []
        model = type(self.env["ops.reconciliation"])
        made = model._make_batch

        def counting(records, company, common, rows):
            before = records.env.cr.sql_log_count
            result = made(records, company, common, rows)
            counts.append(records.env.cr.sql_log_count - before)
            return result

        began = os.times().elapsed
        with patch.object(model, "_make_batch", counting), freeze_time(NIGHT):
            self.env["ops.reconciliation"]._make_statements(self.company, CUT_OFF)
        seconds = os.times().elapsed - began
        statements = self.env["ops.reconciliation"].search([("half_year", "=", "2026-H1")])
        self.assertEqual((len(statements), len(counts)), (MANY, MANY // 500))
        self.assertEqual(len(set(counts[1:])), 1, counts)
        closing = sum(statements.mapped("closing"))
        self.env.cr.execute(
            "SELECT SUM(line.balance) FROM account_move_line line JOIN account_account account"
            " ON account.id = line.account_id WHERE account.account_type = 'asset_receivable'"
            " AND line.parent_state = 'posted' AND line.company_id = %s AND line.date <= %s"
            " AND line.partner_id IS NOT NULL",
            (self.company.id, CUT_OFF),
        )
        self.assertAlmostEqual(closing, float(self.env.cr.fetchone()[0]), 2)
        self.env.cr.execute("ANALYZE ops_reconciliation")
        began = os.times().elapsed
        self.assertFalse(self.env["ops.reconciliation"]._follow_ledger(self.company))
        print(
            f"\nreconciliation: {MANY} customers in {seconds:.1f} s, {counts[-1]} statements for each 500; "
            f"followed in {os.times().elapsed - began:.1f} s"
        )

    def _insert_customers(self, number):
        """Insert customers with two posted lines each, as the database has them."""
        invoice = self._create_posted_invoice(amount=100, date="2026-03-01")
        line = invoice.line_ids.filtered(lambda line: line.account_id == self.receivable)
        self.env.flush_all()
        # the one real invoice is nobody's
        self.env.cr.execute(
            "UPDATE account_move_line SET partner_id = NULL WHERE move_id = %s", (invoice.id,)
        )
        self.env.cr.execute(
            """
            WITH customer AS (
                INSERT INTO res_partner (name, active, type, is_company, user_id, autopost_bills,
                       group_rfq, group_on)
                SELECT 'Customer ' || number, true, 'contact', true, %(user)s, 'ask',
                       'default', 'default'
                  FROM generate_series(1, %(number)s) number
             RETURNING id
            ), own AS (
                INSERT INTO account_move_line (move_id, journal_id, company_id, account_id, partner_id, date,
                       parent_state, display_type, currency_id, balance, debit, credit, amount_currency)
                SELECT %(move)s, %(journal)s, %(company)s, %(account)s, customer.id, day::date, 'posted',
                       'payment_term', %(currency)s, share, share, 0, share
                  FROM customer, (VALUES ('2025-10-01', 10.11), ('2026-04-01', 20.22)) line (day, share)
            )
            SELECT COUNT(*) FROM customer
            """,
            {
                "user": self.consultant.id,
                "number": number,
                "move": invoice.id,
                "journal": line.journal_id.id,
                "company": self.company.id,
                "account": self.receivable.id,
                "currency": self.currency.id,
            },
        )
        self.env.cr.execute(
            "UPDATE res_partner SET commercial_partner_id = id WHERE commercial_partner_id IS NULL"
        )
        self.env.cr.execute("ANALYZE account_move_line; ANALYZE res_partner")  # as a database in use is
        self.env.invalidate_all()
