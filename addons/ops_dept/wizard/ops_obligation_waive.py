from odoo import fields, models


class OpsObligationWaive(models.TransientModel):
    """Asks for the reason before obligations are waived."""

    _name = "ops.obligation.waive"
    _description = "Waive obligations"

    obligation_ids = fields.Many2many("ops.obligation", string="Obligations", required=True)
    reason = fields.Text(required=True)

    def action_waive(self):
        """Waive them all, or none when one of them is not for the user to waive."""
        self.ensure_one()
        self.obligation_ids.action_waive(self.reason)
        return {"type": "ir.actions.act_window_close"}
