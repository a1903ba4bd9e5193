"""The table gate × way × role: what each way does after approval, with the switch off, and before approval.

A gate is a test case with the few methods below; a way is one call that somebody may try. For every role of
a way the table shows, each time on a document that nobody has touched:

1. the call succeeds after the approval and with the switch off (`Way.open`), so the row tries what it says;
2. before the approval, at every stage that a document can stand at, it is refused, the clause is named, and
   nothing is left behind in the database;
3. a role without the right to it at all (`Way.denied`) is refused by its rights where the gate is open, and
   by either where it is closed.

One test per way, named after it: `bypass_table(WAYS)` puts them on the class.
"""

import contextlib
from dataclasses import dataclass
from typing import Any

from odoo.exceptions import AccessError, UserError


@dataclass(frozen=True)
class Way:
    """One way to the other side of a gate.

    :param name: what is tried, part of the test's name
    :param call: `call(case, document)`; the document comes in the environment of the role that tries
    :param roles: names of the case's users; "superuser" stands for superuser mode
    :param done: `done(case, document)` tells whether the call had its effect; None: not raising is the effect
    :param open: where the same call succeeds: "approved", "off"; empty for what nobody may ever do
    :param closed: at which stages it is refused (None: all of the gate's)
    :param denied: roles refused by their rights where everybody else succeeds
    :param prepare: `prepare(case, document)` before the call, as superuser
    :param clause: the code that the refusal names
    """

    name: str
    call: Any
    roles: tuple = ("consultant",)
    done: Any = None
    open: tuple = ("approved", "off")
    closed: tuple | None = None
    denied: tuple = ()
    prepare: Any = None
    clause: str = "W2.E"


def delete_forced(case, document):
    """Delete with the key that only Odoo's own removal of add-ons is meant to send."""
    document.with_context(_force_unlink=True).unlink()


def bypass_table(ways):
    """Put one test per way on the test class."""
    assert len({way.name for way in ways}) == len(ways), "two ways of one name"

    def add(case):
        for way in ways:

            def test(self, way=way):
                self._try_way(way)

            test.__doc__ = f"{way.name}: {', '.join(way.roles + way.denied)}"
            setattr(case, f"test_way_{way.name}", test)
        return case

    return add


