from odoo import fields, models


class ProductTemplate(models.Model):
    """Key and difficult products call departments in (W2.C, W2.D)."""

    _inherit = "product.template"

    ops_is_key = fields.Boolean(
        string="Key product",
        tracking=True,
        help="Purchasing states lead time and cost of each quotation line and reviews the quotation (W2.D).",
    )
    ops_is_difficult = fields.Boolean(
        string="Difficult product",
        tracking=True,
        help="The technical department states model and parameters before a quotation is decided (W2.C).",
    )
