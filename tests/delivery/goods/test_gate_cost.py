"""What the gate costs whoever waits: statements of each step, locks of a confirmation (T2, T3, T10)."""

import re
from collections import Counter
from unittest.mock import patch

from odoo.sql_db import Cursor
from odoo.tests import tagged

from ..common import ReleaseCase

LINES = 10
# What locks more than the rows that are written.
LOCKING = re.compile(r"\bFOR (?:NO KEY )?UPDATE\b|\bFOR (?:KEY )?SHARE\b|\bLOCK TABLE\b|_advisory_")
# No two of these conflict with each other: reading, locking rows, writing rows.
HARMLESS = {"AccessShareLock", "RowShareLock", "RowExclusiveLock"}
# Read once for the registry, and again after the switch was turned.
REGISTRY = {"ir_rule", "ir_model_access", "ir_model_data", "ir_default", "res_groups", "ops_clause"}
TABLE = re.compile(r"\b(?:FROM|INTO|UPDATE)\s+\"?(\w+)")


def source(statement):
    """Return verb and table of a statement."""
    table = TABLE.search(statement)
    return " ".join([statement.split(None, 1)[0], *(table.groups() if table else ())])


@tagged("post_install", "-at_install")
class TestGateCost(ReleaseCase):
    def _quotation(self):
        return self._create_order(products=[(self.plain, 1, 30000)] * LINES)

    def _statements(self, call):
        """Return the statements of a request that does this: it starts without what was read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        statements = []
        execute = Cursor.execute

        def noted(cursor, query, *arguments, **named):
            text = query.decode() if isinstance(query, bytes) else getattr(query, "code", query)
            statements.append(" ".join(text.split()))
            return execute(cursor, query, *arguments, **named)

        with patch.object(Cursor, "execute", noted):
            call()
            self.env.flush_all()
        return statements

    def _assert_at_most(self, allowed, statements, besides=()):
        """Fail with the statements' tables if they are more than allowed, besides those of another run."""
        tables = Counter(map(source, statements))
        tables.subtract(map(source, besides))
        for table in REGISTRY:
            tables.pop(f"SELECT {table}", None)
        self.assertLessEqual(tables.total(), allowed, {what: n for what, n in tables.items() if n})

    def _approved(self):
        return self._approve(self._quotation(), self.manager, self.leader)

    def _signed(self):
        """Return an order that support may confirm."""
        order = self._approved()
        self._sign_contract(self._create_contract(order))
        return order.with_user(self.support)

    # ------------------------------------------------------------------
    # Statements
    # ------------------------------------------------------------------
    def test_statements_of_request_and_approvals(self):
        self._approved()  # caches that hold for the registry
        order = self._quotation()
        steps = {
            "submit": (order.with_user(self.consultant).action_ops_submit, 16),
            "approve": (order.with_user(self.manager).action_ops_approve, 9),
            "approve last": (order.with_user(self.leader).action_ops_approve, 25),
        }
        for step, (call, allowed) in steps.items():
            with self.subTest(step=step):
                self._assert_at_most(allowed, self._statements(call))
        self.assertEqual(order.ops_approval_state, "approved")

    def test_statements_added_to_confirmation_and_delivery(self):
        runs = {}
        for on in (True, False, True, False):  # the first pair fills caches that hold for the registry
            self._switch(on)
            order = self._signed() if on else self._quotation().with_user(self.support)
            confirm = self._statements(order.action_confirm)
            if on:
                self._release(order)
            picking = self._picking(order)
            runs[on] = (confirm, self._statements(lambda picking=picking: self._ship(picking)))
        # how many statements core writes its lines of moves in differs by one from run to run
        for step, allowed in enumerate((10, 13)):
            self._assert_at_most(allowed, runs[True][step], besides=runs[False][step])

    # ------------------------------------------------------------------
    # Locks
    # ------------------------------------------------------------------
    def _locks(self):
        self.env.cr.execute(
            "SELECT locktype, mode, relation FROM pg_locks WHERE pid = pg_backend_pid()"
            " AND locktype NOT IN ('virtualxid', 'transactionid')"
        )
        return set(self.env.cr.fetchall())

    def _look_at_confirmation(self, order):
        """Return what a confirmation locks: locks of the database, statements that lock, tables updated."""
        before = self._locks()
        statements = self._statements(order.action_confirm)
        locking = [statement for statement in statements if LOCKING.search(statement)]
        updated = {source(text) for text in statements if text.startswith("UPDATE")}
        return self._locks() - before, locking, updated

    def test_confirmation_takes_no_lock_of_the_gate(self):
        self._signed().action_confirm()  # caches that hold for the registry
        locks, locking, updated = self._look_at_confirmation(self._signed())
        self._switch(False)
        order = self._quotation().with_user(self.support)
        _plain_locks, plain_locking, plain_updated = self._look_at_confirmation(order)
        self.assertLessEqual({mode for _kind, mode, _table in locks}, HARMLESS)
        self.assertEqual({kind for kind, _mode, _table in locks} - {"relation"}, set(), "no advisory lock")
        self.assertEqual(len(locking), len(plain_locking), locking)
        # the deal's own contract, and what is owed for it
        self.assertLessEqual(updated - plain_updated, {"UPDATE ops_contract", "UPDATE ops_obligation"})
