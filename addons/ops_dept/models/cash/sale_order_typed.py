from odoo import api, models


class SaleOrder(models.Model):
    """How far an order is delivered and invoiced follows from moves and invoices (W6.A)."""

    _name = "sale.order"
    _inherit = ["sale.order", "ops.follows"]

    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        for order, vals in zip(orders, vals_list, strict=True):
            order._ops_refuse_typed(vals)
        return orders

    def write(self, vals):
        self._ops_refuse_typed(vals)
        return super().write(vals)
