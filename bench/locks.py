"""Which locks a confirmation takes, in plain Odoo and with the rulebook (T10).

Looked at are the locks that the database holds at the end of a confirmation, the statements that lock rows
by name, and whether a second confirmation, of another order of the same customer and goods, has to wait for
the first. Row locks of what is written show in the tables that are updated.
"""

from contextlib import contextmanager

import psycopg2

from odoo.api import Environment

from .cycle import sign_contract
from .show import show_target
from .statements import Statements

WAITING = "2s"
# No two of these conflict: reading, locking rows and writing rows.
HARMLESS = ("AccessShareLock", "RowShareLock", "RowExclusiveLock")
LOCKS = """
    SELECT locktype, mode, relation::regclass::text
      FROM pg_locks
     WHERE pid = pg_backend_pid() AND granted AND locktype NOT IN ('virtualxid', 'transactionid')
"""


class Confirmation:
    """One order confirmed in a transaction of its own, which is rolled back."""

    def __init__(self, side, order_id):
        self.side = side
        self.order_id = order_id

    @contextmanager
    def under_way(self):
        """Confirm, and stay in the transaction."""
        noted = Statements()
        with self.side.environment() as env:
            env.cr.execute(f"SET LOCAL lock_timeout = '{WAITING}'")
            with noted.watch(lambda: "confirm"):
                env["sale.order"].browse(self.order_id).action_confirm()
                env.cr.flush()
            self.updated = {
                what.removeprefix("UPDATE ") for _part, what in noted.counts if what.startswith("UPDATE")
            }
            self.locking = noted.locking
            env.cr.execute(LOCKS)
            rows = env.cr.fetchall()
            self.advisory = sum(kind == "advisory" for kind, _mode, _table in rows)
            self.strong = {(mode, table) for _kind, mode, table in rows if table and mode not in HARMLESS}
            yield


def running_order(side):
    """Commit an order that can be confirmed and return its id."""
    with side.registry.cursor() as cr:
        env = Environment(cr, side.user, {})
        order = env["sale.order"].create(side.order_vals())
        if side.ours:
            order.action_ops_submit()
            order.with_user(side.people["sales_manager"]).action_ops_approve()
            sign_contract(order)
        return order.id


def look_at(side):
    """Return a confirmation, and whether another one beside it got through."""
    first, second, warm = (Confirmation(side, running_order(side)) for _number in range(3))
    with warm.under_way():
        pass
    with first.under_way():
        try:
            with second.under_way():
                return first, True
        except psycopg2.errors.LockNotAvailable:
            return first, False


def show_locks(plain, ours):
    """Print what the gate adds to a confirmation's locks."""
    (before, plain_passes), (after, ours_passes) = look_at(plain), look_at(ours)
    locking = after.locking - before.locking
    print("T10 locks of a confirmation, plain → with the rulebook")
    print(f"    advisory locks {before.advisory} → {after.advisory}; ", end="")
    print(f"stronger than row locks {len(before.strong)} → {len(after.strong)}; ", end="")
    print(f"statements that lock rows {before.locking.total()} → {after.locking.total()}")
    besides = ", ".join(sorted(after.updated - before.updated)) or "none"
    print(f"    rows updated besides, all of this deal: {besides}")
    print("    a second confirmation beside it, of the same goods and customer:", end=" ")
    print(" → ".join("goes on" if passes else "waits" for passes in (plain_passes, ours_passes)))
    kept = (
        after.advisory <= before.advisory
        and after.strong <= before.strong
        and not locking
        and ours_passes >= plain_passes
    )
    show_target("the gate adds no lock of its own to a confirmation", kept)
