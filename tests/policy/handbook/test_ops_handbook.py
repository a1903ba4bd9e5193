"""The handbook: editions that stay, everybody asked, each by himself, again by a new edition or role."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Datetime
from odoo.tests import new_test_user, tagged

from ...common import clause
from ...deal.bid_common import BidCase


@tagged("post_install", "-at_install")
class TestOpsHandbook(BidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.partner_id.lang = "en_US"
        cls.acks = cls.env["ops.handbook.ack"]
        cls.people = cls.consultant | cls.colleague | cls.support | cls.manager | cls.purchaser | cls.leader

    def _publish(self, user=None, **vals):
        handbook = self.env["ops.handbook"].with_user(user or self.rule_admin).create(vals)
        handbook.action_publish()
        return handbook

    def _open(self, user, handbook=None):
        domain = [("user_id", "=", user.id), ("state", "=", "asked")]
        return self.acks.with_user(user).search(
            domain + ([("handbook_id", "=", handbook.id)] if handbook else [])
        )

    def _card(self, user):
        cards = self.env["ops.home"].with_user(user).get_home()["cards"]
        return next((card for card in cards if card["key"] == "handbook"), None)

    # --- editions -------------------------------------------------------------
    def test_an_edition_is_a_number_a_day_and_a_print_of_the_clauses_in_force(self):
        self.env["ops.clause"].search([("code", "=", "W2.E")]).with_company(self.company).is_active = False
        handbook = self._publish(note="First edition")
        self.assertEqual((handbook.edition, handbook.state), (1, "published"))
        self.assertEqual(handbook.clause_count, 221)
        self.assertEqual(handbook.published_by_id, self.rule_admin)
        self.assertTrue(base64.b64decode(handbook.pdf).startswith(b"%PDF"))
        self.assertEqual(self._publish(self.leader).edition, 2)
        self.assertEqual(
            self.env["ops.log"].search([("model", "=", "ops.handbook")]).mapped("event"), ["issued"] * 2
        )

    def test_nothing_is_published_while_the_rulebook_is_off(self):
        self.company.ops_rulebook = False
        with self.assertRaisesRegex(UserError, "G1"):
            self._publish()

    def test_who_publishes(self):
        draft = self.env["ops.handbook"].with_user(self.rule_admin).create({})
        for user in (self.consultant, self.manager, self.purchaser, self.auditor):
            with self.subTest(user=user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                draft.with_user(user).action_publish()
        self.assertFalse(self.env["ops.handbook"].with_user(self.consultant).search([]))

    # --- who is asked ---------------------------------------------------------
    @clause("G1")
    def test_everybody_is_asked_and_reads_the_clauses_of_his_roles_first(self):
        handbook = self._publish()
        for user in self.people:
            ack = self._open(user, handbook)
            self.assertEqual(len(ack), 1, user.login)
            shown, roles = ack.clause_ids, set(user._get_group_ids())
            self.assertTrue(shown)
            self.assertTrue(all(not roles.isdisjoint(each.role_ids.ids) for each in shown))
            self.assertEqual(
                shown, ack.env["ops.clause"].search([("is_mine", "=", True), ("is_active", "=", True)])
            )
            self.assertIn("G1", shown.mapped("code"))
            row = self._card(user)["rows"][0]
            self.assertEqual((row["model"], row["res_id"]), ("ops.handbook.ack", ack.id))
            ack.action_acknowledge()
            self.assertIsNone(self._card(user))
        self.assertNotEqual(
            self._open(self.accountant).clause_ids.mapped("code"),
            self._open(self.keeper).clause_ids.mapped("code"),
        )

    def test_a_clause_that_is_off_or_anothers_is_not_among_mine(self):
        handbook = self._publish()
        code = "R7"
        self.assertIn(code, self._open(self.support).clause_ids.mapped("code"))
        self.assertNotIn(code, self._open(self.keeper).clause_ids.mapped("code"))
        self.env["ops.clause"].search([("code", "=", code)]).with_company(self.company).is_active = False
        ack = self._open(self.support, handbook)
        ack.invalidate_recordset(["clause_ids"])
        self.assertNotIn(code, ack.clause_ids.mapped("code"))

    @clause("M7.1")
    @clause("M7.2", part="the acknowledgement of the handbook, per edition")
    def test_a_new_edition_asks_everybody_again_and_old_stamps_stay(self):
        first = self._publish()
        before = Datetime.now()
        mine = self._open(self.consultant, first)
        mine.action_acknowledge()
        self.assertEqual((mine.state, mine.role_ids), ("done", self.consultant._ops_roles()))
        self.assertGreaterEqual(mine.date, before.replace(microsecond=0))
        stamp = (mine.date, mine.role_names)
        self.assertEqual(mine.role_names, "Sales consultant")
        second = self._publish()
        self.assertEqual((mine.state, (mine.date, mine.role_names)), ("done", stamp))
        self.assertEqual(first.ack_count, 1)
        for user in self.people:
            self.assertFalse(self._open(user, first))
            self.assertEqual(len(self._open(user, second)), 1, user.login)
        late = self.acks.search([("handbook_id", "=", first.id), ("user_id", "=", self.manager.id)])
        self.assertEqual(late.state, "dropped")
        with self.assertRaisesRegex(UserError, "M7.1"):
            late.with_user(self.manager).action_acknowledge()

    def test_a_role_newly_given_asks_again(self):
        handbook = self._publish()
        self._open(self.consultant).action_acknowledge()
        self.assertFalse(self._open(self.consultant))
        self.rule_admin.group_ids += self.env.ref("base.group_erp_manager")
        role = self.env.ref("ops_dept.ops_dept_group_office")
        self.consultant.with_user(self.rule_admin).write({"group_ids": [Command.link(role.id)]})
        self.env.cr.precommit.run()
        again = self._open(self.consultant, handbook)
        self.assertEqual((len(again), again.reason), (1, "role"))
        again.action_acknowledge()
        self.assertEqual(again.role_ids, self.consultant._ops_roles())
        self.assertEqual(
            len(self.acks.search([("user_id", "=", self.consultant.id), ("state", "=", "done")])), 2
        )
        self.acks._cron_ask()
        self.assertFalse(self._open(self.consultant))

    def test_a_role_given_by_way_of_its_group_and_a_new_user_are_asked(self):
        handbook = self._publish()
        self._open(self.consultant).action_acknowledge()
        self.env.ref("ops_dept.ops_dept_group_office").user_ids += self.consultant
        newcomer = new_test_user(
            self.env,
            "handbook_newcomer",
            groups="base.group_user,ops_dept.ops_dept_group_warehouse",
            company_id=self.company.id,
        )
        self.env.cr.precommit.run()
        self.assertEqual(self._open(self.consultant).reason, "role")
        self.assertEqual(self._open(newcomer, handbook).reason, "edition")

    def test_who_leaves_or_loses_his_roles_is_no_longer_asked(self):
        handbook = self._publish()
        roles = self.env["res.groups"].browse(self.env["res.groups"]._ops_role_ids())
        self.colleague.group_ids -= roles
        self.purchaser.active = False
        self.env.cr.precommit.run()
        self.acks._cron_ask()
        found = handbook.ack_ids.filtered(lambda ack: ack.user_id in self.colleague | self.purchaser)
        self.assertEqual(set(found.mapped("state")), {"dropped"})
        self.purchaser.active = True
        self.acks._cron_ask()
        self.assertTrue(self._open(self.purchaser, handbook))

    def test_portal_inactive_and_plain_users_are_not_asked(self):
        plain = new_test_user(self.env, "handbook_plain", groups="base.group_user")
        portal = new_test_user(self.env, "handbook_portal", groups="base.group_portal")
        other_company = self.env["res.company"].create({"name": "Second Ltd", "ops_rulebook": True})
        elsewhere = new_test_user(
            self.env,
            "handbook_elsewhere",
            groups="base.group_user,ops_dept.ops_dept_group_office",
            company_id=other_company.id,
            company_ids=[Command.set(other_company.ids)],
        )
        self.purchaser.active = False
        handbook = self._publish()
        asked = handbook.ack_ids.user_id
        self.assertFalse(asked & (plain | portal | elsewhere | self.purchaser))
        self.assertLessEqual(self.people - self.purchaser, asked)

    def test_who_has_not(self):
        handbook = self._publish()
        asked = len(handbook.ack_ids)
        self._open(self.consultant).action_acknowledge()
        handbook.invalidate_recordset()
        self.assertEqual((handbook.ack_count, handbook.open_count), (1, asked - 1))

        def seen(user):
            return self.acks.with_user(user).search([("state", "=", "asked")]).user_id

        for user in (self.leader, self.auditor, self.rule_admin):
            self.assertEqual(len(seen(user)), asked - 1)
        self.assertIn(self.colleague, seen(self.manager))  # of his team
        self.assertNotIn(self.purchaser, seen(self.manager))
        self.assertEqual(seen(self.colleague), self.colleague)
        head = new_test_user(
            self.env, "ops_market_head", groups="base.group_user,ops_dept.ops_dept_group_market_head"
        )
        self.assertFalse(seen(head) - head)
        record = self.env["hr.employee"].create({"name": "Head", "user_id": head.id})
        people = self.env["hr.employee"].create({"name": "Buyer", "user_id": self.purchaser.id})
        people.parent_id = record  # by the person's own record, without any team
        self.assertEqual(seen(head) - head, self.purchaser)

    # --- nobody for another, nothing by hand ----------------------------------
    def test_no_way_around_the_persons_own_tap(self):
        handbook = self._publish()
        done = self._open(self.consultant)
        done.action_acknowledge()
        ack = self._open(self.colleague)
        past = "2020-01-01 00:00:00"
        vals = {"handbook_id": handbook.id, "user_id": self.colleague.id, "state": "done", "date": past}
        new = {**vals, "company_id": self.company.id, "reason": "edition", "date_asked": past}
        named = {"default_state": "done", "default_date": past, "install_mode": True, "_force_unlink": True}
        ways = {
            "for another": lambda acks: acks.action_acknowledge(),
            "state": lambda acks: acks.write({"state": "done"}),
            "back-dated": lambda acks: acks.write({"state": "done", "date": past}),
            "roles": lambda acks: acks.write({"role_ids": [Command.clear()]}),
            "create": lambda acks: acks.create(new),
            "create with context": lambda acks: acks.with_context(**named).create(new),
            "copy": lambda acks: acks.copy(),
            "delete": lambda acks: acks.with_context(**named).unlink(),
            "through the edition": lambda acks: handbook.with_env(acks.env).write(
                {"ack_ids": [Command.update(acks.id, {"state": "done"})]}
            ),
        }
        for user in (self.manager, self.leader, self.gm, self.rule_admin, self.env.ref("base.user_root")):
            for way, act in ways.items():
                for sudo in (False, True):
                    refused = self.assertRaises(UserError)  # or of access, which is one
                    said = self.subTest(user=user.login, way=way, sudo=sudo)
                    with said, refused, self.env.cr.savepoint():
                        act(ack.with_user(user).sudo(sudo))
                        self.env.flush_all()
        result = self.acks.with_user(self.rule_admin).load(
            ["user_id/.id", "handbook_id/.id", "state"], [[str(self.colleague.id), str(handbook.id), "done"]]
        )
        self.assertFalse(result["ids"])
        for way in ("back-dated", "roles", "delete"):
            with self.subTest(way=way, own=True), self.assertRaises(UserError), self.env.cr.savepoint():
                ways[way](done.sudo())
        self.env.invalidate_all()
        self.assertEqual((ack.state, ack.date), ("asked", False))
        self.assertEqual(done.state, "done")

    def test_a_published_edition_stays(self):
        handbook = self._publish()
        kept = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [("res_model", "=", "ops.handbook"), ("res_id", "=", handbook.id), ("res_field", "=", "pdf")]
            )
        )
        other = base64.b64encode(b"%PDF-other")
        ways = {
            "print": lambda: handbook.sudo().write({"pdf": other}),
            "number": lambda: handbook.sudo().write({"edition": 7}),
            "day": lambda: handbook.write({"date_effective": "2020-01-01"}),
            "state": lambda: handbook.write({"state": "draft"}),
            "delete": lambda: handbook.sudo().unlink(),
            "file": lambda: kept.write({"datas": other}),
            "file elsewhere": lambda: kept.write({"res_id": 0}),
            "file deleted": kept.unlink,
            "born published": lambda: handbook.create({"state": "published"}),
            "born with a print": lambda: handbook.create({"pdf": other}),
        }
        for way, act in ways.items():
            with self.subTest(way=way), self.assertRaises(UserError), self.env.cr.savepoint():
                act()

    # --- cost -----------------------------------------------------------------
    def test_asking_two_hundred_costs_as_many_statements_as_asking_two(self):
        handbook = self._publish()
        counts = []
        for number in (2, 200):
            users = self.env["res.users"].create(
                [
                    {
                        "name": f"Reader {number} {index}",
                        "login": f"reader_{number}_{index}",
                        "company_id": self.company.id,
                        "company_ids": [Command.set(self.company.ids)],
                        "group_ids": [Command.set([self.env.ref("ops_dept.ops_dept_group_warehouse").id])],
                    }
                    for index in range(number)
                ]
            )
            self.env.cr.precommit.data.pop("ops_dept.handbook", None)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.acks._ask(self.company, users)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(self.acks.search([("user_id", "in", users.ids)])), number)
        self.assertLessEqual(counts[1], counts[0] + 4)
        self.assertLess(counts[1], 30)
        self.assertTrue(handbook.open_count > 200)

    def test_without_an_edition_the_first_page_asks_nothing(self):
        home = self.env["ops.home"].with_user(self.consultant)
        home._get_handbook_card()
        before = self.env.cr.sql_log_count
        self.assertIsNone(home._get_handbook_card())
        self.assertEqual(self.env.cr.sql_log_count, before)
