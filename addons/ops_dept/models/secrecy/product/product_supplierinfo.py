from odoo import api, models


class ProductSupplierinfo(models.Model):
    """Vendor and lead time are for everybody who works with products, the price is not (DESIGN §11)."""

    _name = "product.supplierinfo"
    _inherit = ["product.supplierinfo", "ops.cost.secret"]

    _ops_cost_fields = frozenset({"price", "discount", "price_discounted"})

    @api.depends_context("uid")
    def _compute_display_name(self):
        """Core's name of a vendor line ends with its price; names are read in superuser mode, so the user
        decides.
        """
        if self.env.context.get("use_simplified_supplier_name") or self.env.user._ops_sees_cost():
            return super()._compute_display_name()
        plain = self.with_context(use_simplified_supplier_name=True)
        super(ProductSupplierinfo, plain)._compute_display_name()
        for seller, named in zip(self, plain, strict=True):
            seller.display_name = named.display_name
        return None
