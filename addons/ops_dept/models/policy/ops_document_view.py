from lxml import etree

from odoo import api, fields, models


class OpsDocument(models.AbstractModel):
    """The form of every document of the rulebook: the same buttons, strips and approvals in the same places.

    A model's form brings its own `<header>` with the next steps of its own and its status bar, a `<sheet>`
    and, for the approvals, a `<notebook>`; everything shared is put in here, so that it exists once.
    """

    _inherit = "ops.document"

    ops_can_cancel = fields.Boolean(compute="_compute_ops_can_move")
    ops_can_reset = fields.Boolean(compute="_compute_ops_can_move")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_ops_can_move(self):
        for document in self:
            document.ops_can_cancel = document._ops_offers("cancel")
            document.ops_can_reset = document.state != "submitted" and document._ops_offers(
                self._transitions_first_state()
            )

    def _ops_offers(self, target):
        """Tell whether the form offers this state: it can be reached and the user may write the document."""
        self.ensure_one()
        sources = self._transitions.get(target, ("", ()))[1]
        return bool(self.id) and self.state in sources and self.has_access("write")

    @api.model
    def _ops_next_document(self, draft, prepare):
        """Return the action that opens what comes next: the draft that is there, else a new one, prefilled.

        Nothing is saved and no number is taken before the user saves: who discards it leaves nothing behind.

        :param draft: the user's own draft for the same, or nothing
        :param prepare: called for the values of a new one
        """
        action = {"type": "ir.actions.act_window", "res_model": self._name, "views": [(False, "form")]}
        if draft:
            return {**action, "res_id": draft.id}
        context = {f"default_{name}": value for name, value in prepare().items()}
        return {**action, "name": self.env._("New"), "context": context}

    @api.model
    def _ops_submit_label(self):
        """Return what the button to ask for the approvals is called."""
        return self.env._("Submit for Approval")

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            self._ops_complete_form(arch)
        return arch, view

    @api.model
    def _ops_complete_form(self, arch):
        """Put the shared parts into a form: buttons first in the header, strips below it, approvals last."""
        header, sheet = arch.find("header"), arch.find("sheet")
        if header is None or sheet is None:
            return
        decide = self._ops_form_part("ops_document_decide")
        for position, node in enumerate(decide):
            header.insert(position, node)
        bar = header.find("field[@widget='statusbar']")
        for node in self._ops_form_part("ops_document_undo"):
            if bar is None:
                header.append(node)
            else:
                bar.addprevious(node)
        for node in self._ops_form_part("ops_document_strips"):
            sheet.addprevious(node)
        notebook = sheet.find(".//notebook")
        if notebook is not None:
            notebook.extend(self._ops_form_part("ops_document_approvals"))
        arch.set("class", f"{arch.get('class') or ''} o_ops_form".strip())
        self._ops_lock_frozen(sheet)

    @api.model
    def _ops_lock_frozen(self, sheet):
        """Do not offer for change what the server keeps as it was decided (`_frozen`)."""
        for node in sheet.iter("field"):
            if any(parent.tag == "field" for parent in node.iterancestors()):
                continue  # a column of lines: its list is locked as a whole
            states = [state for state, names in self._frozen.items() if node.get("name") in names]
            if states:
                locked = f"state in {tuple(states)!r}"
                before = node.get("readonly")
                node.set("readonly", f"({before}) or {locked}" if before else locked)

    @api.model
    def _ops_form_part(self, name):
        """Return the nodes of a shared part, in the user's language."""
        text = self.env["ir.qweb"]._render(f"ops_dept.{name}", {"submit_label": self._ops_submit_label()})
        return list(etree.fromstring(f"<part>{text}</part>", etree.XMLParser(remove_blank_text=True)))
