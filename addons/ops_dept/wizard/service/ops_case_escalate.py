from odoo import fields, models


class OpsCaseEscalate(models.TransientModel):
    """Asks what cannot be solved on site, and what was tried (R14)."""

    _name = "ops.case.escalate"
    _inherit = ["ops.reason"]
    _description = "Raise a case"

    tried = fields.Text("What was tried")

    def _get_answer(self):
        return [*super()._get_answer(), self.tried or ""]
