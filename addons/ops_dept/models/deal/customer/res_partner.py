from odoo import fields, models


class ResPartner(models.Model):
    """What the rulebook asks of a customer: his invoice title (W6.C)."""

    _inherit = "res.partner"

    ops_tax_title = fields.Char(
        string="Invoice title",
        help="Title printed on VAT invoices; empty: the company's name. The tax number is the Tax ID.",
    )
