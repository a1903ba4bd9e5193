from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import clean_context


class Move(NamedTuple):
    """How a state is reached.

    :param str verb: names the methods of the move, `_check_<verb>`, `_prepare_<verb>_vals`, `_do_<verb>`;
        a model has those that it needs
    :param tuple sources: the states it leads from
    :param tuple roles: who may, where the rulebook is on: codes of our roles (empty: whoever may write)
    :param str clause: the clause that says so (default: the document's own)
    """

    verb: str
    sources: tuple
    roles: tuple = ()
    clause: str = ""


NOWHERE = Move("", ())


class OpsGuarded(models.AbstractModel):
    """One door for the state: every way of changing it passes `_ops_move`."""

    _inherit = "ops.guarded"

    _transitions = {}  # state → `Move`

    def _ops_move(self, target):
        """Bring the records into a state through its checks; the only way a guarded state changes.

        Defaults of the context belong to the form on which the button was pressed, not to what is made on the
        way: a call of five minutes would plan the visit after it for five minutes, too.

        :raises UserError: names what is missing and who acts next
        """
        clean = clean_context(self.env.context)
        if len(clean) < len(self.env.context):
            return self.with_env(self.env(context=clean))._ops_move(target)
        move = self._ops_get_move(target)
        self._ops_check_sources(target, move.sources)
        self._ops_check_roles(target)
        self._ops_call_verb("_check_%s", move)
        self._ops_check_said(target)
        vals = {self._state_field: target, **(self._ops_call_verb("_prepare_%s_vals", move) or {})}
        result = self._stamp(vals)
        self._ops_call_verb("_do_%s", move)
        return result

    def _ops_write_by_turns(self, vals):
        """Write the content first and the state after it, so that the checks of the move see the content; a
        reason among it is that of the move.
        """
        self.write({name: value for name, value in vals.items() if name != self._state_field})
        with self._ops_saying(vals):
            return self.write({self._state_field: vals[self._state_field]})

    def _ops_call_verb(self, pattern, move):
        method = getattr(self, pattern % move.verb, None)
        return method() if method else None

    def _ops_get_move(self, target):
        """Return how a state is reached; an unknown one is refused."""
        if target not in self._transitions:
            raise UserError(
                self.env._(
                    "%(state)s is no step of %(model)s; the steps are: %(steps)s (%(clause)s).",
                    clause=self._ops_named_clause(),
                    state=target,
                    model=self._ops_kind(),
                    steps=", ".join(self._transitions),
                )
            )
        return self._transitions[target]

    def _ops_check_sources(self, target, sources):
        """Refuse the records whose present state does not lead to the target, naming them."""
        wrong = self.filtered(lambda record: record[self._state_field] not in sources)
        if wrong:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(document)s stands at “%(state)s”; “%(target)s” is reached from: %(sources)s "
                        "(%(clause)s).",
                        clause=self._ops_named_clause(),
                        document=record.display_name,
                        state=record._ops_state_label(),
                        target=self._ops_state_label(target),
                        sources=", ".join(self._ops_state_label(source) for source in sources),
                    )
                    for record in wrong
                )
            )

    def _transitions_first_state(self):
        return self._fields[self._state_field].default(self)

    @api.model
    def _ops_refuse_started(self, vals):
        """Refuse values of a new record that put it past its first state."""
        first = self._transitions_first_state()
        if (vals.get(self._state_field) or first) != first:
            raise UserError(self._ops_started_message())

    def _ops_refuse_created(self):
        """Refuse records that are created past the first state or with stamps, by import and defaults
        alike.
        """
        first = self._transitions_first_state()
        for record in self:
            if record[self._state_field] != first:
                raise UserError(record._ops_started_message())
            record._ops_refuse_stamped()

    def _ops_started_message(self):
        return self.env._(
            "%(document)s: a new document starts at the first step; its approval is asked for afterwards "
            "(%(clause)s).",
            document=self.display_name or self._ops_kind(),
            clause=self._ops_named_clause(),
        )

    def _ops_refuse_stamped(self):
        """Refuse a new record whose stamps came from a default of the context or of the user."""
        self._ops_refuse_stamps({name: True for name in self._ops_declared("stamp") if self[name]})

    def _ops_sources(self, target):
        """Return the states that lead to a state (none: nothing does)."""
        return self._transitions.get(target, NOWHERE).sources

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------
    def _ops_may(self, target):
        """Tell whether one of the user's roles brings this kind of document there."""
        roles = self._transitions.get(target, NOWHERE).roles
        return not roles or self.env.user._ops_has_role(*roles)

    def _ops_check_roles(self, target):
        """Refuse who holds none of the roles that bring a document there; superuser mode is no role.

        Where the rulebook is off no role is asked for, but still the right to write the document.
        """
        if self._ops_may(target):
            return
        gated = self._ops_filter_on()
        free = self - gated
        if free:
            free.sudo(False).check_access("write")
        if gated:
            move = self._transitions[target]
            raise AccessError(
                self.env._(
                    "%(document)s: it is brought to “%(state)s” by %(roles)s (%(clause)s).",
                    document=self[:1].display_name,
                    state=self._ops_state_label(target),
                    roles=self.env["res.groups"]._ops_role_names(move.roles),
                    clause=move.clause or self._ops_named_clause(),
                )
            )
