from odoo import api, fields, models


class OpsRecord(models.AbstractModel):
    """The form of every record of the rulebook: the same buttons and locks in the same places.

    A model's form brings its own `<header>` with the next steps of its own and its status bar, and a
    `<sheet>`; what the server keeps as it was decided is locked on forms and lists, said once on the field.
    """

    _inherit = "ops.record"

    can_cancel = fields.Boolean(compute="_compute_can_move")
    can_reset = fields.Boolean(compute="_compute_can_move")

    @api.depends(lambda self: (self._state_field,) if self._state_field in self._fields else ())
    @api.depends_context("uid")
    def _compute_can_move(self):
        for record in self:
            record.can_cancel = record._offers_move("cancel")
            record.can_reset = record._offers_move(self._transitions_first_state())

    def action_cancel(self):
        """Cancel the record; its number stays used.

        :raises UserError: from a state that cannot be cancelled
        """
        return self.write({self._state_field: "cancel"})

    def action_reset(self):
        """Bring the record back to its first state.

        :raises UserError: from a state that does not lead there
        """
        return self.write({self._state_field: self._transitions_first_state()})

    def _offers_move(self, target):
        """Tell whether the form offers this state: it can be reached, and one of the user's roles may."""
        self.ensure_one()
        return (
            bool(self.id)
            and self[self._state_field] in self._ops_sources(target)
            and (self._ops_may(target) or not self._ops_is_on())
            and self.has_access("write")
        )

    @api.model
    def _open_next_document(self, draft, prepare):
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
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form":
            self._complete_form(arch)
        if view_type in ("form", "list"):
            self._lock_frozen(arch)
        return arch, view

    @api.model
    def _complete_form(self, arch):
        """Put the shared parts into a form."""
        header = arch.find("header")
        if header is None or arch.find("sheet") is None:
            return
        self._put_last(header, self._get_form_part("ops_record_undo"))
        arch.set("class", f"{arch.get('class') or ''} o_ops_form".strip())

    @api.model
    def _put_last(self, header, nodes):
        """Put buttons behind the others, before the status bar."""
        bar = header.find("field[@widget='statusbar']")
        for node in nodes:
            if bar is None:
                header.append(node)
            else:
                bar.addprevious(node)
