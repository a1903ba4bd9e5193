from odoo import api, models
from odoo.fields import Domain

from ....tools.access import without


class OpsDocumentPart(models.AbstractModel):
    """A part of a document: read by who may read its document, written by who may write it.

    Record rules say once, on the document, who sees what; a part has none of its own. A model says in
    `_document_field` which of its fields is the document; where it may belong to one of several, in
    `_document_fields`. `ops.document.line` is also frozen with it.
    """

    _name = "ops.document.part"
    _description = "Part of a document of the rulebook"

    _document_field = "document_id"
    _document_fields = ()

    @api.model
    def _get_document_fields(self):
        return self._document_fields or (self._document_field,)

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & Domain.OR(
                Domain(field, "in", documents.with_context(active_test=False)._search(Domain.TRUE))
                for field in self._get_document_fields()
                if (documents := self.env[self._fields[field].comodel_name]).has_access("read")
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or not any(self._ids):
            return result
        allowed = self - result[0] if result else self
        hidden = allowed - allowed._filter_of("read" if operation == "read" else "write")
        return without(self, operation, result, hidden)

    def _filter_of(self, operation):
        """Return those that belong to a document with which the user may do this."""
        parts_sudo = self.sudo()  # sudo: only which documents they belong to; those are asked for as the user
        found_sudo = parts_sudo.browse()
        for field in self._get_document_fields():
            mine = set(parts_sudo[field].sudo(False)._filtered_access(operation)._ids)
            found_sudo |= parts_sudo.filtered(lambda part, field=field, mine=mine: part[field].id in mine)
        return found_sudo.sudo(False)

    def write(self, vals):
        """A part goes only to a document that the user may write, too."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(self._get_document_fields()):
            self.check_access("write")
        return result
