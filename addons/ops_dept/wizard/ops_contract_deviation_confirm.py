from odoo import fields, models


class OpsContractDeviationConfirm(models.TransientModel):
    """Confirm deviations with a comment, or refuse them with a reason: one, or a batch from the list."""

    _name = "ops.contract.deviation.confirm"
    _description = "Decide on deviations"

    deviation_ids = fields.Many2many(
        "ops.contract.deviation", "ops_contract_deviation_confirm_rel", string="Deviations", required=True
    )
    decision = fields.Selection(
        [("confirm", "Confirm"), ("refuse", "Refuse")], required=True, default="confirm"
    )
    comment = fields.Text(
        help="Kept with the decision: on which condition, agreed with whom; what stands against it."
    )

    def action_confirm(self):
        """Confirm all deviations listed, or none when one of them is not the user's to confirm.

        Clause: W3.C
        """
        self.ensure_one()
        self.deviation_ids.action_confirm(self.comment)
        return {"type": "ir.actions.act_window_close"}

    def action_refuse(self):
        """Refuse all deviations listed, or none; the comment is the reason.

        Clause: W3.C

        :raises UserError: without reason, or when one of them is not the user's to decide
        """
        self.ensure_one()
        self.deviation_ids.action_refuse(self.comment)
        return {"type": "ir.actions.act_window_close"}
