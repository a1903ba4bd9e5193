from odoo import api, models
from odoo.fields import Command


class OpsDocumentLine(models.AbstractModel):
    """A line of a document: while its document's lines are frozen, nobody adds, changes, moves or removes
    one.
    A model says in `_document_field` which of its fields is the document, and in `_lines_field` what the
    document calls its lines in `_frozen`. What `_unfrozen_fields` names may be written at any time.
    """

    _name = "ops.document.line"
    _description = "Line of a document of the rulebook"

    _document_field = "document_id"
    _lines_field = "line_ids"
    _unfrozen_fields = ()

    def _ops_refuse_frozen_document(self):
        """Refuse what touches lines of a document that is being decided or was decided."""
        documents = self[self._document_field]
        documents._ops_refuse_frozen({self._lines_field: [Command.clear()]})

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._ops_refuse_frozen_document()
        return lines

    def write(self, vals):
        if vals.keys() <= set(self._unfrozen_fields):
            return super().write(vals)
        self._ops_refuse_frozen_document()
        result = super().write(vals)
        if self._document_field in vals:
            self._ops_refuse_frozen_document()
        return result

    def unlink(self):
        self._ops_refuse_frozen_document()
        return super().unlink()
