from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of bids and contracts (W2.A, M7.3)."""

    _inherit = "res.config.settings"

    ops_major_contract = fields.Monetary(
        related="company_id.ops_major_contract", readonly=False, currency_field="company_currency_id"
    )
    ops_contract_format = fields.Char(related="company_id.ops_contract_format", readonly=False)
    ops_site_requirements_label = fields.Char(
        related="company_id.ops_site_requirements_label", readonly=False
    )
    ops_contract_start = fields.Integer(related="company_id.ops_contract_start", readonly=False)
    ops_contract_import = fields.Boolean(related="company_id.ops_contract_import", readonly=False)
    ops_major_bid = fields.Monetary(
        related="company_id.ops_major_bid", readonly=False, currency_field="company_currency_id"
    )
    ops_bid_required = fields.Boolean(related="company_id.ops_bid_required", readonly=False)
