"""The quotation's gate for the tables of ways: its stages, reached through the roles' own actions."""

from ..bypass import GateCase
from .common import DealCase

TABLES = (
    "sale_order",
    "sale_order_line",
    "tier_review",
    "res_users_tier_review_rel",
    "ops_log",
    "ops_help_request",
    "mail_message",
    "mail_mail",
    "mail_notification",
    "mail_activity",
    "mail_scheduled_message",
    "sms_sms",
    "stock_picking",
    "stock_move",
    "account_move",
    "payment_transaction",
    "ops_contract",
    "ir_attachment WHERE res_model IS NOT NULL AND res_model != 'ir.ui.view'",
)
# What clients send along to get around a gate.
CONTEXT = {
    "skip_validation_check": True,
    "skip_check_state_condition": True,
    "tier_validation_defer_compute_can_review": True,
    "install_mode": True,
    "tracking_disable": True,
    "mail_notrack": True,
    "import_file": True,
    "bypass_approval": True,
    "_force_unlink": True,
    "active_test": False,
    "prefetch_fields": False,
    "bin_size": True,
}


class QuotationGateCase(GateCase, DealCase):
    """Rows of the table start from a complete quotation of the consultant, at one of the gate's stages."""

    gate_stages = ("draft", "submitted", "refused", "taken_back", "thought_better")
    gate_tables = TABLES

    def _gate_document(self, stage):
        if stage == "off":
            self._switch(False)
            return self._create_order()
        return getattr(self, f"_stage_{stage}")(self._create_order())

    def _stage_draft(self, order):
        return order

    def _stage_submitted(self, order):
        return self._submit(order)

    def _stage_refused(self, order):
        self._submit(order).with_user(self.manager).action_ops_refuse("too cheap")
        self.assertEqual(order.ops_approval_state, "refused")
        return order

    def _stage_taken_back(self, order):
        self._approve(order)
        order.order_line[0].write({"price_unit": 90})
        self.assertEqual(order.ops_approval_state, "draft")
        return order

    def _stage_thought_better(self, order):
        """Whoever approved took his approval back."""
        self._approve(order).with_user(self.manager).action_ops_take_back()
        self.assertEqual(order.ops_approval_state, "submitted")
        return order

    def _stage_approved(self, order):
        return self._approve(order)

    def _stage_contract(self, order):
        """Approved, and its contract signed: sales support may confirm it (W3.D)."""
        self._sign_contract(self._create_contract(self._approve(order)))
        return order

    def _stage_running(self, order):
        self._stage_contract(order).with_user(self.support).action_confirm()
        self.assertEqual(order.state, "sale")
        return order

    def _stage_half(self, order):
        """Approved by the first of two tiers: marked as major, the manager agreed, the leader did not yet."""
        order.with_user(self.manager).ops_major_marked = True
        self._submit(order).with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "submitted")
        return order

    def _stage_approved_key(self, order):
        order.with_user(self.consultant).order_line = [
            (0, 0, {"product_id": self.key.id, "product_uom_qty": 2, "price_unit": 8000})
        ]
        self._submit(order)
        self._answer_purchasing(order)
        return self._approve(order, self.purchaser, self.manager)
