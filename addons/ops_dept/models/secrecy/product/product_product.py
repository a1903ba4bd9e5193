from odoo import api, models

# Cost and what is computed from it; the last three lines are those of `product_margin`.
PRODUCT_COST_FIELDS = frozenset(
    {
        "standard_price",
        "avg_cost",
        "total_value",
        "suggest_estimated_price",
        "standard_price_update_warning",
        "purchase_avg_price",
        "purchase_gap",
        "total_cost",
        "normal_cost",
        "total_margin",
        "expected_margin",
        "total_margin_rate",
        "expected_margin_rate",
    }
)


class ProductProduct(models.Model):
    """What a product costs is closed to sales (DESIGN §11); core still values stock and chooses vendors."""

    _name = "product.product"
    _inherit = ["product.product", "ops.cost.secret"]

    _ops_cost_fields = PRODUCT_COST_FIELDS

    @api.model_create_multi
    def create(self, vals_list):
        if not self._ops_cost_hidden():
            return super().create(vals_list)
        self.check_access("create")
        # sudo: core looks at the new cost to value stock; the right to create was checked, the rules are
        # checked below
        products = super(ProductProduct, self.sudo()).create(vals_list).with_env(self.env)
        products.check_access("create")
        return products

    # ------------------------------------------------------------------
    # Read by core in the name of whoever moves, sells or buys (`_ops_cost_sudo`)
    # ------------------------------------------------------------------
    def _prepare_sellers(self, params=False):
        """Vendors are sorted by price."""
        return super(ProductProduct, self._ops_cost_sudo())._prepare_sellers(params).with_env(self.env)

    def _select_seller(self, *args, **kwargs):
        """A procurement started by a sale reads the chosen vendor's price: it is returned readable."""
        return super(ProductProduct, self._ops_cost_sudo())._select_seller(*args, **kwargs)

    def _get_standard_price_at_date(self, date=None):
        return super(ProductProduct, self._ops_cost_sudo())._get_standard_price_at_date(date)

    def _run_avco(self, *args, **kwargs):
        return super(ProductProduct, self._ops_cost_sudo())._run_avco(*args, **kwargs)

    def _run_fifo(self, *args, **kwargs):
        return super(ProductProduct, self._ops_cost_sudo())._run_fifo(*args, **kwargs)

    def _update_standard_price(self, *args, **kwargs):
        return super(ProductProduct, self._ops_cost_sudo())._update_standard_price(*args, **kwargs)

    def _change_standard_price(self, old_price):
        return super(ProductProduct, self._ops_cost_sudo())._change_standard_price(old_price)

    def _with_valuation_context(self):
        """Superuser mode for the cost must not widen the places that are valued to other companies."""
        if not self.env.su or self.env.user._ops_sees_cost():
            return super()._with_valuation_context()
        return super(ProductProduct, self.sudo(False))._with_valuation_context().sudo()
