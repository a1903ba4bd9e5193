"""Which SQL statements a measure takes, part by part: where a missed number comes from."""

import collections
import contextlib
import re
from unittest.mock import patch

from odoo.sql_db import Cursor

# The table of a statement; a savepoint has none.
TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+\"?(\w+)")


# How a statement says that it locks more than the rows it writes.
LOCKING = re.compile(r"\bFOR (?:NO KEY )?UPDATE\b|\bFOR (?:KEY )?SHARE\b|\bLOCK TABLE\b|_advisory_")


class Statements:
    """Notes (part, verb and table) of each statement while it runs, and by source those that lock."""

    def __init__(self):
        self.counts = collections.Counter()
        self.locking = collections.Counter()

    @contextlib.contextmanager
    def watch(self, part):
        """:param part: a function that returns the part under way, None between parts"""
        execute = Cursor.execute

        def noted(cursor, query, *arguments, **named):
            if part():
                what = source(query)
                self.counts[part(), what] += 1
                if LOCKING.search(text(query)):
                    self.locking[what] += 1
            return execute(cursor, query, *arguments, **named)

        with patch.object(Cursor, "execute", noted):
            yield


def source(query):
    """Return verb and table of a statement, e.g. "INSERT ops_log"."""
    table = TABLE.search(text(query))
    return " ".join([text(query).split(None, 1)[0], *(table.groups() if table else ())])


def text(query):
    return query.decode() if isinstance(query, bytes) else getattr(query, "code", query)


def show_statements(plain, ours, names):
    """Print for each part which statements were added to plain Odoo's and which left out, by verb and table.

    :param plain: statements of a run in plain Odoo, as `Statements.counts`
    :param ours: the same with the rulebook
    :param names: the parts to print
    """
    print("    statements added (+) and left out (-), by source:")
    for name in names:
        change = collections.Counter({what: n for (part, what), n in ours.items() if part == name})
        change.subtract({what: n for (part, what), n in plain.items() if part == name})
        rows = sorted(((n, what) for what, n in change.items() if n), key=lambda row: (-row[0], row[1]))
        added = sum(n for n, _what in rows)
        print(f"      {name} {added:+d}:", ", ".join(f"{n:+d} {what}" for n, what in rows) or "the same")
