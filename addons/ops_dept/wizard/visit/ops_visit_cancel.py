from odoo import fields, models

from ...models.visit.visit.ops_visit import CANCEL_REASONS


class OpsVisitCancel(models.TransientModel):
    """Asks by choice why a visit does not take place."""

    _name = "ops.visit.cancel"
    _inherit = ["ops.reason"]
    _description = "Cancel a visit"

    choice = fields.Selection(CANCEL_REASONS, "Why")

    def _get_answer(self):
        return [*super()._get_answer(), self.choice]
