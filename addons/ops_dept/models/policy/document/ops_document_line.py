from odoo import api, models
from odoo.fields import Command, Domain

from ....tools.access import without
from ....tools.removal import is_uninstalling


class OpsDocumentLine(models.AbstractModel):
    """A line of a document: read by who may read its document, written by who may write it, and while its
    document's lines are frozen, nobody adds, changes, moves or removes one.

    Record rules say once, on the document, who sees what; a line has none of its own. A model says in
    `_document_field` which of its fields is the document, and in `_lines_field` what the document calls its
    lines. What `_unfrozen_fields` names may be written at any time.
    """

    _name = "ops.document.line"
    _inherit = ["ops.guarded"]
    _description = "Line of a document of the rulebook"

    _document_field = "document_id"
    _lines_field = "line_ids"
    _unfrozen_fields = ()

    # ------------------------------------------------------------------
    # As its document
    # ------------------------------------------------------------------
    @api.model
    def _get_documents(self):
        return self.env[self._fields[self._document_field].comodel_name].with_context(active_test=False)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            documents = self._get_documents()
            readable = documents.has_access("read")
            domain = Domain(domain) & (
                Domain(self._document_field, "in", documents._search(Domain.TRUE))
                if readable
                else Domain.FALSE
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        allowed = self - result[0] if result else self
        # sudo: only which documents the lines belong to; those are asked for as the user
        documents = allowed.sudo()[self._document_field].sudo(False)
        mine = documents._filtered_access("read" if operation == "read" else "write")
        hidden = allowed.sudo().filtered(lambda line: line[self._document_field].sudo(False) not in mine)
        return without(self, operation, result, hidden.sudo(False))

    # ------------------------------------------------------------------
    # Frozen with its document
    # ------------------------------------------------------------------
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
        if self._ops_is_stamping("write", vals):
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