class GateCase:
    """What the table needs to know about a gate; mixed into a test case.

    Documents of the stages in `gate_shelf` are made once, before the class's first row, and each row undoes
    what it did to them; those of other stages (where the switch is off) are made once for each row.
    """

    gate_stages = ()  # the names of the stages before approval
    gate_tables = ()  # SQL tables, "table WHERE …" for a part, that a refused call leaves as they were
    gate_shelf = None  # names of the stages that are made once; None: `gate_stages` and "approved"

    def _gate_document(self, stage):
        """Return a new document at a stage: one of `gate_stages`, "approved" or "off"."""
        raise NotImplementedError

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._shelf = None

    def setUp(self):
        if self._shelf is None and self._testMethodName.startswith("test_way_"):
            self._fill_shelf()
        super().setUp()

    def _fill_shelf(self):
        """Make the documents in the class's transaction, so that they outlive this test."""
        stages = (*self.gate_stages, "approved") if self.gate_shelf is None else self.gate_shelf
        type(self)._shelf = {stage: self._gate_document(stage) for stage in stages}
        self.env.flush_all()
        self.env.clear()

    # ------------------------------------------------------------------
    # Trying
    # ------------------------------------------------------------------
    def _try_way(self, way):
        cells = list(self._cells(way))
        problems = {}
        for stage in dict.fromkeys(stage for _role, stage, _arm in cells):
            with self._undone():
                document = self._shelf.get(stage)
                if document is None:
                    document = self._gate_document(stage)
                    self.env.flush_all()
                for number, (role, where, arm) in enumerate(cells):
                    if where == stage:
                        problems[number] = self._try(way, role, stage, arm, document)
        found = [problems[number] for number in sorted(problems) if problems[number]]
        self.assertFalse(found, "\n" + "\n".join(found))

    def _cells(self, way):
        """Return the cells of a way's row: who tries, at which stage, and what has to come of it."""
        closed = self.gate_stages if way.closed is None else way.closed
        for number, role in enumerate(way.roles):
            yield from ((role, stage, self._try_open) for stage in way.open)
            # the first role shows every stage, the others one each, in turn
            stages = closed if not number else closed[number % len(closed) :][:1]
            yield from ((role, stage, self._try_closed) for stage in stages)
        for role in way.denied:
            yield from ((role, stage, self._try_denied) for stage in way.open)
            yield from ((role, stage, self._try_closed_or_denied) for stage in closed[:1])

    def _try(self, way, role, stage, arm, document):
        """Try one cell of the table, and undo everything.

        :return: what is wrong (None: nothing)
        """
        with self._undone():
            document = document.with_env(self.env)
            if way.prepare:
                way.prepare(self, document)
            self.env.flush_all()
            problem = arm(way, self._gate_as(document, role))
        return problem and f"{way.name} as {role} ({stage}): {problem}"

    def _gate_as(self, document, role):
        """Return the document as the role's user works on it."""
        document.invalidate_recordset()
        if role == "superuser":
            return document.with_env(self.env(su=True))
        return document.with_env(self.env(user=getattr(self, role), su=False))

    def _try_open(self, way, document):
        try:
            with self.env.cr.savepoint():
                way.call(self, document)
                self.env.flush_all()
        except UserError as error:
            return f"should succeed, was refused: {error}"
        if way.done and not way.done(self, self._gate_fresh(document)):
            return "should succeed, had no effect"
        return None

    def _try_closed(self, way, document):
        before = self._everything()
        try:
            with self.env.cr.savepoint():  # as the server: one transaction per call
                way.call(self, document)
                self.env.flush_all()
        except UserError as error:
            if way.clause not in str(error):
                return f"refused without naming {way.clause}: {error}"
        else:
            return "NOT REFUSED"
        changed = [table for table, rows in self._everything().items() if rows != before[table]]
        if changed:
            return f"refused, but left traces in {', '.join(changed)}"
        return None

    def _try_denied(self, way, document):
        try:
            with self.env.cr.savepoint():
                way.call(self, document)
                self.env.flush_all()
        except AccessError:
            return None
        except UserError as error:
            return f"refused, but not by rights: {error}"
        return "not refused by rights"

    def _try_closed_or_denied(self, way, document):
        return self._try_denied(way, document) and self._try_closed(way, document)

    # ------------------------------------------------------------------
    # Tools
    # ------------------------------------------------------------------
    def _gate_fresh(self, document):
        """Return the document as superuser, read again from the database."""
        self.env.invalidate_all()
        return document.with_env(self.env)

    def _everything(self):
        """Return count and digest of the versions of the rows of the gate's tables.

        A row that is written, even with the values it had, is a new version at another place.
        """
        self.env.flush_all()
        counts = (
            f"SELECT %s, count(*), md5(string_agg(concat(ctid, xmin), ' ' ORDER BY ctid)) FROM {table}"
            for table in self.gate_tables
        )
        self.env.cr.execute(" UNION ALL ".join(counts), self.gate_tables)
        return {table: rows for table, *rows in self.env.cr.fetchall()}

    @contextlib.contextmanager
    def _undone(self):
        """Undo what happens inside, caches included."""
        changed = self.registry.cache_invalidated
        outer = set(changed)
        changed.clear()
        savepoint = self.env.cr.savepoint()
        try:
            yield
        finally:
            self.env.clear()
            savepoint.close(rollback=True)
            self.env.clear()
            if changed:  # something was read anew that is gone now
                self.registry.clear_all_caches()
            changed.update(outer)
