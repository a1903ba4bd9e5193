"""What finance's confirmation does to the books: as plain Odoo; it can fail, and be reversed (W5.C)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import about, clause, open_next
from ..receipt_common import ReceiptCase


@tagged("post_install", "-at_install")
class TestOpsReceiptPosting(ReceiptCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = (
            cls.env["res.currency"]
            .with_context(active_test=False)
            .search([("name", "=", "EUR"), ("id", "!=", cls.currency.id)], limit=1)
        )
        cls.foreign.active = True
        cls.foreign.rate_ids.unlink()
        for date, rate in (("2026-01-01", 0.5), ("2026-02-01", 0.4)):  # worth 2.00, then 2.50
            cls.env["res.currency.rate"].create(
                {"name": date, "rate": rate, "currency_id": cls.foreign.id, "company_id": cls.company.id}
            )
        cls.pricelist = cls.env["product.pricelist"].create({"name": "EUR", "currency_id": cls.foreign.id})

    def _create_foreign_invoice(self, amount=1000):
        return self._create_posted_invoice(
            self._create_running_order(amount / 10, pricelist_id=self.pricelist.id)
        )

    def _pay_plainly(self, moves, amount, date="2026-02-01", **vals):
        """Register the same money as plain Odoo does, with the switch off."""
        self._switch(False)
        wizard = (
            self.env["account.payment.register"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"payment_date": date, "journal_id": self.bank.id, "group_payment": True})
        )
        wizard.write({"amount": amount, **vals})
        payments = wizard._create_payments()
        self._switch(True)
        return payments.with_env(self.env)

    def _sums_of_everything_since(self, moves_before):
        entries = self.env["account.move"].search([("company_id", "=", self.company.id)]) - moves_before
        return self._sums(entries)

    def _compare(self, create_moves, rows, amount, **plain):
        """Show that a receipt and plain Odoo leave the same sums per account, for the same invoices."""
        results = []
        for way in ("plain", "receipt"):
            with self._undone():
                moves = create_moves()
                before = self.env["account.move"].search([("company_id", "=", self.company.id)])
                if way == "plain":
                    self._pay_plainly(moves, amount, **plain)
                else:
                    receipt = self._create_receipt(
                        rows(moves), amount=amount, currency_id=plain.get("currency_id", self.currency.id)
                    )
                    self._confirm_receipt(receipt)
                results.append(
                    (
                        {
                            account.code: value
                            for account, value in self._sums_of_everything_since(before).items()
                        },
                        moves.mapped("payment_state"),
                        moves.mapped("amount_residual"),
                    )
                )
        self.assertEqual(results[0], results[1])
        return results[0]

    def _undone(self):
        from ...bypass import GateCase

        return GateCase._undone(self)

    # ------------------------------------------------------------------
    # As plain Odoo
    # ------------------------------------------------------------------
    @clause("W5.C", part="books")
    def test_trial_balance_equals_that_of_the_same_payments_in_plain_odoo(self):
        with self.subTest("several invoices in full"):
            _sums, states, _open = self._compare(
                lambda: self._create_posted_invoice() | self._create_posted_invoice(amount=500),
                lambda moves: [(moves[0], 1000), (moves[1], 500)],
                1500,
            )
            self.assertEqual(states, ["paid", "paid"])
        with self.subTest("partial"):
            self._compare(self._create_posted_invoice, lambda moves: [(moves, 333.33)], 333.33)
        with self.subTest("over-payment"):
            self._compare(self._create_posted_invoice, lambda moves: [(moves, 1000)], 1200)
        with self.subTest("write-off"):
            self._compare(
                self._create_posted_invoice,
                lambda moves: [(moves, 990, 10, "charges")],
                990,
                payment_difference_handling="reconcile",
                writeoff_account_id=self.write_off_account.id,
            )

    @clause("W5.C", part="foreign currency")
    def test_foreign_invoice_paid_in_its_currency(self):
        sums, states, _open = self._compare(
            self._create_foreign_invoice,
            lambda moves: [(moves, 1000)],
            1000,
            currency_id=self.foreign.id,
        )
        self.assertEqual(states, ["paid"])
        self.assertIn(2500.0, sums.values(), "the money at the rate of the day")
        self.assertEqual(sum(sums.values()), 0)

    def test_foreign_rounding_adds_up(self):
        """Shares whose conversions do not add up to the conversion of the whole."""
        self.foreign.rate_ids.filtered(lambda rate: str(rate.name) == "2026-02-01").rate = 0.3
        moves = (
            self._create_foreign_invoice(10)
            | self._create_foreign_invoice(20)
            | self._create_foreign_invoice(30)
        )
        receipt = self._create_receipt(
            [(move, amount) for move, amount in zip(moves, (10, 20, 30), strict=True)],
            amount=70,
            currency_id=self.foreign.id,
        )
        self._confirm_receipt(receipt)
        self.assertEqual(moves.mapped("payment_state"), ["paid"] * 3)
        self.assertEqual(receipt.amount_advance_open, 10)
        entry = receipt.payment_id.move_id
        self.assertEqual(round(sum(entry.line_ids.mapped("balance")), 2), 0)
        self.assertEqual(entry.line_ids.sorted("id")[0].balance, self.currency.round(70 / 0.3))

    def test_foreign_invoice_settled_in_company_currency_at_the_agreed_rate(self):
        move = self._create_foreign_invoice()
        receipt = self._create_receipt([(move, 2400)])
        row = receipt.allocation_ids
        self.assertEqual(row.amount_invoice, 960, "at the rate of the day")
        row.with_user(self.support).amount_invoice = 1000
        self._confirm_receipt(receipt)
        self.assertEqual((move.payment_state, move.amount_residual), ("paid", 0))
        self.assertEqual(receipt.payment_id.move_id.line_ids.sorted("id")[0].balance, 2400)

    def test_company_currency_invoice_paid_in_foreign_money(self):
        move = self._create_posted_invoice(amount=1000)
        receipt = self._create_receipt([(move, 400)], currency_id=self.foreign.id)
        self.assertEqual(receipt.allocation_ids.amount_invoice, 1000)
        receipt.allocation_ids.with_user(self.support).amount_invoice = 900
        with self.assertRaisesRegex(UserError, "received pay"), self.env.cr.savepoint():
            receipt.with_user(self.support).action_submit()
        receipt.allocation_ids.with_user(self.support).amount_invoice = 1000
        self._confirm_receipt(receipt)
        self.assertEqual(move.payment_state, "paid")

    def test_company_currency_invoice_settled_by_the_nearest_foreign_amount(self):
        move = self._create_posted_invoice(amount=1000.01)
        open_amount = move.amount_residual
        receipt = self._create_receipt(amount=400.01, currency_id=self.foreign.id)
        receipt.with_user(self.support).action_distribute()
        self.assertEqual(receipt.allocation_ids.amount_invoice, open_amount)
        self._confirm_receipt(receipt)
        self.assertEqual(move.payment_state, "paid")

    def test_method_line_on_the_bank_account_is_paid_at_once(self):
        line = self.bank.inbound_payment_method_line_ids[:1]
        line.payment_account_id = self.bank.default_account_id
        move = self._create_posted_invoice()
        receipt = self._confirm_receipt(self._create_receipt([(move, 1000)]))
        self.assertEqual((receipt.payment_id.state, move.payment_state), ("paid", "paid"))
        self.assertIn(self.bank.default_account_id, receipt.payment_id.move_id.line_ids.account_id)

    def test_outstanding_account_waits_for_the_bank_statement(self):
        outstanding = self.env["account.account"].create(
            {"name": "Outstanding", "code": "OPSOUT", "account_type": "asset_current", "reconcile": True}
        )
        self.bank.inbound_payment_method_line_ids[:1].payment_account_id = outstanding
        receipt = self._confirm_receipt(self._create_receipt(amount=50))
        self.assertEqual(receipt.payment_id.state, "in_process")
        self.assertEqual(receipt.payment_id.move_id.line_ids.sorted("id")[0].account_id, outstanding)

    def test_invoice_in_instalments_is_closed(self):
        move = self._create_posted_invoice(
            invoice_payment_term_id=self.env["account.payment.term"]
            .create(
                {
                    "name": "Half and half",
                    "line_ids": [
                        Command.create({"value": "percent", "value_amount": 50, "nb_days": days})
                        for days in (0, 30)
                    ],
                }
            )
            .id
        )
        self.assertEqual(len(move._ops_receivable_lines()), 2)
        self._confirm_receipt(self._create_receipt([(move, 700)]))
        self.assertEqual(move.amount_residual, 300)
        self._confirm_receipt(self._create_receipt([(move, 300)]))
        self.assertEqual(move.payment_state, "paid")

    # ------------------------------------------------------------------
    # Retry
    # ------------------------------------------------------------------
    @clause("W5.C", part="retry")
    def test_locked_period_keeps_the_confirmation_and_finance_retries(self):
        move = self._create_posted_invoice(date="2026-03-15")
        receipt = self._submit_receipt(self._create_receipt([(move, 1000)]))
        self.company.sudo().fiscalyear_lock_date = "2026-02-28"
        receipt.with_user(self.accountant).action_ops_approve()
        self.assertEqual(receipt.state, "submitted")
        self.assertEqual(receipt.review_ids.status, "approved")
        self.assertIn("locked", receipt.ops_gate_error)
        self.assertFalse(receipt.payment_id)
        self.assertEqual(move.payment_state, "not_paid")
        card = {c["key"]: c for c in self.env["ops.home"].with_user(self.accountant).get_home()["cards"]}
        self.assertIn(receipt.id, [row["id"] for row in card["receipts_unposted"]["rows"]])
        for user in (self.support, self.consultant):
            with self.assertRaisesRegex(UserError, "only finance"), self.env.cr.savepoint():
                receipt.with_user(user).action_ops_retry()
            with self.assertRaisesRegex(UserError, "only finance"), self.env.cr.savepoint():
                receipt.with_user(user).write({"state": "approved"})
        receipt.with_user(self.accountant).action_ops_retry()
        self.assertTrue(receipt.ops_gate_error, "still locked")
        self.company.sudo().fiscalyear_lock_date = False
        receipt.with_user(self.accountant).action_ops_retry()
        self.assertEqual((receipt.state, receipt.ops_gate_error), ("approved", False))
        self.assertEqual(move.payment_state, "paid")

    # ------------------------------------------------------------------
    # Reversal
    # ------------------------------------------------------------------
    def _reverse(self, receipt, reason="the cheque bounced", user=None):
        wizard = (
            self.env["ops.reason"]
            .with_user(user or self.accountant)
            .create({**about(receipt, "reverse"), "reason": reason})
        )
        wizard.action_confirm()

    @clause("W5.C", part="reversal")
    def test_reversal_opens_the_invoices_again_and_is_logged(self):
        first, second = (self._create_posted_invoice(amount=amount) for amount in (1000, 500))
        receipt = self._create_receipt([(first, 990, 10, "charges"), (second, 300)], amount=1400)
        books = self._sums()
        self._confirm_receipt(receipt)
        third = self._create_posted_invoice(amount=100)
        receipt.with_user(self.accountant)._assign_advance(third)
        for user in (self.support, self.consultant, self.manager, self.leader, self.auditor):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                receipt.with_user(user).action_reverse("no")
        for reason in ("", "  ", False):
            with self.assertRaisesRegex(UserError, "needs its reason"), self.env.cr.savepoint():
                receipt.with_user(self.accountant).action_reverse(reason)
        with self.assertRaisesRegex(UserError, "needs its reason"), self.env.cr.savepoint():
            receipt.with_user(self.accountant).write({"state": "reversed"})
        with self.assertRaisesRegex(UserError, "by hand"), self.env.cr.savepoint():
            receipt.with_user(self.accountant).write({"state": "reversed", "reverse_reason": "x"})
        self._reverse(receipt)
        self.assertRecordValues(
            receipt,
            [
                {
                    "state": "reversed",
                    "reverse_reason": "the cheque bounced",
                    "reversed_by_id": self.accountant.id,
                }
            ],
        )
        self.assertEqual((first | second | third).mapped("payment_state"), ["not_paid"] * 3)
        self.assertEqual((first | second | third).mapped("amount_residual"), [1000, 500, 100])
        self.assertEqual((receipt.payment_id.state, receipt.payment_id.move_id.state), ("canceled", "cancel"))
        third.with_user(self.env.user).sudo().button_draft()
        self.assertEqual(self._sums(), books)
        log = self.env["ops.log"].search(
            [("model", "=", "ops.receipt"), ("res_id", "=", receipt.id)], limit=1
        )
        self.assertEqual(
            (log.event, log.comment, log.user_id), ("reversed", "the cheque bounced", self.accountant)
        )

    def test_reversal_in_a_locked_period_makes_an_entry_of_today(self):
        move = self._create_posted_invoice()
        receipt = self._confirm_receipt(self._create_receipt([(move, 1000)]))
        receipt.with_user(self.support).action_tell()
        entry = receipt.payment_id.move_id
        self.company.sudo().fiscalyear_lock_date = "2026-02-28"
        self._reverse(receipt)
        self.assertEqual(receipt.state, "reversed")
        self.assertEqual(
            (entry.state, move.payment_state, move.amount_residual), ("posted", "not_paid", 1000)
        )
        reversal = entry.reversal_move_ids
        self.assertEqual(reversal.state, "posted")
        self.assertGreater(str(reversal.date), "2026-02-28")
        self.assertFalse(self._sums(entry | reversal))
        self.assertEqual(receipt.payment_id.state, "canceled")
        self.assertFalse(receipt.amount_advance_open)

    def test_reversed_money_can_be_entered_again(self):
        move = self._create_posted_invoice()
        receipt = self._confirm_receipt(self._create_receipt([(move, 1000)], payer_reference="T"))
        self._reverse(receipt)
        again = self._confirm_receipt(self._create_receipt([(move, 1000)], payer_reference="T"))
        self.assertEqual((again.state, move.payment_state), ("approved", "paid"))
        for target in ("draft", "submitted", "approved", "told"):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                receipt.with_user(self.accountant).write({"state": target})

    # ------------------------------------------------------------------
    # Switched off; speed
    # ------------------------------------------------------------------
    def test_switched_off_accounting_enters_and_posts_it_at_once_and_sales_cannot(self):
        move = self._create_posted_invoice()
        self._switch(False)
        receipt = self._create_receipt([(move, 1000)])
        with self.assertRaisesRegex(UserError, "switched off"), self.env.cr.savepoint():
            receipt.with_user(self.support).action_submit()
        receipt.with_user(self.accountant).action_submit()
        self.assertEqual((receipt.state, move.payment_state), ("approved", "paid"))

    def test_where_no_tier_applies_it_still_waits_for_finance(self):
        tier = self.env.ref("ops_dept.tier_definition_receipt_finance")
        receipt = self._create_receipt(amount=10)
        tier.active = False
        with self.assertRaisesRegex(UserError, r"restores one.*W5\.C"), self.env.cr.savepoint():
            receipt.with_user(self.support).action_submit()
        tier.write(
            {"active": True, "definition_type": "domain", "definition_domain": "[('amount', '>', 1000000)]"}
        )
        receipt.with_user(self.support).action_submit()
        self.assertEqual(receipt.state, "submitted")
        self.assertIn("only finance", receipt.ops_gate_error)
        receipt.with_user(self.accountant).action_ops_retry()
        self.assertEqual(receipt.state, "approved")

    def _count(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def test_queries_do_not_grow_with_the_invoices(self):
        """Twenty allocations cost no more questions per step than two, but for core's own reconciliation."""
        counts = {}
        for number in (2, 20):
            order = self._create_running_order(price=10, quantity=20)
            self._switch(False)
            moves = order.sudo()._create_invoices()
            moves.invoice_line_ids.quantity = 1
            moves |= moves.browse([moves.copy().id for _ in range(number - 1)])
            moves.write({"invoice_date": "2026-01-15", "invoice_payment_term_id": False})
            moves.action_post()
            self._switch(True)
            moves = moves.with_env(self.env)
            entered = []
            steps = {
                "enter": lambda moves=moves, entered=entered: entered.append(
                    open_next(moves.with_user(self.support).action_ops_register_receipt(), self.support).id
                ),
                "submit": lambda entered=entered: (
                    self.env["ops.receipt"].browse(entered).with_user(self.support).action_submit()
                ),
                "confirm": lambda entered=entered: (
                    self.env["ops.receipt"].browse(entered).with_user(self.accountant).action_ops_approve()
                ),
                "read": lambda entered=entered: (
                    self.env["ops.receipt"]
                    .browse(entered)
                    .with_user(self.support)
                    .web_read(
                        {"amount_advance_open": {}, "allocation_ids": {"fields": {"amount_residual": {}}}}
                    )
                ),
            }
            for name, call in steps.items():
                counts[name, number] = self._count(call)
            self.assertEqual(set(moves.mapped("payment_state")), {"paid"})
        for name in ("enter", "submit", "read"):
            self.assertLessEqual(counts[name, 20], counts[name, 2] + 4, name)
        self.assertLessEqual(counts["confirm", 20], counts["confirm", 2] + 60)
