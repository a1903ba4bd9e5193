from odoo import models


class CommentWizard(models.TransientModel):
    """The library's form to decide leads to the document's own door."""

    _inherit = "comment.wizard"

    def add_comment(self):
        """Decide a gated document through its own door; the library would write the reviews directly."""
        self.ensure_one()
        if self.res_model not in self.env["ops.gated"]._ops_gated_model_names():
            return super().add_comment()
        record = self.env[self.res_model].browse(self.res_id)
        if self.validate_reject == "reject":
            return record.action_ops_refuse(self.comment)
        return record.action_ops_approve(self.comment)
