from odoo import models


class StockMoveLine(models.Model):
    """Whose goods a transfer carries."""

    _inherit = "stock.move.line"

    def _ops_get_customer(self):
        """Return the customer that the goods were sold to, else that they went to or came from."""
        self.ensure_one()
        buyer = self.move_id.sale_line_id.order_id.partner_id or self.picking_id.partner_id
        return buyer.commercial_partner_id
