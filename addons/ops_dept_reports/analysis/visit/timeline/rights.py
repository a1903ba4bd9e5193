from collections.abc import Collection

from odoo import api, models
from odoo.fields import Domain

# pylint only looks for add-ons in Odoo's own folders
from odoo.addons.ops_dept.tools.access import without  # pylint: disable=no-name-in-module

from .branch import IDS_PER_DOCUMENT


class OpsTimeline(models.Model):
    """Whose rows they are: the query itself has the user's rules on each model, so reading, grouping and
    exporting cannot pass by them; here what Odoo asks besides, by id.
    """

    _inherit = "ops.timeline"

    @api.model
    def _search(self, domain, *args, **kwargs):
        """Rows asked for by id are looked up as their documents, which have an index on it."""
        domain = Domain(domain).map_conditions(self._find_by_document)
        return super()._search(domain, *args, **kwargs)

    def _find_by_document(self, condition):
        ids = [condition.value] if condition.operator == "=" else condition.value
        if condition.field_expr != "id" or condition.operator not in ("=", "in") or not _are_ids(ids):
            return condition
        return Domain.OR(
            Domain("kind", "=", source.kind) & Domain("res_id", "in", documents)
            for source, documents in self._get_documents_of(ids)
        )

    @api.model
    def _get_documents_of(self, ids):
        """Return the (source, ids of its documents) that rows stand for."""
        found = {}
        for row_id in ids:
            document_id, number = divmod(row_id, IDS_PER_DOCUMENT)
            found.setdefault(number, []).append(document_id)
        return [(source, found[source.number]) for source in self._get_sources() if source.number in found]

    def exists(self):
        """The rows whose documents exist, whoever asks: who may not read one is told so, as anywhere."""
        # sudo: whether they exist; nothing of them is read
        known = set(self.sudo()._search([("id", "in", self.ids)]))
        return self.filtered(lambda row: not row._origin or row.id in known)

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or result or not any(self._ids):
            return result
        readable = set(self._search([("id", "in", self.ids)]))
        return without(self, operation, result, self.filtered(lambda row: row.id not in readable))


def _are_ids(ids):
    return isinstance(ids, Collection) and all(type(one) is int for one in ids)
