from odoo import api, fields, models


class SaleOrder(models.Model):
    """An order shows which signed notes are missing (W4.F)."""

    _inherit = "sale.order"

    ops_missing_note_count = fields.Integer("Signed notes missing", compute="_compute_ops_missing_note_count")

    @api.depends("ops_release_ids.note_stage")
    def _compute_ops_missing_note_count(self):
        # sudo: how many, of an order that the user may read
        groups = (
            self.env["ops.release"]
            .sudo()
            ._read_group(
                [("order_id", "in", self._ops_filter_on().ids), ("is_note_open", "=", True)],
                ["order_id"],
                ["__count"],
            )
        )
        counts = {order.id: count for order, count in groups}
        for order in self:
            order.ops_missing_note_count = counts.get(order._origin.id, 0)

    def action_ops_open_missing_notes(self):
        """Open the releases of this order whose signed note is missing. Clause: W4.F"""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_release_action_notes")
        return {**action, "domain": [("order_id", "=", self.id), ("is_note_open", "=", True)], "context": {}}
