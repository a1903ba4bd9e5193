from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    ops_release_days_ahead = fields.Integer(related="company_id.ops_release_days_ahead", readonly=False)
