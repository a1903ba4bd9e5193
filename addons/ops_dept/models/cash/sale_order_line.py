from odoo import fields, models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    ops_invoice_request_line_ids = fields.One2many(
        "ops.invoice.request.line", "order_line_id", "Invoice request lines"
    )

    def _ops_invoice_limit(self, basis):
        """Return up to which quantity this line may be invoiced in all.

        What is not delivered from stock (service, discount) counts as ordered, unless it is sold by what was
        delivered of it.

        :param str basis: "ordered" or "delivered"
        """
        self.ensure_one()
        by_delivery = basis == "delivered" and self._ops_is_delivered()
        return self._ops_delivered_unrounded() if by_delivery else self.product_uom_qty

    def _ops_is_delivered(self):
        """Tell whether what was delivered of this line is counted: goods, and what is sold that way."""
        self.ensure_one()
        return self.qty_delivered_method == "stock_move" or self.product_id.invoice_policy == "delivery"

    def _ops_is_over_invoiced(self):
        """Tell whether more is invoiced, drafts included, than was ordered or delivered."""
        self.ensure_one()
        limit = max(self.product_uom_qty, self.qty_delivered)
        return (self.product_uom_id or self.product_id.uom_id).compare(self.qty_invoiced, limit) > 0
