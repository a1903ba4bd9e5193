from contextlib import contextmanager

from odoo import models

# What decides which goods leave for a line.
GOODS = frozenset({"product_id", "product_uom_qty", "product_uom_id", "order_id"})


class SaleOrderLine(models.Model):
    """Lines of an order that ran before the rulebook stay what they were, or become less (PROCESS §3)."""

    _inherit = "sale.order.line"

    _ops_on_create = ((20, "_ops_adding_to_exempt"),)
    _ops_on_write = ((20, "_ops_changing_exempt"),)

    @contextmanager
    def _ops_adding_to_exempt(self, vals_list):
        orders = self.env["sale.order"].browse({vals.get("order_id") for vals in vals_list} - {None, False})
        with orders._ops_keep_exempt():
            yield

    @contextmanager
    def _ops_changing_exempt(self, vals):
        if GOODS.isdisjoint(vals):
            yield
            return
        orders = self.order_id | self.env["sale.order"].browse(vals.get("order_id") or [])
        with orders._ops_keep_exempt():
            yield

    def _ops_get_exempt_content(self):
        """Return the product of this line and how much of it was ordered, in the product's unit."""
        product = self.product_id
        return product, self._ops_to_unit(product.uom_id)(self.product_uom_qty)

    def _ops_exceeds_exemption(self, before, now):
        """Tell whether this line asks for more or for something else than it did.

        :param before: its product and quantity then, None when it was not there
        :param now: the same now
        """
        old_product, old_quantity = before or (now[0], 0.0)
        return now[0] != old_product or now[0].uom_id.compare(now[1], old_quantity) > 0
