"""The gate of goods leaving the house for the tables of ways: a delivery at each stage of its release."""

from ..bypass import GateCase
from .common import ReleaseCase

TABLES = (
    "stock_picking",
    "stock_move",
    "stock_move_line",
    "stock_quant",
    "stock_scrap",
    "stock_location",
    "sale_order",
    "sale_order_line",
    "ops_release",
    "ops_release_line",
    "ops_log",
    "tier_review",
    "mail_message",
    "account_move",
)
# What clients send along to get around a gate.
CONTEXT = {
    "skip_validation_check": True,
    "skip_backorder": True,
    "skip_sanity_check": True,
    "cancel_backorder": True,
    "is_scrap": True,
    "install_mode": True,
    "tracking_disable": True,
    "import_file": True,
    "inventory_mode": True,
    "bypass_approval": True,
    "force_period_date": "2026-01-01",
}


class DeliveryGateCase(GateCase, ReleaseCase):
    """Rows start from the reserved delivery of a running order of ten pieces."""

    gate_stages = ("none", "draft", "submitted", "refused", "cancelled", "reset", "back", "used")
    gate_tables = TABLES

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.between = cls.env.ref("stock.stock_location_inter_company")
        cls.stranger = cls.env["res.partner"].create({"name": "Somebody Else", "is_company": True})

    def _gate_document(self, stage):
        if stage.startswith("off") or stage == "exempt":
            self._switch(False)
        order = self._running()
        getattr(self, f"_stage_{stage}")(order)
        pickings = order.picking_ids.sorted("id")
        return pickings[:1] if stage.endswith("shipped") else self._picking(order).with_env(self.env)

    def _stage_off(self, order):
        pass

    def _stage_exempt(self, order):
        """It ran when the rulebook was switched on."""
        self._switch(True)

    def _stage_none(self, order):
        pass

    def _stage_draft(self, order):
        self.env["ops.release"].with_user(self.support).create(
            {"order_id": order.id, "line_ids": order.sudo()._ops_prepare_release_lines()}
        )

    def _stage_submitted(self, order):
        self._release(order, approve=False)

    def _stage_refused(self, order):
        self._release(order, approve=False).with_user(self.manager).action_ops_refuse("not paid")

    def _stage_cancelled(self, order):
        self._release(order).with_user(self.support).action_cancel()

    def _stage_reset(self, order):
        self._stage_cancelled(order)
        order.ops_release_ids.with_user(self.support).action_reset()

    def _stage_back(self, order):
        """Whoever approved took his approval back."""
        self._release(order).with_user(self.manager).action_ops_take_back()
        self.assertEqual(order.ops_release_ids.state, "submitted")

    def _stage_used(self, order):
        """Four were released and have left; six wait in the back order."""
        self._release(order, 4)
        self._ship(self._picking(order), 4)

    def _stage_approved(self, order):
        self._release(order)

    def _stage_shipped(self, order):
        self._release(order)
        self._ship(self._picking(order))

    def _stage_half_shipped(self, order):
        self._release(order)
        self._ship(self._picking(order), 4)

    def _stage_off_shipped(self, order):
        self._ship(self._picking(order))


class ReleaseGateCase(DeliveryGateCase):
    """Rows start from the release itself, at each of its stages."""

    gate_stages = ("draft", "submitted", "refused", "cancelled", "approved", "half_shipped", "shipped")

    def _gate_document(self, stage):
        order = self._running()
        getattr(self, f"_stage_{stage}")(order)
        return order.ops_release_ids.with_env(self.env)
