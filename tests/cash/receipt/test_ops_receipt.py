"""A receipt is entered by sales; finance's confirmation posts and reconciles it (W5.B, W5.C)."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause, open_next
from ..receipt_common import ReceiptCase


@tagged("post_install", "-at_install")
class TestOpsReceipt(ReceiptCase):
    def _open(self, action):
        return open_next(action, self.support).with_env(self.env)

    # ------------------------------------------------------------------
    # Entering
    # ------------------------------------------------------------------
    @clause("W5.B")
    def test_entered_in_one_click_from_invoice_order_and_customer(self):
        first, second = (self._create_posted_invoice(amount=amount) for amount in (1000, 500))
        order = first.line_ids.sale_line_ids.order_id
        for source, amount, moves in (
            (first, 1000, first),
            (first | second, 1500, first | second),
            (order, 1000, first),
        ):
            action = source.with_user(self.support).action_ops_register_receipt()
            receipt = self._open(action)
            self.assertRecordValues(
                receipt,
                [
                    {
                        "partner_id": self.customer.id,
                        "amount": amount,
                        "amount_allocated": amount,
                        "amount_advance": 0,
                        "state": "draft",
                        "team_id": self.team.id,
                        "salesperson_id": self.consultant.id,
                    }
                ],
            )
            self.assertEqual(receipt.allocation_ids.move_id, moves)
            self.assertIn(order, receipt.order_ids)
            self.assertFalse(receipt.with_user(self.support).ops_blockers)
            receipt.with_user(self.support).action_submit()
            self.assertEqual(receipt.state, "submitted")
            receipt.with_user(self.support).action_withdraw()
            receipt.with_user(self.support).unlink() if not receipt.ops_requester_id else receipt.with_user(
                self.support
            ).action_cancel()
        receipt = self._open(self.customer.with_user(self.support).action_ops_register_receipt())
        self.assertEqual(
            (receipt.partner_id, receipt.amount, receipt.allocation_ids.ids), (self.customer, 0, [])
        )
        receipt.with_user(self.support).amount = 1200
        receipt.with_user(self.support).action_distribute()
        self.assertEqual(receipt.allocation_ids.mapped("amount"), [1000, 200])
        self._submit_receipt(receipt)

    def test_a_second_click_opens_the_same_draft(self):
        move = self._create_posted_invoice()
        once = open_next(move.with_user(self.consultant).action_ops_register_receipt(), self.consultant)
        twice = move.with_user(self.consultant).action_ops_register_receipt()
        self.assertEqual(once.id, twice["res_id"])

    def test_order_without_invoice_proposes_an_advance(self):
        order = self._create_running_order()
        receipt = self._open(order.with_user(self.consultant).action_ops_register_receipt())
        self.assertEqual((receipt.amount, receipt.amount_advance), (order.amount_total, order.amount_total))
        self.assertEqual(receipt.order_ids, order)
        self.assertFalse(receipt.allocation_ids)

    def test_amount_is_distributed_oldest_due_first(self):
        late = self._create_posted_invoice(amount=300, date="2026-01-20")
        early = self._create_posted_invoice(amount=200, date="2026-01-05")
        receipt = self._create_receipt(amount=350)
        receipt.with_user(self.support).action_distribute()
        self.assertEqual({row.move_id: row.amount for row in receipt.allocation_ids}, {early: 200, late: 150})
        receipt.with_user(self.support).amount = 600
        receipt.with_user(self.support).action_distribute()
        self.assertEqual({row.move_id: row.amount for row in receipt.allocation_ids}, {early: 200, late: 300})
        self.assertEqual(receipt.amount_advance, 100)

    def test_form_spreads_a_changed_amount(self):
        move = self._create_posted_invoice()
        receipt = self._open(move.with_user(self.support).action_ops_register_receipt())
        with Form(receipt.with_user(self.support)) as form:
            form.amount = 400
        self.assertEqual((receipt.amount_allocated, receipt.amount_advance), (400, 0))
        with Form(receipt.with_user(self.consultant)) as form:
            form.amount = 1400
        self.assertEqual((receipt.amount_allocated, receipt.amount_advance), (1000, 400))

    def test_contact_of_a_customer_stands_for_the_customer(self):
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.customer.id})
        receipt = self._create_receipt(amount=10, partner_id=contact.id)
        self.assertEqual(receipt.partner_id, self.customer)

    # ------------------------------------------------------------------
    # Refusals
    # ------------------------------------------------------------------
    def _assert_blocked(self, receipt, pattern, user=None):
        with self.assertRaisesRegex(UserError, pattern), self.env.cr.savepoint():
            receipt.with_user(user or self.support).action_submit()
        self.assertEqual(receipt.state, "draft")

    @clause("W5.B", part="refusals")
    def test_what_cannot_be_right_is_refused(self):
        move = self._create_posted_invoice()
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        foreign = self._create_posted_invoice(
            self._confirm(self._create_order(partner_id=other.id, products=[(self.plain, 1, 100)]))
        )
        self._assert_blocked(self._create_receipt(amount=0), r"above zero.*W5\.B")
        self._assert_blocked(self._create_receipt([(move, 1000.01)]), r"only .*1,000.*still open.*W5\.B")
        self._assert_blocked(self._create_receipt([(move, 900, 200, "x")]), r"still open")
        self._assert_blocked(self._create_receipt([(move, 900)], amount=800), r"is allocated.*was received")
        self._assert_blocked(self._create_receipt([(foreign, 50)]), r"another customer")
        self._assert_blocked(self._create_receipt([(move, 900, 50, False)]), r"write-off needs its reason")
        self._assert_blocked(self._create_receipt([(move, 0)], amount=5), r"enter what is allocated")
        self._assert_blocked(self._create_receipt([(move, -5)], amount=5), r"enter what is allocated")
        self._assert_blocked(self._create_receipt([(move, 5)], date_received="2099-01-01"), r"future")
        foreign_order = foreign.line_ids.sale_line_ids.order_id
        self._assert_blocked(
            self._create_receipt(amount=5, order_ids=[(4, foreign_order.id)]), r"another customer or company"
        )

    def test_invoice_of_another_company_is_refused(self):
        branch = self.env["res.company"].create({"name": "Branch"})
        self.env["account.chart.template"].try_loading("generic_coa", branch, install_demo=False)
        move = (
            self.env["account.move"]
            .with_company(branch)
            .create(
                {
                    "move_type": "out_invoice",
                    "partner_id": self.customer.id,
                    "invoice_date": "2026-01-01",
                    "invoice_line_ids": [(0, 0, {"name": "x", "price_unit": 100, "tax_ids": []})],
                }
            )
        )
        move.action_post()
        self.support.company_ids |= branch
        receipt = self._create_receipt([(move, 100)], user=self.env.user)
        self._assert_blocked(receipt, "another company")

    def test_money_that_another_request_allocates_is_not_allocated_twice(self):
        move = self._create_posted_invoice()
        first, second = (self._create_receipt([(move, 700)], payer_reference=ref) for ref in "AB")
        self._submit_receipt(first)
        self._assert_blocked(second, "only .*300.*still open")
        first.with_user(self.support).action_withdraw()
        self._submit_receipt(second)

    def test_same_money_twice_is_named(self):
        first = self._create_receipt(amount=500, payer_reference="T-1")
        second = self._create_receipt(amount=500, payer_reference="T-1")
        self.assertIn(first.name, second.with_user(self.support).ops_blockers)
        self._assert_blocked(second, rf"{first.name} is the same money")
        second.with_user(self.support).payer_reference = "T-2"
        self._submit_receipt(second)

    def test_only_sales_submits(self):
        receipt = self._create_receipt(amount=500, user=self.accountant)
        self.assertFalse(receipt.with_user(self.accountant).ops_can_submit)
        self._assert_blocked(receipt, r"consultant or sales support submits", user=self.accountant)
        receipt.with_user(self.support).action_submit()
        self.assertEqual(receipt.state, "submitted")

    # ------------------------------------------------------------------
    # Confirmation
    # ------------------------------------------------------------------
    @clause("W5.C")
    def test_only_finance_confirms_and_the_payment_posts_and_reconciles(self):
        first, second = (self._create_posted_invoice(amount=amount) for amount in (1000, 500))
        receipt = self._create_receipt([(first, 1000), (second, 500)], payer_reference="T-77")
        self._submit_receipt(receipt)
        self.assertEqual(receipt.review_ids.reviewer_ids, self.accountant)
        for user in (
            self.support,
            self.consultant,
            self.manager,
            self.leader,
            self.gm,
            self.auditor,
            self.purchaser,
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                receipt.with_user(user).action_ops_approve()
            with self.assertRaises(UserError), self.env.cr.savepoint():
                receipt.with_user(user).write({"state": "approved"})
        receipt.with_user(self.accountant).action_ops_approve()
        self.assertEqual((receipt.state, receipt.ops_gate_error), ("approved", False))
        payment = receipt.payment_id
        self.assertRecordValues(
            payment,
            [
                {
                    "amount": 1500,
                    "partner_id": self.customer.id,
                    "journal_id": self.bank.id,
                    "date": receipt.date_received,
                    "memo": f"{receipt.name} - T-77",
                    "state": "paid",
                }
            ],
        )
        self.assertEqual(payment.move_id.state, "posted")
        self.assertEqual((first | second).mapped("payment_state"), ["paid", "paid"])
        self.assertEqual(payment.reconciled_invoice_ids, first | second)
        self.assertEqual((first.ops_receipt_ids, second.ops_receipt_ids), (receipt, receipt))
        self.assertEqual(first.line_ids.sale_line_ids.order_id.ops_receipt_ids, receipt)

    def test_partial_payment_leaves_the_rest_open(self):
        move = self._create_posted_invoice()
        self._confirm_receipt(self._create_receipt([(move, 400)]))
        self.assertEqual((move.payment_state, move.amount_residual), ("partial", 600))
        self._confirm_receipt(self._create_receipt([(move, 600)]))
        self.assertEqual((move.payment_state, move.amount_residual), ("paid", 0))

    def test_over_payment_is_an_advance_assigned_later(self):
        move = self._create_posted_invoice()
        receipt = self._confirm_receipt(self._create_receipt([(move, 1000)], amount=1300))
        self.assertEqual(move.payment_state, "paid")
        self.assertEqual((receipt.amount_advance, receipt.amount_advance_open), (300, 300))
        later = self._create_posted_invoice(amount=500)
        wizard = self.env["ops.receipt.assign"].with_user(self.accountant).create({"receipt_id": receipt.id})
        self.assertEqual(wizard.move_ids, later)
        wizard.action_assign()
        self.assertEqual((later.amount_residual, receipt.amount_advance_open), (200, 0))
        self.assertEqual((receipt.amount_allocated, receipt.amount_advance), (1300, 0))
        self.assertEqual(later.ops_receipt_ids, receipt)
        with self.assertRaisesRegex(UserError, "no advance left"):
            receipt.with_user(self.accountant)._assign_advance(later)

    def test_advance_on_an_order_is_assigned_to_its_invoice(self):
        order = self._create_running_order()
        receipt = self._confirm_receipt(
            self._create_receipt(amount=300, order_ids=[(4, order.id)], user=self.consultant)
        )
        self.assertEqual((receipt.amount_advance_open, order.ops_receipt_ids), (300, receipt))
        other = self._create_posted_invoice(amount=100, date="2025-12-01")
        move = self._create_posted_invoice(order)
        wizard = self.env["ops.receipt.assign"].with_user(self.accountant).create({"receipt_id": receipt.id})
        self.assertEqual(wizard.move_ids, move, "of the order, not the customer's oldest")
        wizard.action_assign()
        self.assertEqual((move.amount_residual, other.amount_residual), (700, 100))
        self.assertEqual(order.with_user(self.support).ops_receipt_count, 1)

    def test_advance_assigned_on_the_invoice_by_core_is_used_up(self):
        receipt = self._confirm_receipt(self._create_receipt(amount=300))
        move = self._create_posted_invoice()
        line = receipt.payment_id.move_id.line_ids.filtered(lambda line: line.account_id == self.receivable)
        move.with_user(self.accountant).js_assign_outstanding_line(line.id)
        self.assertEqual((receipt.amount_advance_open, move.amount_residual), (0, 700))

    def test_write_off_closes_the_invoice_with_its_reason(self):
        move = self._create_posted_invoice()
        receipt = self._create_receipt([(move, 990, 10, "bank charges")])
        self._confirm_receipt(receipt)
        self.assertEqual((move.payment_state, receipt.amount_write_off), ("paid", 10))
        lost = receipt.payment_id.move_id.line_ids.filtered(
            lambda line: line.account_id == self.write_off_account
        )
        self.assertRecordValues(lost, [{"name": "bank charges", "balance": 10}])

    def test_finance_chooses_journal_and_account_while_it_decides(self):
        self.company.ops_write_off_account_id = False
        move = self._create_posted_invoice()
        receipt = self._submit_receipt(self._create_receipt([(move, 990, 10, "rounding")]))
        with self.assertRaisesRegex(UserError, "choose the account"), self.env.cr.savepoint():
            receipt.with_user(self.accountant).action_ops_approve()
        with self.assertRaisesRegex(UserError, "finance says in which journal"), self.env.cr.savepoint():
            receipt.with_user(self.support).journal_id = self.cash
        receipt.with_user(self.accountant).write(
            {"journal_id": self.cash.id, "write_off_account_id": self.write_off_account.id}
        )
        with self.assertRaisesRegex(UserError, "being decided"), self.env.cr.savepoint():
            receipt.with_user(self.accountant).amount = 995
        self._confirm_receipt(receipt)
        self.assertEqual(receipt.payment_id.journal_id, self.cash)

    def test_refused_with_its_reason_and_submitted_again(self):
        move = self._create_posted_invoice()
        receipt = self._submit_receipt(self._create_receipt([(move, 1000)]))
        with self.assertRaisesRegex(UserError, "may withdraw it"), self.env.cr.savepoint():
            receipt.with_user(self.accountant).action_cancel()
        receipt.with_user(self.accountant).action_refuse("only 900 arrived")
        self.assertEqual((receipt.state, move.payment_state), ("refused", "not_paid"))
        self.assertIn("only 900 arrived", receipt.with_user(self.support).ops_status_text)
        receipt.with_user(self.support).write({"amount": 900})
        receipt.with_user(self.support).action_distribute()
        self._confirm_receipt(receipt)
        self.assertEqual(move.amount_residual, 100)

    def test_paid_meanwhile_is_not_paid_twice(self):
        move = self._create_posted_invoice()
        receipt = self._submit_receipt(self._create_receipt([(move, 1000)]))
        credit = self._confirm_receipt(self._create_receipt(amount=200, payer_reference="A"))
        credit.with_user(self.accountant)._assign_advance(move)
        with self.assertRaisesRegex(UserError, "still open"), self.env.cr.savepoint():
            receipt.with_user(self.accountant).action_ops_approve()
        self.assertEqual((receipt.state, receipt.payment_id.ids), ("submitted", []))

    @clause("W5.D", part="told")
    def test_customer_is_told(self):
        receipt = self._create_receipt(amount=10)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            receipt.with_user(self.support).action_tell()
        self._confirm_receipt(receipt)
        home = {
            card["key"]: card for card in self.env["ops.home"].with_user(self.support).get_home()["cards"]
        }
        self.assertIn(receipt.id, [row["id"] for row in home["receipts"]["rows"]])
        with self.assertRaisesRegex(UserError, r"W5\.D"), self.env.cr.savepoint():
            receipt.with_user(self.accountant).action_tell()
        with freeze_time("2026-02-03 08:00:00"):
            receipt.with_user(self.support).action_tell()
        self.assertRecordValues(receipt, [{"state": "told", "told_by_id": self.support.id}])
        self.assertEqual(str(receipt.date_told), "2026-02-03 08:00:00")

    # ------------------------------------------------------------------
    # Who sees what
    # ------------------------------------------------------------------
    def test_everybody_sees_what_is_his(self):
        move = self._create_posted_invoice()
        receipt = self._create_receipt([(move, 1000)], user=self.consultant)
        for user, sees in [
            (self.consultant, True),
            (self.support, True),
            (self.manager, True),
            (self.accountant, True),
            (self.leader, True),
            (self.gm, True),
            (self.auditor, True),
            (self.colleague, False),
            (self.other_manager, False),
        ]:
            found = self.env["ops.receipt"].with_user(user).search([("id", "=", receipt.id)])
            self.assertEqual(bool(found), sees, user.name)
            if sees:
                values = receipt.with_user(user).web_read(
                    {
                        "amount": {},
                        "allocation_ids": {"fields": {"move_id": {}, "amount_residual": {}, "date_due": {}}},
                    }
                )
                self.assertEqual(values[0]["allocation_ids"][0]["amount_residual"], 1000)
        for user in (self.purchaser, self.technician, self.keeper, self.clerk, self.rule_admin):
            with self.assertRaises(AccessError):
                receipt.with_user(user).read(["amount"])
        for user in (self.leader, self.auditor):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                receipt.with_user(user).write({"note": "x"})

    def test_consultant_registers_for_his_own_customers_only(self):
        order = self._create_order(user=self.colleague)
        order = self._confirm(self._submit(order, self.colleague))
        move = self._create_posted_invoice(order)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._create_receipt([(move, 10)], user=self.consultant)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._create_receipt(amount=10, order_ids=[(4, order.id)], user=self.consultant)
        self.customer.user_id = self.colleague
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._create_receipt(amount=10, user=self.consultant)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.env["ops.receipt"].with_user(self.consultant).with_context(
                default_salesperson_id=self.consultant.id
            ).create({"partner_id": self.customer.id, "amount": 10})
        with self.assertRaisesRegex(UserError, "never written by hand"), self.env.cr.savepoint():
            self._create_receipt(amount=10, user=self.consultant, salesperson_id=self.consultant.id)

    def test_other_peoples_requests_stay_as_they_are(self):
        receipt = self._create_receipt([(self._create_posted_invoice(), 1000)])
        for user in (self.colleague, self.other_manager, self.purchaser):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                receipt.with_user(user).write({"amount": 1})
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                receipt.allocation_ids.with_user(user).write({"amount": 1})
