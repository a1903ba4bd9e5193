from odoo import api, fields, models

from ....tools.actions import open_records
from ...deal.contract.ops_contract import SIGNED


class SaleOrder(models.Model):
    """When an order's goods are due, and what purchasing was told and promises (W4.A)."""

    _inherit = "sale.order"

    ops_notice_ids = fields.One2many("ops.delivery.notice", "order_id", "Delivery notices")
    ops_notice_count = fields.Integer("Notices", compute="_compute_ops_notice_count")
    ops_is_promised_late = fields.Boolean("Promised too late", compute="_compute_ops_notice_count")

    @api.depends("ops_notice_ids.is_red")
    def _compute_ops_notice_count(self):
        # sudo: how many and whether too late, of an order that the user may read
        for order, order_sudo in zip(self, self.sudo(), strict=True):
            order.ops_notice_count = len(order_sudo.ops_notice_ids)
            order.ops_is_promised_late = any(order_sudo.ops_notice_ids.mapped("is_red"))

    def action_ops_open_notices(self):
        """Open the delivery notices of this order. Clause: W4.A"""
        return open_records(self.ops_notice_ids, self.env._("Delivery notices"))

    def _ops_delivery_days(self):
        """Return order id → the day agreed, by the contract in force or else by the order's date or lead
        time, of running orders with goods that are still to deliver.
        """
        days = {}
        for order in self:
            day = order._ops_contract_day() or order._ops_promised_day()
            if day and order.state == "sale" and order._ops_lines_to_notify():
                days[order.id] = day
        return days

    def _ops_contract_day(self):
        """Return the delivery date of the contract or of the last signed amendment that says one."""
        contract = self.ops_contract_id
        signed = contract.child_ids.filtered(lambda child: child.state in SIGNED and child.date_delivery)
        return (contract | signed.sorted("id"))[-1:].date_delivery or contract.date_delivery

    def _ops_lines_to_notify(self):
        return self.order_line.filtered(
            lambda line: (
                line.product_id.type == "consu" and not line.display_type and line._ops_left_to_deliver()
            )
        )


class SaleOrderLine(models.Model):
    """Where the goods of a line come from (W4.A)."""

    _inherit = "sale.order.line"

    def _ops_left_to_deliver(self):
        return self._ops_round_open_quantity(self.product_uom_qty - self.qty_delivered)

    def _ops_notice_supplies(self):
        """Return line id → where it comes from; free stock counts once, for the line that comes first."""
        sights, taken, supplies = self._ops_get_stock_overview(), {}, {}
        for line in self:
            sight, left = sights[line.id], line._ops_left_to_deliver()
            key = line.product_id.id, line.order_id.warehouse_id.id
            to_stock = line._ops_to_unit(line.product_id.uom_id)
            lacking = max(0.0, to_stock(left - sight.reserved))
            free = to_stock(sight.free) - taken.get(key, 0.0)
            if line._ops_is_from_vendor():
                supplies[line.id] = "vendor"
            elif line.product_id.is_storable and line.product_id.uom_id.compare(lacking, free) <= 0:
                supplies[line.id] = "stock"
                taken[key] = taken.get(key, 0.0) + lacking
            else:
                supplies[line.id] = "purchase"
        return supplies

    def _ops_is_from_vendor(self):
        """Tell whether a vendor delivers this line to the customer."""
        return any(move.location_id.usage == "supplier" and move.state != "cancel" for move in self.move_ids)

    def _prepare_notice_line(self, supplies):
        return {
            "order_line_id": self.id,
            "product_id": self.product_id.id,
            "quantity": self._ops_left_to_deliver(),
            "uom_id": self.product_uom_id.id,
            "supply": supplies[self.id],
        }
