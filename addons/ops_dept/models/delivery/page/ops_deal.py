from odoo import api, models

from ..balance.states import RELEASED


class OpsDeal(models.AbstractModel):
    """What of the deal may leave the house, and what has left."""

    _inherit = "ops.deal"

    @api.model
    def _get_steps(self, orders):
        return [*super()._get_steps(orders), self._get_release_step(orders), self._get_delivery_step(orders)]

    @api.model
    def _get_release_step(self, orders):
        """Clause: W4.C"""
        releases = orders.ops_release_ids
        rows = self._document_rows(
            releases,
            lambda release: release.date_shipped or release.ops_date_approved or release.date_planned,
            RELEASED,
        )
        left = any(orders.order_line._ops_filter_releasable().mapped("ops_qty_to_release"))
        pending = any(release.state == "submitted" for release in releases)
        status = "now" if releases and (left or pending) else "open" if left or not releases else "done"
        return self._step(
            "release", self.env._("Outbound release"), rows, status, self.env._("Nothing is released yet")
        )

    @api.model
    def _get_delivery_step(self, orders):
        transfers = orders.picking_ids.filtered(lambda picking: picking.state != "cancel")
        rows = [
            self._row(
                picking,
                self._label(picking),
                picking.date_done or picking.scheduled_date,
                "success" if picking.state == "done" else "info",
            )
            for picking in transfers._filtered_access("read")
        ]
        goods = orders.order_line.filtered(lambda line: line.qty_delivered_method == "stock_move")
        left = any(line._ops_round_open_quantity(line.product_uom_qty - line.qty_delivered) for line in goods)
        begun = any(goods.mapped("qty_delivered"))
        status = "now" if left and begun else "open" if left else "done"
        return self._step(
            "delivery", self.env._("Delivery"), rows, status, self.env._("Nothing has left the house yet")
        )

    @api.model
    def _get_line_quantities(self, line):
        return {**super()._get_line_quantities(line), "released": line.ops_qty_released}
