from odoo import fields, models

from ....tools.actions import open_records


class SaleOrder(models.Model):
    """What of an order was confirmed by hand as arrived (W4.B)."""

    _inherit = "sale.order"

    ops_arrival_ids = fields.One2many("ops.arrival", "order_id", "Arrivals confirmed by hand")
    ops_arrival_count = fields.Integer("Arrivals by hand", compute="_compute_ops_arrival_count")

    def _compute_ops_arrival_count(self):
        rows = self.env["ops.arrival"]._read_group([("order_id", "in", self.ids)], ["order_id"], ["__count"])
        counts = {order.id: count for order, count in rows}
        for order in self:
            order.ops_arrival_count = counts.get(order._origin.id, 0)

    def action_ops_open_arrivals(self):
        """Open what was confirmed by hand. Clause: W4.B"""
        return open_records(self.ops_arrival_ids, self.env._("Arrivals confirmed by hand"))

    def action_ops_confirm_arrival(self):
        """Open the form in which sales support confirms what arrived another way. Clause: W4.B"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Confirm Arrival"),
            "res_model": "ops.arrival.confirm",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_order_id": self.id},
        }

    def _ops_lacking(self):
        """Return line → how much of what is still to release has not arrived, in the line's unit."""
        return {
            line: line._ops_round_open_quantity(line.ops_qty_to_release - there)
            for line, there in self._ops_arrived_to_release().items()
        }
