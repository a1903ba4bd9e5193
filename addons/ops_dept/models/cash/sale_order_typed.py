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

    def _ops_typed_message(self, names):
        """What follows from the lines is said in the quotation's words, on running orders, too (W2.E)."""
        derived = self._ops_derived_fields() & set(names)
        return self._ops_derived_message(derived) if derived else super()._ops_typed_message(names)
