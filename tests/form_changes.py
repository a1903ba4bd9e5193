"""Change everything that a form lets its reader change, as the browser does: nothing ends in a crash."""

import copy
import functools
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import RedirectWarning, UserError
from odoo.tests import Form
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

# What people meet as a sentence; the server turns a broken constraint of the database into one.
SENTENCES = (UserError, RedirectWarning, IntegrityError)
# Fields into which nobody types.
UNTYPED = (None, "id", "binary", "reference", "json", "properties", "properties_definition")
LATER = "2030-06-15 08:00:00"
HIDDEN = ("readonly", "invisible", "column_invisible")


class Undone(Exception):
    """Leaves a savepoint, so that the next change meets the same record."""


class FormChanger:
    """Changes each editable field of a record's form and of its lines, adds and takes out a line.

    :param record: as whoever opens the form; an empty recordset for a new one
    :param view: the form (default: the model's own)
    :param bool save: save what is typed (not what is emptied), and undo it
    """

    def __init__(self, record, view=None, save=True):
        self.record, self.view, self.save = record, view, save
        self.crashes = []
        self.changes = 0

    def run(self):
        """Return what crashed, in words; empty when each change met a value or a sentence."""
        self.form = Form(self.record, self.view)
        self.start = copy.deepcopy(self.form._values)
        for name, info in list(self.form._view["fields"].items()):
            if not self._is_open(self.form, name):
                continue
            if info["type"] == "one2many":
                self._change_lines(name)
                continue
            for number, value in enumerate(self._values(self.form, name)):
                self._try(name, functools.partial(self._set, name, value), save=not number)
        return self.crashes

    def _set(self, name, value):
        self.form[name] = value

    def _is_open(self, form, name):
        info = form._view["fields"][name]
        return info["type"] not in UNTYPED and not any(form._get_modifier(name, each) for each in HIDDEN)

    # ------------------------------------------------------------------
    # Lines
    # ------------------------------------------------------------------
    def _change_lines(self, name):
        if len(self.form[name]):
            self._try(f"{name}, line out", lambda: self.form[name].remove(0))
            line = self.form[name].edit(0)
            for field in list(line._view["fields"]):
                if not self._is_open(line, field) or line._view["fields"][field]["type"] == "one2many":
                    continue
                for number, value in enumerate(self._values(line, field)):
                    change = functools.partial(self._change_line, name, field, value)
                    self._try(f"{name}, {field}", change, save=not number)
        self._try(f"{name}, line added", lambda: self._add_line(name))

    def _change_line(self, name, field, value):
        with self.form[name].edit(0) as line:
            line[field] = value

    def _add_line(self, name):
        """Add a line, filling in what it demands and what it points to."""
        with self.form[name].new() as line:
            for field, info in list(line._view["fields"].items()):
                wanted = info["type"] == "many2one" or line._get_modifier(field, "required")
                if info["type"] == "one2many" or not wanted or not self._is_open(line, field):
                    continue
                if not line._values[field]:
                    for value in self._values(line, field)[:1]:
                        line[field] = value

    # ------------------------------------------------------------------
    # One change
    # ------------------------------------------------------------------
    def _try(self, what, change, save=True):
        """Make one change, save it, and put everything back."""
        env = self.form._env
        self.changes += 1
        try:
            with env.cr.savepoint(), mute_logger("odoo.sql_db", "odoo.tests.form.onchange"):
                change()
                if save and self.save:
                    self.form.save()
                raise Undone
        except (Undone, *SENTENCES):
            pass
        except AssertionError as missing:
            if "required field" not in str(missing) and "not editable" not in str(missing):
                self.crashes.append(f"{what}: {missing!r}")
        except Exception as crash:
            self.crashes.append(f"{what}: {crash!r}")
        env.clear()
        object.__setattr__(self.form, "_values", copy.deepcopy(self.start))
        object.__setattr__(self.form, "_record", self.record)

    def _values(self, form, name):
        """Return what is typed into a field: another value, and nothing where it may be left empty."""
        info, value = form._view["fields"][name], form._values[name]
        kind = info["type"]
        if kind == "boolean":
            return [not value]
        if kind in ("integer", "float", "monetary"):
            return [(value or 0) + 2, 0]
        if kind == "selection":
            return [key for key, _label in info["selection"] if key != value][:2]
        if kind in ("date", "datetime"):
            field = fields.Date if kind == "date" else fields.Datetime
            return [field.to_string(fields.Datetime.to_datetime(value or LATER) + timedelta(days=2)), False]
        if kind in ("many2one", "many2many"):
            return self._records(form, name, info)
        return ["12", False]

    def _records(self, form, name, info):
        """Return another record that the field offers, and none."""
        model = form._env[info["relation"]]
        present = form._values[name]
        taken = list(present) if info["type"] == "many2many" else [present]
        offered = model.browse()
        try:
            domain = safe_eval(str(info.get("domain") or []), form._get_eval_context())
            offered = model.search([*domain, ("id", "not in", [each for each in taken if each])], limit=1)
        except UserError:
            pass
        except (NameError, KeyError, TypeError, ValueError):
            offered = model.search([("id", "not in", [each for each in taken if each])], limit=1)
        return [*([offered] if offered else []), model.browse()]


def save_as_browser(form):
    """Save a form as the web client does: of what is new it sends each field that is not read-only, also
    empty lists, and not only what somebody typed.
    """

    def mark(values):
        values._changed.update(name for name in values if name != "id")
        for value in values.values():
            for line in getattr(value, "_data", {}).values():
                mark(line)

    if not form._record:
        mark(form._values)
    for value in form._values.values():
        for key, line in getattr(value, "_data", {}).items():
            if isinstance(key, str):  # a line that is not saved yet
                mark(line)
    return form.save()


class FormCase:
    """For a `TransactionCase`: opens forms as their readers and changes all that they may."""

    def _assert_no_crash(self, record, *users, view=None, save=True):
        """Open a record as each of these users and change everything in its form.

        :param record: an empty recordset for a new one
        """
        crashes = []
        changes = 0
        for user in users:
            self.env.flush_all()
            self.env.invalidate_all()
            changer = FormChanger(record.with_user(user), view, save)
            crashes += [f"{record} as {user.login}: {crash}" for crash in changer.run()]
            changes += changer.changes
        self.assertGreater(changes, 0, "nothing can be changed in this form")
        self.assertFalse(crashes, "\n".join(crashes))

    def _open_fields(self, record, user):
        """Return the names of the fields that a form lets this reader change; the state has its buttons."""
        changer = FormChanger(record.with_user(user))
        form = Form(changer.record)
        names = (name for name in form._view["fields"] if name != "state")
        return [name for name in names if changer._is_open(form, name)]
