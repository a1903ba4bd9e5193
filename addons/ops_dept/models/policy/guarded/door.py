from contextlib import ExitStack, contextmanager

from odoo import api, models

from ....tools.answers import kept_by_class


class OpsGuarded(models.AbstractModel):
    """The door of a model: what is asked, in which order, before and after something is written.

    A model's `create`, `write` and `unlink` are overridden once, in the first room that needs it. Every
    concern of the model, in whatever room, adds a row, a number for its place and a method's name, to one of
    the tables below; the door calls them in the order of their numbers.

    - `_ops_prepared`: `method(vals)` returns values as they are stored
    - `_ops_on_create`: `method(vals_list)`, a context manager around the creation, called on the model
    - `_ops_created`: `method(vals_list)` of the new records
    - `_ops_on_write`: `method(vals)`, a context manager around the write
    - `_ops_on_unlink`: `method()`, a context manager around the deletion

    What stands later in a table is nearer to core: it comes in last and leaves first.
    """

    _inherit = "ops.guarded"

    _ops_prepared = ()
    _ops_on_create = ()
    _ops_created = ()
    _ops_on_write = ()
    _ops_on_unlink = ()

    @api.model
    def _ops_prepare_vals(self, vals):
        """Return values as they are stored, however they were typed; nothing is written into `vals`."""
        for method in self._ops_door_rows("_ops_prepared"):
            vals = getattr(self, method)(vals)
        return vals

    def _ops_prepare_and_check_vals(self, vals):
        """Return values as they are stored, once nothing among them is refused.

        :raises UserError: names the value that nobody writes here
        """
        vals = self._ops_prepare_vals(vals)
        self._ops_check_vals(vals)
        return vals

    def _ops_check_vals(self, vals):
        """Refuse values that nobody writes here, for new records (none in `self`) and written ones alike."""
        self._ops_refuse_stamps(vals)
        self._ops_refuse_derived(vals)

    @api.model
    @kept_by_class
    def _ops_door_rows(self, table):
        """Return the methods of a table in their order, from all classes of the model.

        :raises ValueError: when two rows claim the same place
        """
        rows = {}
        for cls in type(self).__mro__:
            for place, method in cls.__dict__.get(table, ()):
                if rows.setdefault(place, method) != method:
                    raise ValueError(f"{self._name}.{table}: {method} and {rows[place]} at place {place}")
        return tuple(rows[place] for place in sorted(rows))

    @contextmanager
    def _ops_passing(self, table, *values):
        """Go through the rows of a table around what happens inside."""
        with ExitStack() as stack:
            for method in self._ops_door_rows(table):
                stack.enter_context(getattr(self, method)(*values))
            yield

    def _ops_call_rows(self, table, *values):
        """Call the rows of a table one after the other."""
        for method in self._ops_door_rows(table):
            getattr(self, method)(*values)
