from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The setting of delivery notices (W4.A)."""

    _inherit = "res.config.settings"

    ops_notice_days = fields.Integer(related="company_id.ops_notice_days", readonly=False)
