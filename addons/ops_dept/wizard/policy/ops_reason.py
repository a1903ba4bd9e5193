from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import clean_context


class OpsReason(models.TransientModel):
    """Asks why, whatever is done: title, texts, button and method are declared by the documents' model.

    Nothing that the client sends says which method is called, and it is called as the person who confirms. A
    form that asks for more inherits this one by prototype and adds to `_get_answer` (`ops.contract.void`).
    """

    _name = "ops.reason"
    _description = "Reason"

    res_model = fields.Char(required=True, readonly=True, export_string_translation=False)
    res_ids = fields.Json(readonly=True, export_string_translation=False)
    what = fields.Char(required=True, readonly=True, export_string_translation=False)
    about = fields.Html(compute="_compute_texts", sanitize=False)
    follows = fields.Text("What will happen", compute="_compute_texts")
    prompt = fields.Char(compute="_compute_texts", export_string_translation=False)
    button = fields.Char(compute="_compute_texts", export_string_translation=False)
    is_needed = fields.Boolean(compute="_compute_texts", export_string_translation=False)
    is_danger = fields.Boolean(compute="_compute_texts", export_string_translation=False)
    reason = fields.Text()

    @api.depends("res_model", "res_ids", "what")
    @api.depends_context("uid", "lang")
    def _compute_texts(self):
        """Say what is asked, about which documents, in the person's language and as far as he may read."""
        for wizard in self:
            documents = wizard._get_documents()
            asked = documents._get_reason(wizard.what)
            wizard.about = wizard._render_about(documents, asked.shown)
            wizard.follows = documents._say(asked.follows)
            if len(documents) > 1:
                together = (
                    self.env._(
                        "%(count)s together: each by itself, what fails is named.", count=len(documents)
                    )
                    if asked.each
                    else self.env._("%(count)s together: all of them, or none.", count=len(documents))
                )
                wizard.follows += f"\n{together}"
            wizard.prompt = documents._say(asked.prompt)
            wizard.button = documents._say(asked.button)
            wizard.is_needed = bool(asked.lacking)
            wizard.is_danger = asked.is_danger

    def _render_about(self, documents, names):
        """Return the documents with what helps to decide."""
        labels = documents.fields_get(names, ["string"])

        def said(document):
            for name in filter(document.__getitem__, names):
                kind = f"ir.qweb.field.{document._fields[name].type}"
                converter = self.env.get(kind, self.env["ir.qweb.field"])
                yield labels[name]["string"], converter.record_to_html(document, name, {})

        rows = [(document.display_name, list(said(document))) for document in documents]
        return self.env["ir.qweb"]._render("ops_dept.ops_reason_about", {"rows": rows})

    def _get_documents(self):
        """Return the documents as the person himself sees them: superuser mode is left, defaults too.

        :raises UserError: for a model that declares nothing, or documents that no longer exist
        :raises AccessError: for documents that he may not read
        """
        self.ensure_one()
        ids = self.res_ids if isinstance(self.res_ids, list) else []
        documents = self.env.get(self.res_model)
        if not isinstance(documents, self.env.registry["ops.reasoned"]) or documents._abstract:
            raise UserError(self.env._("Nothing here is done with a reason."))
        documents = documents.with_user(self.env.uid).with_context(clean_context(self.env.context))
        documents = documents.browse(rid for rid in ids if isinstance(rid, int)).exists()
        if not documents or len(documents) != len(ids):
            raise UserError(self.env._("What this was about no longer exists. Open the list again."))
        documents.check_access("read")
        return documents

    def action_confirm(self):
        """Do what the reason is for: all documents, or none, unless it is declared to be done for each.

        :raises UserError: without a reason, or when the method itself refuses
        """
        self.ensure_one()
        documents = self._get_documents()
        asked = documents._get_reason(self.what)
        if asked.form != self._name:
            raise UserError(self.env._("Nothing here is done with a reason."))
        result = getattr(documents, asked.action)(*self._get_answer())
        return result if isinstance(result, dict) else {"type": "ir.actions.act_window_close"}

    def _get_answer(self):
        """Return what the declared method is called with."""
        return [self.reason or ""]
