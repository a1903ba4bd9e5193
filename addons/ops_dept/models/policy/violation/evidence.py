from odoo import api, models
from odoo.exceptions import UserError

from ....tools.actions import open_records

# Core's documents that show what happened, besides those of the rulebook.
CORE_DOCUMENTS = ("crm.lead", "sale.order", "account.move", "stock.picking", "helpdesk.ticket")


class OpsViolation(models.Model):
    """What shows that it happened: a file or photo, or the document on which it happened."""

    _inherit = "ops.violation"

    @api.model
    def _selection_document(self):
        """Return the kinds of documents that can be linked."""
        names = (*CORE_DOCUMENTS, *self.env["ops.obligation"]._get_document_models())
        kinds = {name for name in names if name in self.env and name != self._name}
        models_sudo = self.env["ir.model"].sudo()  # sudo: what kinds of documents are called
        return sorted(((name, models_sudo._get(name).name) for name in kinds), key=lambda kind: kind[1])

    @api.depends("res_model", "res_id")
    @api.depends_context("uid")
    def _compute_document_ref(self):
        """Show the document to who may read it; its name is told to all who read the violation."""
        self.document_ref = False
        known = [violation for violation in self if violation.res_model in self.env]
        for violation in known:
            document = self.env[violation.res_model].browse(violation.res_id).exists()
            if document and document.has_access("read"):
                violation.document_ref = document

    def _inverse_document_ref(self):
        for violation in self:
            document = violation.document_ref
            if document:
                violation._stamp({"res_model": document._name, "res_id": document.id})

    def _link_document(self):
        """Keep what the linked document is called; whoever links it may read it.

        :raises UserError: for what is no document of these kinds, or not there
        """
        self.ensure_one()
        if not self.res_model:
            self._stamp({"res_id": False, "document_name": False})
            return
        kinds = dict(self._selection_document())
        document = self.env[self.res_model].browse(self.res_id).exists() if self.res_model in kinds else None
        if not document:
            raise UserError(self.env._("The linked document is not there: choose another one (R16)."))
        document.check_access("read")
        self._stamp({"document_name": document.display_name})

    def action_open_document(self):
        """Open the document on which it happened.

        :raises UserError: where there is none, or not for this reader
        """
        self.ensure_one()
        self.check_access("read")
        if not self.document_ref:
            raise UserError(
                self.env._(
                    "%(violation)s: there is no document that you may open (R16).",
                    violation=self.display_name,
                )
            )
        return open_records(self.document_ref)
