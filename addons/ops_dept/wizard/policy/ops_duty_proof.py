from odoo import fields, models


class OpsDutyProof(models.TransientModel):
    """Asks, besides what was done, for the file that shows it."""

    _name = "ops.duty.proof"
    _inherit = ["ops.reason"]
    _description = "Proof of a duty"

    file = fields.Binary("Photo or file", attachment=False)
    file_name = fields.Char("File name")

    def _get_answer(self):
        # the kept file is read whole, not its size
        return [*super()._get_answer(), self.with_context(bin_size=False).file, self.file_name or ""]
