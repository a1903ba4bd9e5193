from odoo import api, models

DAY_CLAUSE = "R11"


class OpsObligation(models.Model):
    """Each working day somebody of support checks what came in: a duty that this room meets (R11)."""

    _inherit = "ops.obligation"

    _meetable_rows = ((420, "_get_receipt_day_codes"),)

    @api.model
    def _get_receipt_day_codes(self):
        return frozenset({DAY_CLAUSE})

    _home_buttons = ((DAY_CLAUSE, "_get_receipt_day_button"),)

    def _get_receipt_day_button(self):
        return {"button": self.env._("Look"), "method": "action_open_receipt_day"}

    def action_open_receipt_day(self):
        """Open the receipts of the day that is owed. Clause: R11"""
        action = self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_receipt_day_action")
        return {**action, "context": {"default_date": self[:1].period}} if self else action
