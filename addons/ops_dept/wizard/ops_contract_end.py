from odoo import fields, models


class OpsContractEnd(models.TransientModel):
    """Asks for the reason before a contract is cancelled or its number voided."""

    _name = "ops.contract.end"
    _description = "Void or cancel a contract"

    decision = fields.Selection([("void", "Void"), ("cancel", "Cancel")], required=True, default="cancel")
    contract_ids = fields.Many2many("ops.contract", string="Contracts", required=True)
    reason = fields.Text(required=True)
    form_returned = fields.Boolean("The numbered form is back with sales support")

    def action_end(self):
        """Void or cancel them all, or none.

        Clause: M7.3
        """
        self.ensure_one()
        if self.decision == "void":
            self.contract_ids.action_void(self.reason, self.form_returned)
        else:
            self.contract_ids.action_cancel(self.reason)
        return {"type": "ir.actions.act_window_close"}
