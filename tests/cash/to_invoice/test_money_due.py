"""What is due, what can be invoiced now, and refusals that name what stands in the way (W5.B, W6.A)."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ...common import clause, open_next
from ..common import CashCase


@tagged("post_install", "-at_install")
class TestMoneyDue(CashCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.term_advance = cls.env["account.payment.term"].create(
            {
                "name": "30 % in advance, the rest in 30 days",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 30, "nb_days": 0}),
                    Command.create({"value": "percent", "value_amount": 70, "nb_days": 30}),
                ],
            }
        )
        cls.company.sale_discount_product_id = cls.env["product.product"].create(
            {"name": "Discount", "type": "service", "invoice_policy": "order", "list_price": 0}
        )
        cls.service = cls.env["product.product"].create(
            {"name": "Freight", "type": "service", "invoice_policy": "order", "list_price": 50}
        )

    def _register(self, order):
        return open_next(order.with_user(self.support).action_ops_register_receipt(), self.support)

    # ------------------------------------------------------------------
    # Receipts
    # ------------------------------------------------------------------
    @clause("W5.B", part="what is due")
    def test_receipt_proposes_the_advance_of_the_payment_term(self):
        order = self._run(deliver=False, payment_term_id=self.term_advance.id)
        self.assertEqual(order.amount_total, 1130)
        receipt = self._register(order)
        self.assertEqual((receipt.amount, receipt.amount_advance), (339, 339))
        receipt.write({"amount": 100})
        receipt.action_submit()
        again = self._register(order)
        self.assertEqual(again.amount, 239, "what is here counts")
        again.action_submit()
        self.assertEqual(self._register(order).amount, 791, "the advance is here: all the rest")

    @clause("W5.B", part="what is due")
    def test_without_an_advance_all_is_proposed(self):
        for term in (self.term_cash, self.term_30):
            order = self._run(deliver=False, payment_term_id=term.id)
            self.assertEqual(self._register(order).amount, order.amount_total)

    # ------------------------------------------------------------------
    # To invoice
    # ------------------------------------------------------------------
    def _listed(self, user=None):
        orders = self.env["sale.order"].with_user(user or self.support)
        return orders.search(orders._ops_to_invoice_domain())

    @clause("W6.A", part="to invoice now")
    def test_to_invoice_lists_what_can_be_invoiced_now(self):
        self.plain.invoice_policy = self.other.invoice_policy = "order"
        waiting = self._run(deliver=False)
        self.assertEqual(waiting.invoice_status, "to invoice", "core lists what is only ordered")
        with_freight = self._run([(self.plain, 10, 100), (self.service, 1, 50)], deliver=False)
        only_service = self._run([(self.service, 1, 50)], deliver=False)
        advance = self._run(deliver=False, payment_term_id=self.term_advance.id)
        partly = self._run(deliver=False)
        self._deliver(partly, share=0.3)
        listed = self._listed()
        self.assertFalse(listed & (waiting | with_freight))
        self.assertLessEqual(only_service | advance | partly, listed)
        self.assertRecordValues(
            (only_service | advance | partly | waiting),
            [
                {"ops_to_invoice_now": True, "ops_amount_to_invoice": 56.5},
                {"ops_to_invoice_now": True, "ops_amount_to_invoice": 339},
                {"ops_to_invoice_now": True, "ops_amount_to_invoice": 339},
                {"ops_to_invoice_now": False, "ops_amount_to_invoice": 1130},
            ],
        )
        found = self.env["sale.order"].search([("ops_to_invoice_now", "=", False)])
        self.assertIn(waiting, found)
        self.assertNotIn(partly, found)
        card = self.env["ops.home"].with_user(self.support)._get_to_invoice_card()
        rows = {row["res_id"]: (row["amount"], row["tax"]) for row in card["rows"]}
        self.assertEqual(rows[partly.id], (partly.currency_id.format(339), "With tax"))
        self._request(partly)
        self.assertNotIn(partly, self._listed(), "asked for already")

    @clause("W6.A", part="one amount")
    def test_inbox_and_cards_say_which_amount(self):
        request = self._request(self._run())
        request.action_submit()
        review = self.env["tier.review"].with_user(self.manager).search([("model", "=", request._name)])
        review = review.filtered(lambda each: each.res_id == request.id)[:1]
        self.assertEqual((review.ops_amount, review.ops_amount_kind), (request.amount_total, "taxed"))
        self._pass(request)
        card = self.env["ops.home"].with_user(self.clerk)._get_hand_over_card()
        row = next(row for row in card["rows"] if row["res_id"] == request.id)
        self.assertEqual((row["amount"], row["tax"]), (request.currency_id.format(1130), "With tax"))

    # ------------------------------------------------------------------
    # Refusals that lead on
    # ------------------------------------------------------------------
    @clause("W6.A", part="what stands in the way")
    def test_draft_left_by_a_reversal_is_named_and_leads_out(self):
        """*Reverse and create invoice*: request and draft name each other's way out, and both work."""
        order = self._run()
        move = self._invoice(order)
        reversal = (
            self.env["account.move.reversal"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"journal_id": move.journal_id.id, "reason": "wrong"})
        )
        draft = self.env["account.move"].browse(reversal.modify_moves()["res_id"]).with_user(self.accountant)
        self.assertEqual(draft.state, "draft")
        with self.assertRaisesRegex(UserError, rf"#{draft.id} .*finance deletes this draft"):
            self._request(order)
        with self.assertRaisesRegex(UserError, r"Finance deletes this draft.*W6\.C"):
            draft.action_post()
        draft.unlink()
        self.assertEqual(self._invoice(order).amount_untaxed, 1000)

    @clause("W6.A", part="what stands in the way")
    def test_taken_back_invoice_is_named_and_leads_out(self):
        """An approved invoice in draft, changed: cancelling it and its request opens the way to a new one."""
        order = self._run()
        move = self._invoice(order).with_user(self.accountant)
        request = move.ops_invoice_request_id
        move.button_draft()
        move.invoice_line_ids.write({"price_unit": 1})
        with self.assertRaisesRegex(UserError, rf"Finance cancels it.*{request.name}.*W6\.C"):
            move.action_post()
        with self.assertRaisesRegex(UserError, rf"{request.name}.*finance posts it again, or cancels it"):
            self._request(order)
        move.button_cancel()
        request.with_user(self.support).action_cancel()
        self.assertEqual(self._invoice(order).amount_untaxed, 1000)

    @clause("W6.A", part="what stands in the way")
    def test_another_request_is_named(self):
        order = self._run()
        first = self._request(order)
        first.action_submit()
        with self.assertRaisesRegex(UserError, rf"{first.name} asks for it already.*Support"):
            self._request(order)

    @clause("W5.B", part="what stands in the way")
    def test_another_receipt_is_named(self):
        move = self._invoice(self._run())
        receipts = self.env["ops.receipt"].with_user(self.support)
        first = open_next(move.with_user(self.support).action_ops_register_receipt(), self.support)
        copy = receipts.create(
            {
                "partner_id": self.customer.id,
                "amount": move.amount_total,
                "allocation_ids": [Command.create({"move_id": move.id, "amount": move.amount_total})],
            }
        )
        first.action_submit()
        with self.assertRaisesRegex(UserError, rf"beside {first.name}.*W5\.B"):
            copy.action_submit()

    # ------------------------------------------------------------------
    # The page of the deal
    # ------------------------------------------------------------------
    def _percent(self, order, key="delivered"):
        figures = self.env["ops.deal"].with_user(self.manager)._get_figures(order)
        return next(figure["percent"] for figure in figures if figure["key"] == key)

    def _discounted(self, **values):
        order = self._create_order()
        order.order_line.tax_ids = self.tax
        self.env["sale.order.discount"].with_user(self.consultant).create(
            {"sale_order_id": order.id, **values}
        ).action_apply_discount()
        self.assertEqual(len(order.order_line), 2)
        self._confirm(order)
        return order

    @clause("W4.C", part="delivered share")
    def test_discount_on_the_whole_order_is_delivered_with_its_goods(self):
        for values in (
            {"discount_type": "so_discount", "discount_percentage": 0.05},
            {"discount_type": "amount", "discount_amount": 50},
        ):
            order = self._discounted(**values)
            self.assertEqual(self._percent(order), 0)
            self._deliver(order, share=0.5)
            self.assertEqual(self._percent(order), 50)
            self._deliver(order)
            self.assertEqual(self._percent(order), 100)
            self._invoice(order)
            self.assertEqual(self._percent(order, "invoiced"), 100)

    @clause("W4.C", part="delivered share")
    def test_freight_is_delivered_with_its_goods(self):
        order = self._run([(self.plain, 10, 100), (self.service, 1, 50)])
        self.assertEqual(self._percent(order), 100)

    # ------------------------------------------------------------------
    # Services counted by hand
    # ------------------------------------------------------------------
    @clause("W6.A", part="services counted by hand")
    def test_services_are_counted_by_their_people_up_to_the_order(self):
        self.service.invoice_policy = "delivery"
        order = self._run([(self.service, 10, 50)], deliver=False)
        line = order.order_line
        for user in (self.keeper, self.accountant, self.purchaser):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                line.with_user(user).qty_delivered = 1
        line.with_user(self.consultant).qty_delivered = 4
        line.with_user(self.support).qty_delivered = 10
        for user in (self.support, self.consultant):
            with self.assertRaisesRegex(UserError, r"10\.?5? done|11 done.*W6\.A"), self.env.cr.savepoint():
                line.with_user(user).qty_delivered = 11
        logs = self.env["ops.log"].search(
            [("model", "=", "sale.order"), ("res_id", "=", order.id), ("event", "=", "counted")], order="id"
        )
        self.assertEqual(logs.user_id, self.consultant | self.support)
        self.assertEqual(logs.mapped("comment"), ["Freight: 0 → 4", "Freight: 4 → 10"])

    @clause("W6.A", part="limits count moves")
    def test_limits_count_moves_whatever_the_columns_say(self):
        """A column that was forged before, or by SQL, opens nothing."""
        order = self._run()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order_line SET qty_delivered = 5000, qty_invoiced = -5000 WHERE order_id = %s",
            [order.id],
        )
        order.invalidate_recordset()
        order.order_line.invalidate_recordset()
        request = self._request(order)
        self.assertEqual(request.line_ids.quantity, 10)
        request.line_ids.quantity = 5000
        with self.assertRaisesRegex(UserError, r"5000 asked for, 10 may be invoiced.*W6\.A"):
            request.action_submit()
