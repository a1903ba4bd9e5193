"""Receipts: the deal room's people, running orders with posted invoices, and finance's books."""

from odoo.fields import Command

from ..deal.common import DealCase


class ReceiptCase(DealCase):
    """A customer with open invoices of the consultant's orders, a bank, and an account for write-offs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)
        cls.currency = cls.company.currency_id
        cls.bank = cls._find_journal("bank")
        cls.cash = cls._find_journal("cash")
        cls.receivable = cls.customer.property_account_receivable_id
        cls.write_off_account = cls.env["account.account"].create(
            {"name": "Given up", "code": "OPSWO", "account_type": "expense"}
        )
        cls.company.ops_write_off_account_id = cls.write_off_account

    @classmethod
    def _find_journal(cls, kind):
        journals = cls.env["account.journal"]
        return journals.search([("type", "=", kind), ("company_id", "=", cls.company.id)], limit=1) or (
            journals.create({"name": kind, "type": kind, "code": kind[:3]})
        )

    def _create_running_order(self, price=100, quantity=10, **vals):
        return self._confirm(self._create_order(products=[(self.plain, quantity, price)], **vals))

    def _create_posted_invoice(self, order=None, amount=1000, date="2026-01-15", **vals):
        """Return a posted invoice of an order (of a new one when none is given).

        Posted with the switch off, because invoices have a gate of their own.
        """
        order = order or self._create_running_order(price=amount / 10)
        self._switch(False)
        move = order.with_user(self.env.ref("base.user_admin")).sudo()._create_invoices()
        move.write({"invoice_date": date, "invoice_date_due": date, "invoice_payment_term_id": False, **vals})
        move.action_post()
        self._switch(True)
        move = move.with_env(self.env)
        self.assertEqual((move.state, move.payment_state), ("posted", "not_paid"))
        self.assertFalse(move.invoice_line_ids.sale_line_ids.order_id.ops_exempt)
        return move

    def _create_receipt(self, rows=(), user=None, **vals):
        """Enter a receipt; `rows` are (invoice, amount) or (invoice, amount, write-off, reason)."""
        amount = vals.pop("amount", None) or sum(row[1] for row in rows)
        return (
            self.env["ops.receipt"]
            .with_user(user or self.support)
            .create(
                {
                    "partner_id": self.customer.id,
                    "amount": amount,
                    "date_received": "2026-02-01",
                    "allocation_ids": [
                        Command.create(
                            {
                                "move_id": move.id,
                                "amount": amount,
                                "write_off": rest[0] if rest else 0,
                                "write_off_reason": rest[1] if rest else False,
                            }
                        )
                        for move, amount, *rest in rows
                    ],
                    **vals,
                }
            )
            .with_env(self.env)
        )

    def _submit_receipt(self, receipt, user=None):
        receipt.with_user(user or self.support).action_submit()
        self.assertEqual(receipt.state, "submitted")
        return receipt

    def _confirm_receipt(self, receipt):
        """Submit unless done, and let finance confirm."""
        if receipt.state in ("draft", "refused"):
            self._submit_receipt(receipt)
        receipt.with_user(self.accountant).action_ops_approve()
        self.assertEqual(receipt.state, "approved", receipt.ops_gate_error)
        return receipt

    def _sums(self, moves=None):
        """Return the sums per account: of these entries, or of all in the company."""
        self.env.flush_all()
        domain = [("company_id", "=", self.company.id), ("parent_state", "=", "posted")]
        if moves is not None:
            domain.append(("move_id", "in", moves.ids))
        groups = self.env["account.move.line"]._read_group(domain, ["account_id"], ["balance:sum"])
        return {
            account: round(balance, 2) for account, balance in groups if not self.currency.is_zero(balance)
        }
