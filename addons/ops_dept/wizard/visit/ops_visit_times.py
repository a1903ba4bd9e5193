from odoo import fields, models


class OpsVisitTimes(models.TransientModel):
    """Asks when somebody was at a customer, where a tap was forgotten (V1.1)."""

    _name = "ops.visit.times"
    _description = "Times of a visit"

    visit_id = fields.Many2one("ops.visit", required=True, readonly=True, ondelete="cascade")
    departed = fields.Datetime("Left at", help="If you remember; it may stay empty.")
    arrived = fields.Datetime("There from", required=True)
    finished = fields.Datetime("There until", required=True)

    def action_confirm(self):
        """Note the times on the visit, as the person who types them."""
        self.ensure_one()
        self.visit_id.action_register_times(self.arrived, self.finished, self.departed)
        return {"type": "ir.actions.act_window_close"}
