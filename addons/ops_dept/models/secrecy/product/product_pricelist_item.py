from odoo import models


class ProductPricelistItem(models.Model):
    """A rule that starts from cost gives the cost away by its markup: a record rule hides it from sales
    (DESIGN §11).

    The prices it makes are for sales to propose, so it is still applied.
    """

    _name = "product.pricelist.item"
    _inherit = ["product.pricelist.item", "ops.cost.secret"]

    def _compute_price(self, *args, **kwargs):
        return super(ProductPricelistItem, self._ops_cost_sudo())._compute_price(*args, **kwargs)

    def _compute_price_before_discount(self, *args, **kwargs):
        return super(ProductPricelistItem, self._ops_cost_sudo())._compute_price_before_discount(
            *args, **kwargs
        )

    def _show_discount(self):
        return super(ProductPricelistItem, self._ops_cost_sudo())._show_discount()
