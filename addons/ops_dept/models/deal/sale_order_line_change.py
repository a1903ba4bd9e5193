from odoo import api, models


class SaleOrderLine(models.Model):
    """Lines of an order whose contract is decided or signed stay as they were agreed (W3.C, W3.D)."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.company"]._ops_companies_on():
            return super().create(vals_list)
        orders = self.env["sale.order"].browse(
            {vals["order_id"] for vals in vals_list if vals.get("order_id")}
        )
        with orders._ops_keep_contracted():
            lines = super().create(vals_list)
        # orders that came from defaults are only known now
        (lines.order_id - orders)._ops_refuse_added(lines)
        return lines

    def write(self, vals):
        if vals.keys().isdisjoint(self._ops_promised_fields()):
            return super().write(vals)
        if not self.env["res.company"]._ops_companies_on():
            return super().write(vals)
        orders = self.order_id | self.env["sale.order"].browse(vals.get("order_id") or [])
        with orders._ops_keep_contracted():
            return super().write(vals)

    def unlink(self):
        if not self.env["res.company"]._ops_companies_on():
            return super().unlink()
        with self.order_id._ops_keep_contracted():
            return super().unlink()
