"""A move for which a reason is declared: nothing gets there without one, whatever the way it comes."""

import re

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..bypass import GateCase
from ..cash.common import CashCase
from ..cash.receipt_common import ReceiptCase
from ..common import about
from ..deal.bid_common import BidCase
from ..deal.deviation.common import DeviationCase
from .test_reasons import ROWS, TABLES, _contract

# What leads to a state by another door than a reason of its move: the reviews say why.
OTHER_DOORS = {
    ("sale.order", "refuse"),
    # met by reading it, by signing or by a witness: the move asks for one of the three
    ("ops.penalty", "sign"),
    ("ops.penalty", "refuse_sign"),
    # the answer leads to the decision, as does the day on which the time to answer ends
    ("ops.penalty", "answer"),
    ("ops.penalty", "answer_paper"),
}


@tagged("post_install", "-at_install")
class TestBecause(GateCase, BidCase, DeviationCase, CashCase, ReceiptCase):
    gate_tables = TABLES

    def test_what_leads_to_a_state_says_to_which(self):
        for name, row in self._rows():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                before = self._state(documents)
                self._do(documents, row)
                after = self._state(documents)
                asked = documents._get_reason(row.what)
                led = after if before != after else ""
                if (name, row.what) in OTHER_DOORS:
                    self.assertTrue(led and not asked.target)
                elif asked.lacking:
                    self.assertEqual(asked.target, led)

    def test_the_state_is_not_reached_without_the_reason(self):
        for name, row, asked in self._with_target():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                mine, sentence = self._ready(documents, row), documents._say(asked.lacking)
                vals = {documents._state_field: asked.target}
                self._assert_refused(mine.sudo(), vals, sentence)
                self._assert_refused(mine, vals, sentence if mine.has_access("write") else "")
                if asked.field in documents._ops_declared("stamp"):
                    self._assert_refused(mine.sudo(), {**vals, asked.field: "Because it is so"}, "")

    def test_a_reason_that_stands_already_does_not_serve(self):
        for name, row, asked in self._with_target():
            with self.subTest(f"{name}: {row.what}"), self._undone():
                documents = row.make(self)
                if not asked.field:
                    continue
                documents._stamp({asked.field: "Because of something long ago"})
                mine, sentence = self._ready(documents, row), documents._say(asked.lacking)
                self._assert_refused(mine.sudo(), {documents._state_field: asked.target}, sentence)

    def test_the_reason_serves_once_and_the_document_it_was_said_of(self):
        row = next(row for row in ROWS["ops.violation"] if row.what == "dismiss")
        first, second = row.make(self), row.make(self)
        self._do(first, row)
        self.assertEqual(first.state, "dismissed")
        self._assert_refused(second.with_user(self.manager).sudo(), {"state": "dismissed"}, "say why")

    def test_where_users_write_the_reason_it_is_written_with_the_state(self):
        contract = _contract(self).with_user(self.support)
        contract.end_reason = "The customer went elsewhere"
        self._assert_refused(contract, {"state": "cancel"}, "state the reason")
        self._assert_refused(contract, {"state": "cancel", "end_reason": "  "}, "state the reason")
        contract.write({"state": "cancel", "end_reason": "The customer went elsewhere"})
        self.assertEqual(contract.state, "cancel")
        contract.state = "issued"
        self._assert_refused(contract, {"state": "cancel"}, "state the reason")  # the old one is used up

    # ------------------------------------------------------------------
    # Tools
    # ------------------------------------------------------------------
    def _rows(self):
        return [(name, row) for name, rows in ROWS.items() for row in rows]

    def _with_target(self):
        for name, row in self._rows():
            asked = self.env[name]._get_reason(row.what)
            if asked.target and asked.lacking:
                yield name, row, asked

    def _state(self, documents):
        """Return where the documents stand, of those that have moves."""
        moves = getattr(documents, "_transitions", {})
        return moves and documents[:1][documents._state_field]

    def _ready(self, documents, row):
        """Return the documents as who may works on them, once what else is asked was typed in."""
        mine = documents.with_user(getattr(self, row.may))
        answered = row.vals(self)
        typed = answered.keys() & documents._fields.keys() - documents._ops_declared("stamp")
        if typed and mine.has_access("write"):
            mine.write({name: answered[name] for name in typed})
        return mine

    def _do(self, documents, row):
        """Do it as who may, through the form."""
        user = getattr(self, row.may)
        asked = documents._get_reason(row.what)
        vals = {**about(documents, row.what), "reason": "Because it is so.", **row.vals(self)}
        self.env[asked.form].with_user(user).create(vals).action_confirm()
        self.env.invalidate_all()

    def _assert_refused(self, documents, vals, sentence):
        with self.assertRaisesRegex(UserError, re.escape(sentence)), self.env.cr.savepoint():
            documents.write(vals)
