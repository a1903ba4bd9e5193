from odoo import api, models
from odoo.fields import Domain

from ....tools.access import without


class OpsDocumentPart(models.AbstractModel):
    """A part of a document: read by who may read its document, written by who may write it.

    Record rules say once, on the document, who sees what; a part has none of its own. A model says in
    `_document_field` which of its fields is the document. `ops.document.line` is also frozen with it.
    """

    _name = "ops.document.part"
    _description = "Part of a document of the rulebook"

    _document_field = "document_id"

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
