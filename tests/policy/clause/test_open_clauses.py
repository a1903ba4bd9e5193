"""A clause that the company switched off opens its gate; what goes through without approval is in the log."""

from odoo.tests import tagged

from ...cash.common import CashCase
from ...common import clause


@tagged("post_install", "-at_install")
@clause("W4.C", "W5.C", "W6.C", part="clause switched off")
class TestOpenClauses(CashCase):
    def _suspend(self, *codes):
        clauses = self.env["ops.clause"].search([("code", "in", codes)])
        clauses.with_user(self.rule_admin).write({"is_suspended": True})

    def _open_rows(self, record):
        return self.env["ops.log"].search(
            [("model", "=", record._name), ("res_id", "=", record.id), ("event", "=", "open")]
        )

    def _ship(self, order):
        picking = order.picking_ids
        for move in picking.move_ids:
            move.write({"quantity": move.product_uom_qty, "picked": True})
        picking.with_user(self.keeper).button_validate()
        return picking

    def _pay(self):
        payment = (
            self.env["account.payment"]
            .with_user(self.accountant)
            .create(
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.customer.id,
                    "amount": 100,
                }
            )
        )
        payment.action_post()
        return payment

    def test_delivery_invoice_and_payment(self):
        self._suspend("W4.C", "W5.C", "W6.C")
        order = self._run(deliver=False)
        picking = self._ship(order)
        self.assertEqual(picking.state, "done")
        move = order.with_user(self.accountant).sudo()._create_invoices().with_user(self.accountant)
        move.action_post()
        payment = self._pay()
        for record, code, user in (
            (picking, "W4.C", self.keeper),
            (move, "W6.C", self.accountant),
            (payment, "W5.C", self.accountant),
        ):
            with self.subTest(code):
                rows = self._open_rows(record)
                self.assertEqual(rows.mapped("clause_code"), [code])
                self.assertEqual(rows.user_id, user)

    def test_other_goods_and_money_are_no_matter_of_the_clause(self):
        self._suspend("W4.C", "W5.C", "W6.C")
        bill = (
            self.env["account.move"]
            .with_user(self.accountant)
            .create(
                {
                    "move_type": "in_invoice",
                    "partner_id": self.vendor.id,
                    "invoice_date": "2026-01-15",
                    "invoice_line_ids": [(0, 0, {"name": "Freight", "price_unit": 10})],
                }
            )
        )
        bill.action_post()
        self.assertFalse(self._open_rows(bill))

    def test_switched_off_altogether_nothing_is_logged(self):
        order = self._run(deliver=False)
        self._switch(False)
        picking = self._ship(order)
        self.assertFalse(self._open_rows(picking) | self._open_rows(self._pay()))
