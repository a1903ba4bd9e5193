from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How long what is known of a customer stays fresh."""

    _inherit = "res.config.settings"

    ops_stale_key_days = fields.Integer(related="company_id.ops_stale_key_days", readonly=False)
    ops_stale_ordinary_days = fields.Integer(related="company_id.ops_stale_ordinary_days", readonly=False)
