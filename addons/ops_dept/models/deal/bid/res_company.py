from odoo import fields, models


class ResCompany(models.Model):
    """From when a bid is major, and whether every quotation needs one (W2.A)."""

    _inherit = "res.company"

    _ops_common_settings = ("ops_bid_required",)

    ops_major_bid = fields.Monetary(
        string="Major bid from",
        default=200000.0,
        currency_field="currency_id",
        help="A bid of this untaxed estimated amount or more (company currency) is major: after the sales "
        "manager a company leader decides too (W2.A). 0: every bid is major.",
    )
    ops_bid_required = fields.Boolean(
        string="Every quotation needs a bid",
        help="On: a quotation is submitted only when it answers a bid. Off: repeat and phone orders need "
        "none (W2.A).",
    )
