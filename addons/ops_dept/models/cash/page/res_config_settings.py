from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The setting of receipts: the account that is proposed for what finance gives up (W5.C)."""

    _inherit = "res.config.settings"

    ops_write_off_account_id = fields.Many2one(related="company_id.ops_write_off_account_id", readonly=False)
