from odoo import models
from odoo.exceptions import UserError


class OpsGated(models.AbstractModel):
    """One door for the state of a gated document: every way of changing it passes `_ops_move`."""

    _inherit = "ops.gated"

    def _ops_refuse_stamps(self, vals):
        """Refuse to set from outside what only moves may set."""
        forged = set(self._stamps) & vals.keys()
        if forged:
            raise UserError(
                self.env._(
                    "%(fields)s: set by the approval itself, never by hand (%(clause)s).",
                    fields=", ".join(
                        self._fields[name].get_description(self.env)["string"] for name in sorted(forged)
                    ),
                    clause=self._ops_clause,
                )
            )

    def _ops_refuse_created(self):
        """Refuse records that are created past the first state or with stamps, by import and defaults
        alike.
        """
        first = self._fields[self._state_field].default(self)
        for record in self:
            if record[self._state_field] != first:
                raise UserError(
                    self.env._(
                        "%(document)s: a new document starts at the first step; its approval is asked for "
                        "afterwards (%(clause)s).",
                        document=record.display_name,
                        clause=self._ops_clause,
                    )
                )
            for name in self._stamps:
                if record[name]:
                    record._ops_refuse_stamps({name: True})

    def _ops_refuse_frozen(self, vals):
        """Refuse changes to what is being decided or was decided."""
        for record in self:
            frozen = vals.keys() & set(self._frozen.get(record[self._state_field], ()))
            if frozen:
                raise UserError(record._ops_frozen_message(frozen))

    def _ops_frozen_message(self, names):
        """Say why these fields stay as they are: while they are decided, or as they were decided."""
        self.ensure_one()
        texts = {
            "document": self.display_name,
            "fields": ", ".join(
                self._fields[name].get_description(self.env)["string"] for name in sorted(names)
            ),
            "clause": self._ops_clause or "-",
        }
        if self[self._state_field] != "submitted":
            labels = dict(self._fields[self._state_field]._description_selection(self.env))
            return self.env._(
                "%(document)s stands at “%(state)s” and keeps what was decided: %(fields)s (%(clause)s).",
                state=labels.get(self[self._state_field]),
                **texts,
            )
        record_sudo = self.sudo()  # sudo: who has to decide, and who asked, is told to whoever is refused
        return self.env._(
            "%(document)s is being decided (%(waiting)s) and cannot be changed: %(fields)s. "
            "%(requester)s may withdraw the request first (%(clause)s).",
            waiting=record_sudo.ops_waiting_for or "-",
            requester=record_sudo.ops_requester_id.name or self.env._("The requester"),
            **texts,
        )

    def _ops_get_transition(self, target):
        """Return (verb, allowed source states) of a target state; an unknown one is refused."""
        if target not in self._transitions:
            raise UserError(
                self.env._(
                    "%(state)s is no step of %(model)s; the steps are: %(steps)s (%(clause)s).",
                    clause=self._ops_clause,
                    state=target,
                    model=self._description,
                    steps=", ".join(self._transitions),
                )
            )
        return self._transitions[target]

    def _ops_check_sources(self, target, sources):
        """Refuse the records whose present state does not lead to the target, naming them."""
        labels = dict(self._fields[self._state_field]._description_selection(self.env))
        wrong = self.filtered(lambda record: record[self._state_field] not in sources)
        if wrong:
            raise UserError(
                "\n".join(
                    self.env._(
                        "%(document)s stands at “%(state)s”; “%(target)s” is reached from: %(sources)s "
                        "(%(clause)s).",
                        clause=self._ops_clause,
                        document=record.display_name,
                        state=labels.get(record[self._state_field]),
                        target=labels.get(target),
                        sources=", ".join(labels.get(source, source) for source in sources),
                    )
                    for record in wrong
                )
            )

    def _ops_move(self, target):
        """Bring the records into a state through its checks; the only way a gated state changes."""
        verb, sources = self._ops_get_transition(target)
        self._ops_check_sources(target, sources)
        getattr(self, f"_check_{verb}")()
        vals = {self._state_field: target, **getattr(self, f"_prepare_{verb}_vals")()}
        result = self._ops_write_state(vals)
        getattr(self, f"_do_{verb}")()
        return result

    def _ops_write_state(self, vals):
        """Write state and stamps past the guards; called by `_ops_move` only."""
        return super().write(vals)
