from odoo import api, models


class OpsDocument(models.AbstractModel):
    """The form of a document: what decides comes first, strips say where it stands, approvals come last.

    A model's form brings a `<notebook>` for the approvals; everything shared is put in here, so that it
    exists once.
    """

    _inherit = "ops.document"

    def _compute_can_move(self):
        """A running request is withdrawn, with a button of its own."""
        result = super()._compute_can_move()
        for document in self.filtered(lambda document: document.state == "submitted"):
            document.can_reset = False
        return result

    @api.model
    def _get_submit_label(self):
        """Return what the button to ask for the approvals is called."""
        return self.env._("Submit for Approval")

    @api.model
    def _complete_form(self, arch):
        """Put in the shared parts of an approval."""
        result = super()._complete_form(arch)
        header, sheet = arch.find("header"), arch.find("sheet")
        if header is None or sheet is None:
            return result
        decide = self._get_form_part("ops_document_decide", submit_label=self._get_submit_label())
        for position, node in enumerate(decide):
            header.insert(position, node)
        reset = header.find("button[@name='action_reset']")
        for node in self._get_form_part("ops_document_undo"):
            reset.addprevious(node)
        for node in self._get_form_part("ops_document_strips"):
            sheet.addprevious(node)
        notebook = sheet.find(".//notebook")
        if notebook is not None:
            notebook.extend(self._get_form_part("ops_document_approvals"))
        return result
