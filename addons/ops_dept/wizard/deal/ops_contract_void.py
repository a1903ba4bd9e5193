from odoo import fields, models


class OpsContractVoid(models.TransientModel):
    """Asks, besides the reason, whether the numbered form came back."""

    _name = "ops.contract.void"
    _inherit = ["ops.reason"]
    _description = "Void a contract's number"

    form_returned = fields.Boolean("The numbered form is back with sales support")

    def _get_answer(self):
        return [*super()._get_answer(), self.form_returned]
