from odoo import api, models

from .account_move_cover import DIGITS


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _ops_keeps_to_exempt_order(self):
        """Tell whether this line invoices an exempt order as it is: its customer, product and no higher
        price.
        """
        self.ensure_one()
        for line in self.sale_line_ids:
            order = line.order_id
            if (
                not order.ops_exempt
                or order.company_id != self.company_id
                or order.partner_invoice_id.commercial_partner_id != self.move_id.commercial_partner_id
                or line.product_id != self.product_id
                or self._ops_unit_price(self) - self._ops_unit_price(line) > 10**-DIGITS
            ):
                return False
        return bool(self.sale_line_ids)

    @api.model
    def _ops_unit_price(self, line):
        return line.price_unit * (1 - line.discount / 100)
