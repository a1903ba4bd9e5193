from contextlib import ExitStack, contextmanager

from odoo import models

from ....tools.rows import list_entries
from .permit import Permit, permitted, take_permit


class OpsGuarded(models.AbstractModel):
    """A move for which a reason is declared is made with one only, whatever the way it comes.

    `Reason.target` names the state. What was said serves the move that follows in the same call, once: a
    reason that stands on the record since an earlier day is none. It is said in two ways: by the action,
    through `_ops_move_because`, or written together with the state, where users write the reason's field.
    """

    _inherit = "ops.guarded"

    def _ops_move_because(self, what, reason, **stamps):
        """Make the move that a declared reason is asked for, with what was said.

        :param str what: as it is declared in `_reasons`
        :param str reason: what was said; kept in the field that the declaration names
        :param stamps: what is stamped together with it
        :raises UserError: when nothing was said, or the move is not open to these records or this user
        """
        asked = self._get_reason(what)
        reason = self._take_reason(what, reason)
        self._ops_check_sources(asked.target, asked.sources or self._ops_sources(asked.target))
        self._ops_check_roles(asked.target)
        if asked.field:
            stamps[asked.field] = reason
        if stamps:
            self._stamp(stamps)
        with permitted(self.env.cr, self._ops_said(what)):
            return self.write({self._state_field: asked.target})

    @contextmanager
    def _ops_saying(self, vals):
        """Let reasons that are written together with the state serve its move."""
        with ExitStack() as stack:
            for what, asked in self._ops_reasons_of(vals[self._state_field]):
                if asked.field in vals:
                    self._take_reason(what, vals[asked.field])
                    stack.enter_context(permitted(self.env.cr, self._ops_said(what)))
            yield

    def _ops_check_said(self, target):
        """Refuse the move where its reason was not said in this very call."""
        for what, asked in self._ops_reasons_of(target):
            silent = self.filtered(
                lambda record, asked=asked: not asked.sources or record[self._state_field] in asked.sources
            )
            said = silent._ops_said(what)
            if silent and not take_permit(self.env.cr, said.model, said.kind, silent._ids):
                silent._take_reason(what, "")  # refuses: nobody said why

    def _ops_reasons_of(self, target):
        """Return (what, `Reason`) of those without which these records are not brought to a state."""
        return [
            (what, asked)
            for what, asked in list_entries(self, "_reasons")
            if asked.target == target and asked.lacking
        ]

    def _ops_said(self, what):
        """Return the permit that says: the reason of this move was given."""
        return Permit(self._name, f"because of {what}", self._ids)
