from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How the satisfaction of a customer is put together."""

    _inherit = "res.config.settings"

    ops_weight_cases = fields.Integer(related="company_id.ops_weight_cases", readonly=False)
    ops_weight_visits = fields.Integer(related="company_id.ops_weight_visits", readonly=False)
    ops_weight_orders = fields.Integer(related="company_id.ops_weight_orders", readonly=False)
    ops_repeat_orders = fields.Integer(related="company_id.ops_repeat_orders", readonly=False)
