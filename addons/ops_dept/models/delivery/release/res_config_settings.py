from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The setting of releases: how many days ahead they are requested (R10)."""

    _inherit = "res.config.settings"

    ops_release_days_ahead = fields.Integer(related="company_id.ops_release_days_ahead", readonly=False)
