from odoo import api, models
from odoo.fields import Domain

from ....tools.access import without


class OpsQuestion(models.Model):
    """Who sees a question: who is involved in it, and who may read its document; who may not read the
    document is not told what it is called, nor does he find it by its name.
    """

    _inherit = "ops.question"

    @api.model
    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain) & (
                Domain("involved_ids", "in", list(self._get_my_ids())) | self._get_document_domain()
            )
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    @api.model
    def _find_involved(self, domain, **kwargs):
        """Return a query among the questions in which the user is involved: their documents need not be asked
        for.
        """
        involved = Domain("involved_ids", "in", list(self._get_my_ids()))
        return super()._search(Domain(domain) & involved, **kwargs)

    def _get_document_domain(self):
        """Return the questions whose documents the user may read: a subquery per model, by its own rules."""
        domain = Domain.FALSE
        exists = self.env["ops.obligation"]._document_exists
        for name in self._get_document_models():
            documents = self.env[name].with_context(active_test=False)
            if documents.has_access("read"):
                domain |= Domain("res_model", "=", name) & Domain.custom(
                    to_sql=lambda model, alias, query, documents=documents: exists(alias, documents)
                )
        return domain

    def _check_access(self, operation):
        result = super()._check_access(operation)
        # what somebody may ask is checked when he asks (`_check_ask`), with a sentence of its own
        if self.env.su or operation == "create" or not any(self._ids):
            return result
        allowed = self - result[0] if result else self
        # sudo: who is involved, and which document it is about, to ask whether that may be read
        mine = self._get_my_ids()
        strange = allowed.sudo().filtered(lambda question: mine.isdisjoint(question.involved_ids.ids))
        hidden = (strange - strange._filter_readable()).sudo(False)
        return without(self, operation, result, hidden)

    def _filter_readable(self):
        """Return the questions (these are on sudo) whose document the user may read."""
        found = self.browse()
        for name, questions in self.grouped("res_model").items():
            ids = questions._get_readable_ids(name)
            found += questions.filtered(lambda question, ids=ids: question.res_id in ids)
        return found

    def _get_readable_ids(self, name):
        """Return the ids of these questions' documents of one model that the user may read."""
        if name not in self._get_document_models():
            return set()
        documents = self.env[name].sudo(False).browse(set(self.mapped("res_id"))).exists()
        return set(documents._filtered_access("read").ids)

    # ------------------------------------------------------------------
    # The document's name
    # ------------------------------------------------------------------
    @api.depends("res_model", "res_id")
    @api.depends_context("uid", "lang")
    def _compute_document_name(self):
        for name, questions in self.grouped("res_model").items():
            ids = questions._get_readable_ids(name)
            names = (
                {document.id: document.display_name for document in self.env[name].browse(ids)} if ids else {}
            )
            for question in questions:
                question.document_name = names.get(question.res_id, False)
                question.can_open_document = question.res_id in names

    def _search_document_name(self, operator, value):
        """Find questions by what their documents are called, among the documents that the user may read."""
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        domain = Domain.FALSE
        for name in self._get_document_models():
            documents = self.env[name]
            if documents.has_access("read"):
                query = documents._search([("display_name", operator, value)])
                domain |= Domain("res_model", "=", name) & Domain("res_id", "in", query)
        return domain
