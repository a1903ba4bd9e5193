from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the rulebook: its switch, the posts, and from when a quotation is major."""

    _inherit = "res.config.settings"

    ops_rulebook = fields.Boolean(related="company_id.ops_rulebook", readonly=False)
    ops_major_quotation = fields.Monetary(
        related="company_id.ops_major_quotation", readonly=False, currency_field="company_currency_id"
    )
    ops_purchasing_id = fields.Many2one(related="company_id.ops_purchasing_id", readonly=False)
    ops_technical_id = fields.Many2one(related="company_id.ops_technical_id", readonly=False)
    ops_finance_id = fields.Many2one(related="company_id.ops_finance_id", readonly=False)
    ops_warehouse_id = fields.Many2one(related="company_id.ops_warehouse_id", readonly=False)
    ops_office_id = fields.Many2one(related="company_id.ops_office_id", readonly=False)
    ops_leader_id = fields.Many2one(related="company_id.ops_leader_id", readonly=False)
    ops_general_manager_id = fields.Many2one(related="company_id.ops_general_manager_id", readonly=False)
