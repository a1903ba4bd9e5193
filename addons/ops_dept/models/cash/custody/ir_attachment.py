from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """The signatures of moves stay what they are (R9)."""

    _inherit = "ir.attachment"

    _ops_evidence = ((40, "_ops_refuse_custody_signatures"),)

    def _ops_refuse_custody_signatures(self, vals):
        # sudo: what a file belongs to decides, whoever touches it
        signatures_sudo = self.sudo().filtered(
            lambda file: file.res_model == "ops.custody.move" and file.res_field
        )
        for file_sudo in signatures_sudo.with_context(bin_size=False):
            if vals is None or file_sudo._ops_differs(vals):
                raise UserError(self.env._("The signatures of a move of originals stay (R9)."))
