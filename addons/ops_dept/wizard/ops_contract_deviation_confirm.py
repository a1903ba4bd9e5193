from odoo import fields, models


class OpsContractDeviationConfirm(models.TransientModel):
    """Confirm deviations with a comment: one, or a batch from the list."""

    _name = "ops.contract.deviation.confirm"
    _description = "Confirm deviations"

    deviation_ids = fields.Many2many(
        "ops.contract.deviation", "ops_contract_deviation_confirm_rel", string="Deviations", required=True
    )
    comment = fields.Text(help="Kept with the confirmation: on which condition, agreed with whom.")

    def action_confirm(self):
        """Confirm all deviations listed, or none when one of them is not the user's to confirm.

        Clause: W3.C
        """
        self.ensure_one()
        self.deviation_ids.action_confirm(self.comment)
        return {"type": "ir.actions.act_window_close"}
