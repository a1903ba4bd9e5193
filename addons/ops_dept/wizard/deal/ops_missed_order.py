from odoo import fields, models


class OpsMissedOrder(models.TransientModel):
    """Asks, besides the cause, about how much was lost (R2)."""

    _name = "ops.missed.order"
    _inherit = ["ops.reason"]
    _description = "Missed order"

    currency_id = fields.Many2one("res.currency", default=lambda self: self.env.company.currency_id)
    estimated_amount = fields.Monetary("Estimated amount")

    def _get_answer(self):
        return [*super()._get_answer(), self.estimated_amount]
