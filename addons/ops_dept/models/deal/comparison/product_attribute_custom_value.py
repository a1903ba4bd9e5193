import contextlib

from odoo import api, models


class ProductAttributeCustomValue(models.Model):
    """What the customer of a configurable product chose in his own words is promised like its line (W2.E)."""

    _inherit = "product.attribute.custom.value"

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env["res.company"]._ops_companies_on():
            return super().create(vals_list)
        lines = self.env["sale.order.line"].browse(
            {vals["sale_order_line_id"] for vals in vals_list if vals.get("sale_order_line_id")}
        )
        with lines._ops_changing_words():
            values = super().create(vals_list)
            # lines that came from defaults are only known now
            (values.sale_order_line_id - lines)._ops_refuse_words()
        return values

    def write(self, vals):
        if not self.env["res.company"]._ops_companies_on():
            return super().write(vals)
        lines = self.sale_order_line_id | self.sale_order_line_id.browse(vals.get("sale_order_line_id") or [])
        with lines._ops_changing_words():
            return super().write(vals)

    def unlink(self):
        if not self.env["res.company"]._ops_companies_on():
            return super().unlink()
        with self.sale_order_line_id._ops_changing_words():
            return super().unlink()


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @contextlib.contextmanager
    def _ops_changing_words(self):
        """Check a change of these lines' chosen words as one of the lines themselves."""
        self._ops_refuse_words()
        touched = self._ops_orders_in_approval()
        with self.order_id._ops_keep_contracted():
            yield
        if touched:
            touched._ops_lines_changed()

    def _ops_refuse_words(self):
        """Refuse who does not sell, and everybody while somebody decides."""
        self._ops_refuse_non_sellers()
        orders = self._ops_orders_in_approval()
        if orders:
            orders._ops_lines_will_change()
