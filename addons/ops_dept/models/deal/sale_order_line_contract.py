from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _ops_orders_in_approval(self):
        """What a contract promises is watched as well, whatever became of the quotation's approval (W3.D)."""
        orders = super()._ops_orders_in_approval()
        if not self.env["res.company"]._ops_companies_on():
            return orders
        return orders | self.order_id.filtered("ops_contract_id")
