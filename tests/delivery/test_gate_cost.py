"""What the gate costs whoever waits for it: statements of each step, locks of a confirmation (T2, T3, T10)."""

import re
from unittest.mock import patch

from odoo.sql_db import Cursor
from odoo.tests import tagged

from .common import DeliveryCase

LINES = 10
# What locks more than the rows that are written.
LOCKING = re.compile(r"\bFOR (?:NO KEY )?UPDATE\b|\bFOR (?:KEY )?SHARE\b|\bLOCK TABLE\b|_advisory_")
# No two of these conflict with each other: reading, locking rows, writing rows.
HARMLESS = {"AccessShareLock", "RowShareLock", "RowExclusiveLock"}


@tagged("post_install", "-at_install")
class TestGateCost(DeliveryCase):
    def _quotation(self):
        return self._create_order(products=[(self.plain, 1, 30000)] * LINES)

    def _count(self, call):
        """Return the statements of a request that does this: it starts without what was read before."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

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
            "submit": (order.with_user(self.consultant).action_ops_submit, 17),
            "approve": (order.with_user(self.manager).action_ops_approve, 12),
            "approve last": (order.with_user(self.leader).action_ops_approve, 26),
        }
        for step, (call, allowed) in steps.items():
            with self.subTest(step=step):
                self.assertLessEqual(self._count(call), allowed)
        self.assertEqual(order.ops_approval_state, "approved")

    def test_statements_added_to_confirmation_and_delivery(self):
        counts = {}
        for on in (True, False, True, False):  # the first pair fills caches that hold for the registry
            self._switch(on)
            order = self._signed() if on else self._quotation().with_user(self.support)
            confirm = self._count(order.action_confirm)
            if on:
                self._release(order)
            picking = self._picking(order)
            counts[on] = (confirm, self._count(lambda picking=picking: self._ship(picking)))
        confirm, deliver = (counts[True][step] - counts[False][step] for step in (0, 1))
        self.assertLessEqual(confirm, 18)
        self.assertLessEqual(deliver, 16)

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
        self.env.flush_all()
        self.env.invalidate_all()
        statements = []
        execute = Cursor.execute

        def noted(cursor, query, *arguments, **named):
            statements.append(query if isinstance(query, str) else str(getattr(query, "code", query)))
            return execute(cursor, query, *arguments, **named)

        before = self._locks()
        with patch.object(Cursor, "execute", noted):
            order.action_confirm()
            self.env.flush_all()
        locking = [statement for statement in statements if LOCKING.search(statement)]
        updated = {
            match[1] for match in (re.match(r'\s*UPDATE "?(\w+)', text) for text in statements) if match
        }
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
        self.assertLessEqual(updated - plain_updated, {"ops_contract", "ops_obligation"})
