from odoo import models


class PurchaseOrderLine(models.Model):
    """Warehouse and technical read purchase lines for their receipts, without prices (DESIGN §11)."""

    _name = "purchase.order.line"
    _inherit = ["purchase.order.line", "ops.cost.secret"]

    _ops_cost_fields = frozenset(
        {
            "price_unit",
            "price_unit_discounted",
            "price_unit_product_uom",
            "technical_price_unit",
            "discount",
            "price_subtotal",
            "price_tax",
            "price_total",
            "price_total_cc",
            "amount_to_invoice_at_date",
        }
    )
    _ops_cost_open_to_portal = True  # vendors see the prices of their own orders

    def _get_stock_move_price_unit(self):
        """Receipts are valued at the price of their order, whoever receives."""
        return super(PurchaseOrderLine, self._ops_cost_sudo())._get_stock_move_price_unit()
