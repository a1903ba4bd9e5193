from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

from ....tools.answers import kept_by_class

COMPUTING = "ops_follows_computing"


class OpsFollows(models.AbstractModel):
    """What core computes is not typed: quantities, statuses, amounts that follow from moves, items and
    invoices.

    Core keeps them in columns that are read-only on forms alone; any client may write them. Where the
    rulebook is on they are derived fields, neither written nor created nor taken from a default. Which fields
    these are is read from core's own definitions, so that a new one is guarded without a word here. A model
    says in `_ops_links` what is no computed field but set by core alone, in `_ops_written_by_core` what core
    itself writes, and asks at its door.
    """

    _name = "ops.follows"
    _inherit = ["ops.guarded"]
    _description = "Values that follow from other records"

    _ops_links = ()
    _ops_written_by_core = ()
    _ops_follows_clause = "W6.A"

    @api.model
    @kept_by_class
    def _ops_derived_fields(self):
        """Return the stored fields of core that are computed and read-only on its forms, and our own."""
        computed = {
            name
            for name, field in self._fields.items()
            if field.store and field.compute and field.readonly and not field.inverse
        }
        core = (computed | set(self._ops_links)) - set(self._ops_written_by_core)
        return super()._ops_derived_fields() | core

    @api.model
    def _ops_are_derived_guarded(self):
        return bool(self.env["res.company"]._ops_companies_on())

    def _ops_refuse_derived(self, vals):
        """Refuse values that follow from other records, in companies where the rulebook is on.

        :raises UserError: names the record and the fields
        """
        derived = self._ops_derived_fields()
        if derived.isdisjoint(vals):
            return
        typed = {name for name in derived & vals.keys() if vals[name] != []}
        companies = typed and self.env["res.company"]._ops_companies_on()
        if not companies:
            return
        computing = self.env.cr.cache.get(COMPUTING, {}).get(self._name, ())
        # sudo: of which company it is, whoever tries
        for record in self.sudo():
            if record.company_id.id in companies and record.id not in computing:
                names = record._ops_get_typed(typed, vals)
                if names:
                    raise UserError(record._ops_derived_message(names))

    def _ops_get_typed(self, names, vals):
        """Return which of these derived fields get another value than they have anyway: core hands related
        ones on when it makes documents by itself (rounding lines).
        """
        return {name for name in names if not self._ops_is_related_value(name, vals[name])}

    def _ops_is_related_value(self, name, value):
        field = self._fields[name]
        if not field.related:
            return False
        *path, last = field.related.split(".")
        source = self.mapped(".".join(path)) if path else self
        return field.convert_to_record(field.convert_to_cache(value, self), self) == source[last]

    @contextmanager
    def _ops_core_computes(self):
        """Let core write what it computes by calling a compute method itself, which comes in through `write`.

        The permit lies in the transaction, where no client can set it, and ends with the block.
        """
        cache = self.env.cr.cache
        outer = cache.get(COMPUTING, {})
        cache[COMPUTING] = {**outer, self._name: {*outer.get(self._name, ()), *self.ids}}
        try:
            yield
        finally:
            cache[COMPUTING] = outer

    def _ops_derived_message(self, names):
        return self.env._(
            "%(record)s: nobody writes %(fields)s by hand. Deliveries, invoices and payments say it; correct "
            "the document behind it (%(clause)s).",
            record=self.display_name or "-",
            fields=self._ops_field_labels(names),
            clause=self._ops_follows_clause,
        )
