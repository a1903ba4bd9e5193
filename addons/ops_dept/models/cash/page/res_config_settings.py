from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    ops_write_off_account_id = fields.Many2one(related="company_id.ops_write_off_account_id", readonly=False)
