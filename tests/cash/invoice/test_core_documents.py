"""What core makes by itself goes on under the rulebook: expenses of employees, rounding of invoices."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from ..common import CashCase


@tagged("post_install", "-at_install")
class TestCoreDocuments(CashCase):
    def test_an_expense_is_posted_and_owed_to_the_employee(self):
        """Core writes to whom it is owed, a field that follows from the contact anywhere else."""
        boss = new_test_user(self.env, "ops_expense_boss", groups="hr_expense.group_hr_expense_manager")
        person = new_test_user(self.env, "ops_expense_person", groups="base.group_user")
        (boss | person).write({"company_id": self.company.id, "company_ids": [Command.set(self.company.ids)]})
        employee = self.env["hr.employee"].create(
            {
                "name": "Traveller",
                "user_id": person.id,
                "company_id": self.company.id,
                "expense_manager_id": boss.id,
            }
        )
        expense = (
            self.env["hr.expense"]
            .with_user(person)
            .create(
                {
                    "name": "Taxi",
                    "employee_id": employee.id,
                    "product_id": self.env.ref("hr_expense.product_product_no_cost").id,
                    "total_amount_currency": 120,
                    "company_id": self.company.id,
                    "payment_mode": "own_account",
                }
            )
        )
        expense.action_submit()
        expense.with_user(boss).action_approve()
        action = expense.with_user(self.accountant).action_post()
        wizard = self.env[action["res_model"]].with_user(self.accountant)
        wizard = wizard.with_context(**action["context"]).create({})
        wizard.action_post_entry()
        move = expense.sudo().account_move_id
        self.assertEqual((move.state, move.commercial_partner_id), ("posted", person.partner_id))

    def test_a_bill_is_rounded(self):
        """Core makes the line of the rounding with the company that its bill has."""
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "Whole yuan",
                "rounding": 1,
                "strategy": "add_invoice_line",
                "profit_account_id": self._any_account("income").id,
                "loss_account_id": self._any_account("expense").id,
            }
        )
        vals = {
            "partner_id": self.customer.id,
            "invoice_date": "2026-11-02",
            "invoice_cash_rounding_id": rounding.id,
            "invoice_line_ids": [Command.create({"name": "Paper", "price_unit": 9.6, "tax_ids": []})],
        }
        moves = self.env["account.move"].with_user(self.accountant).with_company(self.company)
        bill = moves.create({**vals, "move_type": "in_invoice"})
        self.assertEqual(bill.amount_total, 10)
        bill.action_post()
        invoice = moves.create({**vals, "move_type": "out_invoice"})
        self.assertEqual(invoice.amount_total, 10)
        line = invoice.line_ids.filtered(lambda item: item.display_type == "rounding")
        other = self.env["res.company"].create({"name": "Elsewhere"})
        for user in (self.accountant, self.support):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                line.with_user(user).write({"company_id": other.id})
                self.env.flush_all()
        self.assertEqual(line.company_id, self.company)

    def _any_account(self, kind):
        return self.env["account.account"].search(
            [("account_type", "=", kind), ("company_ids", "in", self.company.ids)], limit=1
        )
