"""Payment of a quotation that is not approved: kept, never lost to a refusal, confirms nothing (W2.E)."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..quotation_gate import QuotationGateCase


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
class TestQuotationPayment(QuotationGateCase):
    """Real transactions, post-processed as the payment controller and cron do: in superuser mode."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)
        cls.method = cls.env.ref("payment.payment_method_unknown")
        cls.provider = cls.env["payment.provider"].create(
            {
                "name": "Bank",
                "code": "none",
                "state": "test",
                "company_id": cls.company.id,
                "payment_method_ids": [(6, 0, cls.method.ids)],
            }
        )
        cls.method.active = True  # only with a provider
        cls.startClassPatcher(
            patch.object(type(cls.provider), "_compute_feature_support_fields", cls._support_authorization)
        )
        journal = cls.env["account.journal"].search(
            [("type", "=", "bank"), ("company_id", "=", cls.company.id)], limit=1
        )
        cls.env["account.payment.method.line"].create(
            {
                "name": "Bank",
                "payment_method_id": cls.env.ref("account.account_payment_method_manual_in").id,
                "journal_id": journal.id,
                "payment_provider_id": cls.provider.id,
                "payment_account_id": journal.default_account_id.id,
            }
        )

    @staticmethod
    def _support_authorization(providers):
        """As a provider of its own module does, which takes money in two steps."""
        providers.update(
            {
                "support_manual_capture": "full_only",
                "support_tokenization": False,
                "support_express_checkout": False,
                "support_refund": "none",
            }
        )

    def _gate_document(self, stage):
        return super()._gate_document(stage).sudo()  # payments are superuser's work

    def _pay(self, order, state):
        """Let the customer pay the whole order, up to a state of the transaction."""
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "reference": f"{order.name}-{state}",
                "operation": "online_direct",
                "sale_order_ids": [(6, 0, order.ids)],
            }
        )
        getattr(transaction, f"_set_{state}")()
        transaction._post_process()
        self.env.flush_all()
        return transaction

    def _assert_kept(self, order, transaction, state):
        self.assertEqual(transaction.state, state)
        self.assertEqual(order.transaction_ids, transaction)
        self.assertEqual(order.state, "draft")
        self.assertTrue(order.ops_date_accepted)
        self.assertFalse(order.picking_ids)
        log = self.env["ops.log"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)], limit=1)
        self.assertEqual((log.event, log.clause_code), ("accepted", "W2.E"))
        activity = order.activity_ids
        self.assertEqual(activity.user_id, self.consultant)
        self.assertIn("W2.E", activity.note)

    def test_payment_confirms_with_the_switch_off(self):
        for state, reached in [("pending", "sent"), ("authorized", "sale"), ("done", "sale")]:
            with self._undone():
                order = self._gate_document("off")
                self._pay(order, state)
                self.assertEqual((order.state, order.ops_date_accepted), (reached, False), state)

    @clause("W3.F", part="acceptance by payment")
    def test_payment_of_an_approved_quotation_is_kept_and_asks_for_the_basis(self):
        """The customer's money is recorded; the order is confirmed by sales support on its basis."""
        for stage in ("approved", "contract"):
            with self._undone():
                order = self._gate_document(stage)
                self._pay(order, "pending")
                self.assertEqual(
                    (order.state, order.ops_date_accepted), ("sent", False), "sent, not accepted"
                )
            for state in ("authorized", "done"):
                with self._undone():
                    order = self._gate_document(stage)
                    transaction = self._pay(order, state)
                    self.assertEqual((transaction.state, order.state), (state, "draft"))
                    self.assertTrue(order.ops_date_accepted)
                    self.assertFalse(order.picking_ids)
                    activity = order.activity_ids
                    self.assertEqual(activity.user_id, self.support)
                    self.assertIn("W3.F", activity.note)

    def test_payment_before_approval_is_kept_and_confirms_nothing(self):
        for stage in self.gate_stages:
            for state in ("pending", "authorized", "done"):
                with self._undone():
                    order = self._gate_document(stage)
                    transaction = self._pay(order, state)
                    self._assert_kept(order, transaction, state)
                    sent = order.message_ids.filtered(lambda message: message.message_type != "notification")
                    self.assertFalse(sent.partner_ids & order.partner_id, "no mail carries the quotation")

    def test_payment_is_accounted_for_and_invoices_nothing_before_approval(self):
        self.env["ir.config_parameter"].set_param("sale.automatic_invoice", "True")
        order = self._gate_document("submitted")
        transaction = self._pay(order, "done")
        receipt = self.env["ops.receipt"].search([("transaction_id", "=", transaction.id)])
        self.assertRecordValues(
            receipt, [{"amount": order.amount_total, "order_ids": order.ids, "state": "submitted"}]
        )
        self.assertFalse(order.invoice_ids)

    def test_acceptance_is_recorded_once(self):
        order = self._gate_document("draft")
        self._pay(order, "pending")
        first = order.ops_date_accepted
        self._pay(order, "done")
        self.assertEqual(order.ops_date_accepted, first)
        self.assertEqual(len(order.activity_ids), 1)

    def test_order_is_approved_and_confirmed_later_with_the_payment_on_it(self):
        order = self._gate_document("draft")
        self._pay(order, "done")
        self._confirm(order)
        self.assertEqual(order.amount_paid, order.amount_total)

    def test_mixed_transactions_are_all_post_processed(self):
        """One call of the cron: the free order is confirmed, the held one keeps its payment."""
        self._switch(False)
        free = self._create_order().sudo()
        self._switch(True)
        free._stamp({"ops_exempt": True})  # as what ran already and was set back
        held = self._gate_document("draft")
        transactions = self.env["payment.transaction"]
        for order in held | free:
            transactions |= self.env["payment.transaction"].create(
                {
                    "provider_id": self.provider.id,
                    "payment_method_id": self.method.id,
                    "amount": order.amount_total,
                    "currency_id": order.currency_id.id,
                    "partner_id": order.partner_id.id,
                    "reference": order.name,
                    "operation": "online_direct",
                    "sale_order_ids": [(6, 0, order.ids)],
                }
            )
        transactions._set_done()
        transactions._post_process()
        self.assertEqual((held.state, free.state), ("draft", "sale"))
        self.assertTrue(held.ops_date_accepted)
        self.assertFalse(free.ops_date_accepted)

    def test_customer_acceptance_in_superuser_mode_is_recorded_not_raised(self):
        """The portal's signature ends in `_validate_order`; a refusal there would roll the signature back."""
        order = self._gate_document("submitted")
        order._validate_order()
        self.assertEqual(order.state, "draft")
        self.assertTrue(order.ops_date_accepted)

    def test_down_payment_invoice_waits_for_the_approval(self):
        def invoice(order, user):
            wizard = self.env["sale.advance.payment.inv"].with_user(user)
            wizard.create(
                {"advance_payment_method": "percentage", "amount": 30, "sale_order_ids": [(6, 0, order.ids)]}
            ).create_invoices()

        for stage in ("approved", "off"):
            with self._undone():
                order = self._gate_document(stage)
                invoice(order, self.consultant)
                self.assertEqual(order.invoice_ids.amount_untaxed, order.amount_untaxed * 0.3, stage)
                if stage == "approved":
                    self.assertEqual(
                        order.ops_approval_state, "approved", "core's down payment line promises nothing"
                    )
        for stage in self.gate_stages:
            with self._undone():
                order = self._gate_document(stage)
                before = self._everything()
                with self.assertRaisesRegex(UserError, r"W2\.E"), self.env.cr.savepoint():
                    invoice(order, self.consultant)
                self.assertEqual(self._everything(), before, stage)
