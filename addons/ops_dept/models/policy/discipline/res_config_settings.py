from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of cases on the page of the rulebook (R16)."""

    _inherit = "res.config.settings"

    ops_fine_low = fields.Monetary(
        related="company_id.ops_fine_low", readonly=False, currency_field="company_currency_id"
    )
    ops_fine_high = fields.Monetary(
        related="company_id.ops_fine_high", readonly=False, currency_field="company_currency_id"
    )
    ops_fine_scale = fields.Char(related="company_id.ops_fine_scale", readonly=False)
    ops_fine_cap_percent = fields.Float(related="company_id.ops_fine_cap_percent", readonly=False)
    ops_fine_cap = fields.Monetary(
        related="company_id.ops_fine_cap", readonly=False, currency_field="company_currency_id"
    )
    ops_penalty_mode = fields.Selection(related="company_id.ops_penalty_mode", readonly=False)
    ops_hearing_days = fields.Integer(related="company_id.ops_hearing_days", readonly=False)
    ops_appeal_days = fields.Integer(related="company_id.ops_appeal_days", readonly=False)
    ops_joint_rule = fields.Selection(related="company_id.ops_joint_rule", readonly=False)
    ops_joint_percent = fields.Float(related="company_id.ops_joint_percent", readonly=False)
    ops_joint_amount = fields.Monetary(
        related="company_id.ops_joint_amount", readonly=False, currency_field="company_currency_id"
    )
    ops_staff_account_id = fields.Many2one(related="company_id.ops_staff_account_id", readonly=False)
    ops_fine_account_id = fields.Many2one(related="company_id.ops_fine_account_id", readonly=False)
    ops_penalty_journal_id = fields.Many2one(related="company_id.ops_penalty_journal_id", readonly=False)
