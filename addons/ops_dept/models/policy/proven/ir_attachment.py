from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """The file that proves a duty stays what it was."""

    _inherit = "ir.attachment"

    _ops_evidence = ((7, "_ops_refuse_proofs"),)

    def _ops_refuse_proofs(self, vals):
        # sudo: whose proof it is decides, whoever touches it
        proofs_sudo = self.sudo().filtered(
            lambda each: each.res_model == "ops.obligation" and each.res_field == "proof"
        )
        for proof_sudo in proofs_sudo:
            if vals is None or proof_sudo._ops_differs(vals):
                duty_sudo = proof_sudo.env["ops.obligation"].browse(proof_sudo.res_id).exists()
                raise UserError(
                    self.env._(
                        "%(duty)s: its file proves that the duty was done and stays as it is (%(clause)s).",
                        duty=duty_sudo.display_name or proof_sudo.name,
                        clause=duty_sudo.clause_id.code or "-",
                    )
                )
