from odoo import fields, models


class OpsTripChange(models.TransientModel):
    """Asks when a trip is over now, and why (M7.5)."""

    _name = "ops.trip.change"
    _description = "Another end of a trip"

    trip_id = fields.Many2one("ops.trip", required=True, readonly=True, ondelete="cascade")
    date_end = fields.Datetime("Is back", required=True)
    reason = fields.Text("Why", required=True)

    def action_confirm(self):
        """Change the trip, as the person who types it."""
        self.ensure_one()
        self.trip_id.action_change_end(self.date_end, self.reason)
        return {"type": "ir.actions.act_window_close"}
