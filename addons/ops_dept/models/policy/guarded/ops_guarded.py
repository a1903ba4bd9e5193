from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ....tools.answers import kept_by_class
from ....tools.removal import is_uninstalling
from .permit import Permit, permitted, take_permit

PARAMETERS = ("stamp", "derived", "frozen")


class OpsGuarded(models.AbstractModel):
    """What nobody writes by hand is declared on the field; guard, sentence and the form's lock follow.

    - `stamp=True`: set by moves only, never from outside and by no default.
    - `derived=True`: follows from other records; it takes no value and no default.
    - `frozen="decided"`: stays as it is in the states that `_state_sets` calls so.

    `_stamp` is the one way past these guards, for the moves themselves.

    Split by concern: here the declarations and `_stamp`; `door.py` the checks of a model in their order,
    `moves.py` the state and who may change it.
    """

    _name = "ops.guarded"
    _inherit = ["ops.reasoned"]
    _description = "Guarded values"

    _ops_clause = ""  # code of the clause that is carried out here, named in every refusal
    _ops_derived_clause = ""  # the clause that says what derived fields follow from (default: the same)
    _state_field = "state"
    _state_sets = {}  # name of a set, for `frozen`: the states in it
    _ops_evidence_fields = ()  # fields whose files are evidence, see `_ops_keeps_files`
    _ops_drops_stamps = False  # whether a default for a stamp is left out, not refused
    _ops_answers = None  # what follows from the model's fields and classes, see `kept_by_class`

    def _valid_field_parameter(self, field, name):
        return name in PARAMETERS or super()._valid_field_parameter(field, name)

    @api.model
    def _post_model_setup__(self):
        result = super()._post_model_setup__()
        type(self)._ops_answers = {}
        return result

    # ------------------------------------------------------------------
    # What is declared
    # ------------------------------------------------------------------
    @api.model
    @kept_by_class
    def _ops_declared(self, parameter):
        """Return the names of the fields declared with a parameter.

        Odoo hands parameters on to related fields: of those only what is said on the field itself counts.
        """
        return frozenset(
            name
            for name, field in self._fields.items()
            if getattr(field, parameter, None)
            and (not field.related or any(parameter in (part._args__ or {}) for part in _definitions(field)))
        )

    @api.model
    @kept_by_class
    def _ops_frozen_in(self):
        """Return state → names of the fields that stay as they are in it."""
        found = {}
        for name in self._ops_declared("frozen"):
            for state in self._state_sets[self._fields[name].frozen]:
                found.setdefault(state, set()).add(name)
        return {state: frozenset(names) for state, names in found.items()}

    @api.model
    def _ops_derived_fields(self):
        """Return the names of the fields that follow from other records."""
        return self._ops_declared("derived")

    @api.model
    def _ops_are_derived_guarded(self):
        """Tell whether derived fields take no value now; a core model's do where the rulebook is off."""
        return True

    @api.model
    def default_get(self, fields):
        """What follows from other records takes no default, neither of the context nor of the user."""
        defaults = super().default_get(fields)
        if defaults and not self._ops_never_defaulted().isdisjoint(defaults):
            derived = self._ops_derived_fields() & defaults.keys()
            left_out = derived if derived and self._ops_are_derived_guarded() else frozenset()
            if self._ops_drops_stamps:
                left_out |= self._ops_declared("stamp") & defaults.keys()
            for name in left_out:
                del defaults[name]
        return defaults

    @api.model
    @kept_by_class
    def _ops_never_defaulted(self):
        """Return the names of the fields that may have to take no default."""
        stamps = self._ops_declared("stamp") if self._ops_drops_stamps else frozenset()
        return frozenset(self._ops_derived_fields() | stamps)

    # ------------------------------------------------------------------
    # Past the guards
    # ------------------------------------------------------------------
    def _stamp(self, vals):
        """Write past the guards, as a move does: mail, automation rules and tracking see an ordinary write.

        The permit holds for these records and fields, once.
        """
        with permitted(self.env.cr, Permit(self._name, "write", self._ids, vals)):
            return self.write(vals)

    @api.model
    def _create_stamped(self, vals_list):
        """Create past the guards, as a move does."""
        names = {name for vals in vals_list for name in vals}
        with permitted(self.env.cr, Permit(self._name, "create", (False,), names)):
            return self.create(vals_list)

    def _unlink_stamped(self):
        """Delete past the guards, as a move does."""
        with permitted(self.env.cr, Permit(self._name, "unlink", self._ids)):
            return self.unlink()

    def _ops_is_stamping(self, kind, names=()):
        """Tell whether `_stamp` and its likes do this, and use the permit up."""
        ids = (False,) if kind == "create" else self._ids
        return take_permit(self.env.cr, self._name, kind, ids, names)

    # ------------------------------------------------------------------
    # Deleting
    # ------------------------------------------------------------------
    def _ops_check_deletion(self):
        """Check the right and refuse to delete what has to be kept; called by `unlink` itself: what Odoo
        calls on deletion (`ondelete`) is left out where a context asks.

        An add-on that is removed takes its own records along; what the context says, any client may say.
        """
        if not is_uninstalling(self.env) and not self._ops_is_stamping("unlink"):
            self.check_access("unlink")
            self._ops_refuse_deletion()

    def _ops_refuse_deletion(self):
        """Refuse to delete what has to be kept; documents add their reasons."""

    # ------------------------------------------------------------------
    # Refusals
    # ------------------------------------------------------------------
    def _ops_named_clause(self):
        """Return the code that a refusal of these records names; of records of several kinds, the first's."""
        return self._ops_clause or "-"

    def _ops_refuse_stamps(self, vals):
        """Refuse to set from outside what only moves set; a new record (none in `self`) may name it empty."""
        stamps = self._ops_declared("stamp")
        if stamps.isdisjoint(vals):
            return
        forged = {name for name in stamps & vals.keys() if self or vals[name]}
        if forged:
            raise UserError(
                self.env._(
                    "%(fields)s: set by the approval itself, never by hand (%(clause)s).",
                    fields=self._ops_field_labels(forged),
                    clause=self._ops_named_clause(),
                )
            )

    def _ops_refuse_derived(self, vals):
        """Refuse to write what follows from other records. A list of no commands is no value: the web client
        sends one for each list that a form holds.
        """
        derived = self._ops_derived_fields()
        if derived.isdisjoint(vals):
            return
        typed = {name for name in derived & vals.keys() if vals[name] != []}
        if typed and self._ops_are_derived_guarded():
            raise UserError(self._ops_derived_message(typed))

    def _ops_derived_message(self, names):
        return self.env._(
            "%(document)s: %(fields)s: never written by hand, other entries say it (%(clause)s).",
            document=self[:1].display_name or self._ops_kind(),
            fields=self._ops_field_labels(names),
            clause=self._ops_derived_clause or self._ops_named_clause(),
        )

    def _ops_refuse_frozen(self, vals):
        """Refuse changes to what is being decided or was decided."""
        for record in self:
            frozen = vals.keys() & self._ops_frozen_in().get(record[self._state_field], frozenset())
            if frozen:
                raise UserError(record._ops_frozen_message(frozen))

    def _ops_frozen_message(self, names):
        """Say that these fields stay as they were decided."""
        self.ensure_one()
        return self.env._(
            "%(document)s stands at “%(state)s” and keeps what was decided: %(fields)s (%(clause)s).",
            document=self.display_name,
            state=self._ops_state_label(),
            fields=self._ops_field_labels(names),
            clause=self._ops_named_clause(),
        )

    def _ops_keeps_files(self, name):
        """Return why the files of a field of evidence stay as they are, a sentence; "" where they need not.

        They stay as long as the field itself: `frozen`, unless the model says otherwise.
        """
        self.ensure_one()
        kept = name in self._ops_frozen_in().get(self[self._state_field], ())
        return self._ops_frozen_message({name}) if kept else ""

    def _ops_take_files(self, name):
        """Make the files of a field of evidence these records' own, so that they are kept with them: those
        that lie elsewhere are copied, those attached before the record was saved come home.
        """
        for record in self:
            # sudo: whoever signs reads the files; that they belong to what was signed is part of signing
            for file_sudo in record.sudo()[name]:
                place = (file_sudo.res_model, file_sudo.res_id)
                if place == (record._name, record.id):
                    continue
                home = {"res_model": record._name, "res_id": record.id, "res_field": False}
                if place[0] in (False, record._name) and not place[1]:
                    file_sudo.write(home)
                else:
                    swap = [Command.unlink(file_sudo.id), Command.link(file_sudo.copy(home).id)]
                    record.sudo()._stamp({name: swap})  # sudo: as above

    @api.model
    def _ops_field_labels(self, names):
        """Return the labels of fields, in the user's language, as one text."""
        return ", ".join(self._fields[name].get_description(self.env)["string"] for name in sorted(names))

    @api.model
    def _ops_kind(self):
        """Return what a record of this kind is called, in the user's language."""
        return self.env["ir.model"].sudo()._get(self._name).name  # sudo: the name of a model

    def _ops_state_label(self, state=None):
        """Return what a state is called, in the user's language (default: the record's own)."""
        state = self[self._state_field] if state is None else state
        return dict(self._fields[self._state_field]._description_selection(self.env)).get(state, state)


def _definitions(field):
    """Return what a field is made of: its definitions in the classes of its model."""
    return field._base_fields__ or (field,)
