from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """When the accounts are cut off (R13)."""

    _inherit = "res.config.settings"

    ops_reconciliation_days = fields.Integer(related="company_id.ops_reconciliation_days", readonly=False)
