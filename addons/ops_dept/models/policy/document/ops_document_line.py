from odoo import api, models
from odoo.fields import Command

from ....tools.removal import is_uninstalling


class OpsDocumentLine(models.AbstractModel):
    """A line of a document: a part of it, and while its document's lines are frozen, nobody adds, changes,
    moves or removes one.

    A model says in `_document_field` which of its fields is the document, and in `_lines_field` what the
    document calls its lines. What `_unfrozen_fields` names may be written at any time.
    """

    _name = "ops.document.line"
    _inherit = ["ops.document.part", "ops.guarded"]
    _description = "Line of a document of the rulebook"

    _lines_field = "line_ids"
    _unfrozen_fields = ()

    def _refuse_frozen_document(self):
        """Refuse what touches lines of a document that is being decided or was decided."""
        documents = self[self._document_field]
        documents._ops_refuse_frozen({self._lines_field: [Command.clear()]})

    @api.model_create_multi
    def create(self, vals_list):
        if self._ops_is_stamping("create", {name for vals in vals_list for name in vals}):
            return super().create(vals_list)
        prepared = [self._ops_prepare_and_check_vals(vals) for vals in vals_list]
        with self._ops_passing("_ops_on_create", prepared):
            lines = super().create(prepared)
            for line in lines:
                line._ops_refuse_stamped()
            lines._refuse_frozen_document()
            lines._ops_call_rows("_ops_created", vals_list)
        return lines

    def write(self, vals):
        if not self or self._ops_is_stamping("write", vals):
            return super().write(vals)
        vals = self._ops_prepare_and_check_vals(vals)
        with self._ops_passing("_ops_on_write", vals):
            if not vals.keys() <= set(self._unfrozen_fields):
                self._refuse_frozen_document()
            result = super().write(vals)
            if self._document_field in vals:
                self._refuse_frozen_document()
        return result

    def unlink(self):
        if not is_uninstalling(self.env) and not self._ops_is_stamping("unlink"):
            self._refuse_frozen_document()
        with self._ops_passing("_ops_on_unlink"):
            return super().unlink()
