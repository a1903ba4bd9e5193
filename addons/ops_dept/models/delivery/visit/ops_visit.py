from odoo import models
from odoo.tools import format_date

# What one takes in at a glance.
MOST_PRODUCTS = 5


class OpsVisit(models.Model):
    """What is free in the warehouse of the goods that the talk is about, and their list price (P1.2)."""

    _inherit = "ops.visit"

    _card_rows = ((55, "_card_goods"),)

    def _card_goods(self):
        """Say of each product what is free, or when it comes, and its price untaxed; never what it cost."""
        products = self._get_talked_products()
        if not products:
            return []
        company = self.company_id or self.env.company
        # sudo: quantities and list prices of products that the user may offer, in the company's warehouse
        warehouse = self.env["stock.warehouse"].sudo().search([("company_id", "=", company.id)], limit=1)
        products_sudo = products.sudo().with_company(company).with_context(warehouse_id=warehouse.id)
        prices = self._get_list_prices(products_sudo)
        expected = products_sudo._ops_get_expected_dates(warehouse)
        rows = [
            f"{product.display_name} · {self._say_stock(product, expected.get(product.id))} · "
            f"{company.currency_id.format(prices[product.id])}"
            for product in products_sudo
        ]
        return [(self.env._("Stock, and list price untaxed"), "\n".join(rows))]

    def _get_talked_products(self):
        """Return the products that this talk offers; before anything is offered those that the customer
        ordered last, as far as the user may read his orders.
        """
        offered = self.offer_ids.product_id
        lines = self.env["sale.order.line"]
        if not offered and self.partner_id and lines.has_access("read"):
            found = lines.search(
                [
                    ("order_partner_id", "child_of", self.partner_id.commercial_partner_id.id),
                    ("company_id", "=", (self.company_id or self.env.company).id),
                    ("state", "=", "sale"),
                    ("product_id.sale_ok", "=", True),
                ],
                order="id desc",
                limit=4 * MOST_PRODUCTS,
            )
            offered = found.product_id
        return offered[:MOST_PRODUCTS]

    def _say_stock(self, product, expected):
        _ = self.env._
        if not product.is_storable:
            return _("not kept in stock")
        free = product.uom_id.round(max(0.0, product.free_qty))
        if free:
            return _("%(quantity)s %(unit)s free", quantity=f"{free:g}", unit=product.uom_id.name)
        if expected:
            return _("none free, more on %(day)s", day=format_date(self.env, expected))
        return _("none free")
