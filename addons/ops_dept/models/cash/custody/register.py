from odoo import models
from odoo.exceptions import AccessError, UserError

from ....tools.actions import open_records


class OpsCustody(models.Model):
    """Who has an original in his hands registers it, and says to which document it belongs (R9)."""

    _inherit = "ops.custody"

    _ops_created = ((10, "_check_registered"), (20, "_begin_chain"))

    def _check_registered(self, _vals_list):
        """Who registers an original has it in his hands; the document it belongs to is one he may read."""
        for original in self:
            if original.holder_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(original)s: who has an original in his hands registers it, and hands it over "
                        "afterwards (R9).",
                        original=original.title,
                    )
                )
            original._name_document()

    def _name_document(self):
        """Note what the document is called to which this original belongs, and whose customer it is of.

        :raises UserError: where there is no such document
        """
        if not self.res_model and not self.res_id:
            return
        document = self._get_document()
        if not document:
            raise UserError(
                self.env._("%(original)s: the document is not there (R9).", original=self.display_name)
            )
        document.check_access("read")
        self._stamp({"document_name": document.display_name})

    def _get_document(self):
        """Return the document to which it belongs, none where there is none (any more)."""
        if self.res_model not in self.env["ops.obligation"]._get_document_models():
            return None
        return self.env[self.res_model].browse(self.res_id).exists()

    def action_open_document(self):
        """Open the document to which it belongs. Clause: R9"""
        self.ensure_one()
        self.check_access("read")
        document = self._get_document()
        if not document:
            raise UserError(
                self.env._("%(original)s belongs to no document (R9).", original=self.display_name)
            )
        return open_records(document)
