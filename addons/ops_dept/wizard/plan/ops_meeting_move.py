from odoo import fields, models


class OpsMeetingMove(models.TransientModel):
    """Asks why a meeting is moved, and to when (W1.B)."""

    _name = "ops.meeting.move"
    _inherit = ["ops.reason"]
    _description = "Move a meeting"

    date = fields.Datetime("To when")

    def _get_answer(self):
        return [*super()._get_answer(), self.date]
