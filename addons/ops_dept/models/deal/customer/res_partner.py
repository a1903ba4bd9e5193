from odoo import fields, models


class ResPartner(models.Model):
    """What the rulebook asks of a customer: his importance and invoice title (V2.1, W6.C)."""

    _inherit = "res.partner"

    ops_importance = fields.Selection(
        [("key", "Key customer"), ("ordinary", "Ordinary customer")],
        string="Importance",
        index="btree_not_null",
        help="Key customers are visited and listed first (V2.1).",
    )
    ops_tax_title = fields.Char(
        string="Invoice title",
        help="Title printed on VAT invoices; empty: the company's name. The tax number is the Tax ID.",
    )
