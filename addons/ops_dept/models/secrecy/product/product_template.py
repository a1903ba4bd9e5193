from odoo import models


class ProductTemplate(models.Model):
    """What a product costs is closed to sales (DESIGN §11)."""

    _name = "product.template"
    _inherit = ["product.template", "ops.cost.secret"]

    _ops_cost_fields = frozenset({"standard_price"})
