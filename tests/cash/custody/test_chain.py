"""Whatever is done in whatever order: one holder, a chain without gaps, nothing rewritten (R9)."""

import random
from itertools import pairwise

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ...bypass import delete_forced
from ...common import clause
from ..custody_common import MONDAY, SIGNED, WEDNESDAY_NIGHT, CustodyCase

SEEDS = range(20)
STEPS = 25
ACTS = ("give", "take", "refuse", "withdraw", "night", "archive", "lose", "find")
CHANCES = (4, 3, 1, 2, 1, 1, 1, 1)
MANY = 1000


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestChain(CustodyCase):
    @clause("R9")
    def test_any_order_of_acts_leaves_one_holder_and_a_chain_without_gaps(self):
        people = [self.consultant, self.colleague, self.support, self.accountant, self.clerk]
        done = set()
        for seed in SEEDS:
            chance = random.Random(seed)
            original = self._original(chance.choice(people), title=f"List {seed}", place="Cabinet")
            for _step in range(STEPS):
                act = chance.choices(ACTS, CHANCES)[0]
                actor, other = chance.choice(people), chance.choice(people)
                if chance.random() < 0.5:  # else hardly anything would go through
                    actor = chance.choice((original.taker_id or original.holder_id, original.holder_id))
                try:
                    with self.env.cr.savepoint():
                        self._act(original, act, actor, other)
                    done.add(act)
                except UserError:
                    pass
                self._assert_whole(original)
        self.assertEqual(done, set(ACTS), "all kinds of acts went through")

    def _act(self, original, act, actor, other):
        mine = original.with_user(actor)
        match act:
            case "give":
                mine.action_give(other.id, SIGNED)
            case "take":
                mine.action_take(SIGNED)
            case "refuse":
                mine.action_refuse("It is not mine")
            case "withdraw":
                mine.action_withdraw()
            case "night":
                with freeze_time(WEDNESDAY_NIGHT):
                    self._night()
            case "archive":
                mine.place = "Cabinet A"
                mine.action_archive_it()
            case "lose":
                mine.action_lose("Nobody finds it")
            case "find":
                mine.action_find("In the drawer")

    def _assert_whole(self, original):
        self.env.flush_all()
        steps = original.move_ids.filtered(lambda move: move.state == "taken").sorted("sequence")
        self.assertEqual(steps.mapped("sequence"), list(range(1, len(steps) + 1)))
        self.assertFalse(steps[0].from_id)
        for before, after in pairwise(steps):
            self.assertEqual(after.from_id, before.to_id)
        self.assertEqual(original.holder_id, steps[-1].to_id, "the last who signed holds it")
        under_way = original.move_ids.filtered(lambda move: move.state == "open")
        self.assertEqual(len(under_way), int(original.state == "moving"))
        self.assertEqual(original.taker_id, under_way.to_id)

    @clause("R9")
    def test_the_database_allows_no_second_holder(self):
        original = self._original(self.support)
        self._give(original, self.support, self.clerk)
        move = original.move_ids[1]
        self.env.flush_all()
        copy = SQL(
            "INSERT INTO ops_custody_move (custody_id, from_id, to_id, date_given, state)"
            " SELECT custody_id, from_id, to_id, date_given, state FROM ops_custody_move WHERE id = %s",
            move.id,
        )
        for query in (
            copy,
            SQL("UPDATE ops_custody_move SET state = 'taken', sequence = 1, date_closed = now()"),
            SQL("UPDATE ops_custody_move SET from_id = NULL WHERE id = %s", move.id),
            SQL("UPDATE ops_custody SET holder_id = NULL WHERE id = %s", original.id),
            SQL("UPDATE ops_custody SET taker_id = NULL WHERE id = %s", original.id),
            SQL("UPDATE ops_custody SET holder_id = taker_id WHERE id = %s", original.id),
            SQL("DELETE FROM ops_custody WHERE id = %s", original.id),
        ):
            with (
                self.subTest(query=query),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(query)

    @clause("R9")
    def test_nothing_is_written_past_the_moves(self):
        original = self._original(self.support)
        self._give(original, self.support, self.clerk)
        move = original.move_ids[1]
        signature = self.env["ir.attachment"].search(
            [("res_model", "=", "ops.custody.move"), ("res_id", "=", move.id), ("res_field", "!=", False)]
        )
        self.assertEqual(len(signature), 1)
        ways = {
            "state": lambda user: original.with_user(user).write({"state": "held"}),
            "holder": lambda user: original.with_user(user).write({"holder_id": user.id}),
            "taker": lambda user: original.with_user(user).write({"taker_id": user.id}),
            "limit": lambda user: original.with_user(user).write({"date_hand_in": False}),
            "title": lambda user: original.with_user(user).write({"title": "Another one"}),
            "place": lambda user: original.with_user(user).write({"place": "Elsewhere"}),
            "chain": lambda user: original.with_user(user).write({"move_ids": [(5,)]}),
            "delete": lambda user: original.with_user(user).unlink(),
            "forced": lambda user: delete_forced(self, original.with_user(user)),
            "taken": lambda user: move.with_user(user).write({"state": "taken", "sequence": 2}),
            "to": lambda user: move.with_user(user).write({"to_id": user.id}),
            "no_move": lambda user: move.with_user(user).unlink(),
            "forced_move": lambda user: delete_forced(self, move.with_user(user)),
            "own_move": lambda user: (
                self.env["ops.custody.move"]
                .with_user(user)
                .create({"custody_id": original.id, "to_id": user.id, "date_given": MONDAY, "state": "taken"})
            ),
            "signature": lambda user: signature.with_user(user).write({"datas": b"AAAA"}),
            "no_signature": lambda user: signature.with_user(user).unlink(),
            "of_another": lambda user: self._original(user, holder_id=self.keeper.id),
            "started": lambda user: self._original(user, state="archived"),
            "stamped": lambda user: self._original(user, date_carried=MONDAY),
            "by_default": lambda user: (
                self.env["ops.custody"]
                .with_user(user)
                .with_context(default_holder_id=self.keeper.id)
                .create({"kind": "list", "title": "List"})
            ),
        }
        before = original.read(["state", "holder_id", "taker_id", "title", "place"])
        for name, way in ways.items():
            for user in (self.support, self.clerk, self.leader, self.env.ref("base.user_root")):
                with (
                    self.subTest(way=name, user=user.login),
                    self.assertRaises(UserError),
                    self.env.cr.savepoint(),
                ):
                    way(user)
                    self.env.flush_all()
        self.assertEqual(original.read(["state", "holder_id", "taker_id", "title", "place"]), before)

    def _many(self, number, holder):
        vals = {"kind": "list", "holder_id": holder.id}
        originals = self.env["ops.custody"]._keep(
            self.company, [{**vals, "title": f"{number}-{each}"} for each in range(number)]
        )
        return originals.sudo(False).with_env(self.env)

    def _count(self, act):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _hand_in(self, originals):
        originals.with_user(self.consultant).action_give(self.support.id, SIGNED)
        originals.with_user(self.support).action_take(SIGNED)

    def test_a_thousand_originals_are_handed_in_by_a_few_statements(self):
        ten, thousand = (
            self._count(lambda number=number: self._hand_in(self._many(number, self.consultant)))
            for number in (10, MANY)
        )
        # the ORM writes and reads a thousand rows by some more statements, in portions
        self.assertLess(thousand, ten + 90)

    def test_a_night_closes_a_thousand_moves_by_a_few_statements(self):
        counts = []
        for number in (10, MANY):
            originals = self._many(number, self.clerk)
            originals.with_user(self.clerk).action_give(self.support.id, SIGNED)
            with freeze_time(WEDNESDAY_NIGHT):
                counts.append(self._count(self._night))
            self.assertEqual(set(originals.mapped("state")), {"held"})
        self.assertLess(counts[1], counts[0] + 60)
