"""Clauses of a company's own: administrators write them, its people are bound, other companies see none."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...deal.bid_common import BidCase


@tagged("post_install", "-at_install")
class TestOwnClause(BidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "Second Ltd", "ops_rulebook": True})
        cls.rule_admin.company_ids += cls.other_company
        cls.company.partner_id.lang = "en_US"
        cls.role = cls.env.ref("ops_dept.ops_dept_group_consultant")
        cls.start = cls.env["ops.log"].search([], limit=1)
        cls.clauses = cls.env["ops.clause"].with_user(cls.rule_admin)

    def _create(self, company=None, **vals):
        clauses = self.clauses.with_context(allowed_company_ids=(company or self.company).ids)
        vals = {"text": "The shop is tidy at closing time", "role_ids": [Command.set(self.role.ids)], **vals}
        return clauses.create(vals)

    def _logged(self):
        rows = self.env["ops.log"].search([("event", "=", "setting"), ("id", ">", self.start.id)], order="id")
        return [(row.user_id, row.clause_code, row.setting, row.value_from, row.value_to) for row in rows]

    def test_each_company_counts_its_own(self):
        first, second = self._create(), self._create(text="Keys are handed over")
        foreign = self._create(self.other_company)
        self.assertEqual((first | second | foreign).mapped("code"), ["X1", "X2", "X1"])
        self.assertEqual((first.section, first.chapter, first.kind), ("11_X", "X", "conduct"))
        self.assertEqual(self.env["ops.clause"]._get_id("X1", self.company), first.id)
        self.assertEqual(self.env["ops.clause"]._get_id("X1", self.other_company), foreign.id)
        self.assertEqual(self.clauses.search([])[-3:], first | foreign | second)

    def test_it_behaves_like_the_others(self):
        clause = self._create()
        in_force = self.env["ops.clause"]._is_in_force
        self.assertTrue(in_force("X1", self.company))
        self.assertEqual(self.env["ops.clause"]._get_role_ids("X1", self.company), self.role.ids)
        self.assertTrue(clause.with_user(self.consultant).is_mine)
        self.assertFalse(clause.with_user(self.purchaser).is_mine)
        self.assertEqual((clause.can_fine, clause.missed_effect), (False, "violation"))
        clause.write({"can_fine": True, "fine_high": 80, "note": "From the lease."})
        clause.item_ids.create({"clause_id": clause.id, "name": "Window open"})
        self.assertEqual((clause.can_fine, clause.fine_high), (True, 80))
        clause.is_active = False
        self.assertFalse(in_force("X1", self.company))

    def test_the_log_says_what_was_added_and_changed(self):
        clause = self._create()
        clause.text = "The shop is tidy and locked"
        clause.role_ids = [Command.link(self.env.ref("ops_dept.ops_dept_group_office").id)]
        rows = self._logged()
        self.assertEqual({row[:2] for row in rows}, {(self.rule_admin, "X1")})
        self.assertCountEqual(
            [row[2:] for row in rows],
            [
                ("What it says", "-", "The shop is tidy at closing time"),
                ("Roles", "-", "Sales / Sales consultant"),
                ("What it says", "The shop is tidy at closing time", "The shop is tidy and locked"),
                ("Roles", "Sales / Sales consultant", "Sales / Sales consultant, Office / Office"),
            ],
        )

    def test_its_text_stands_in_both_languages(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        clause = self._create()
        clause.update_field_translations("text", {"zh_CN": "打烊时店面整洁"})
        self.assertEqual(clause.with_context(lang="zh_CN").text, "打烊时店面整洁")
        self.assertEqual(clause.with_context(lang="en_US").text, "The shop is tidy at closing time")
        self.assertIn("打烊时店面整洁", [row[4] for row in self._logged()])

    def test_another_company_does_not_see_it(self):
        clause = self._create()
        clause.item_ids.create({"clause_id": clause.id, "name": "Window open"})
        self.consultant.write(
            {"company_ids": [Command.set(self.other_company.ids)], "company_id": self.other_company.id}
        )
        clauses = self.env["ops.clause"].with_user(self.consultant)
        self.assertFalse(clauses.search([("code", "=like", "X%")]))
        self.assertFalse(clauses.search([("is_mine", "=", True), ("company_id", "!=", False)]))
        with self.assertRaises(AccessError):
            clause.with_user(self.consultant).read(["text"])
        items = self.env["ops.clause.item"].with_user(self.consultant)
        self.assertFalse(items.search([("name", "=", "Window open")]))

    def test_only_administrators_add_and_change(self):
        clause = self._create()
        for user in (self.consultant, self.manager, self.leader, self.gm, self.auditor):
            mine = clause.with_user(user)
            vals = {"text": "Nothing", "role_ids": [Command.set(self.role.ids)]}
            ways = {
                "create": lambda mine=mine, vals=vals: mine.create(vals),
                "text": lambda mine=mine: mine.write({"text": "x"}),
                "words": lambda mine=mine: mine.update_field_translations("text", {"en_US": "x"}),
                "off": lambda mine=mine: mine.write({"is_active": False}),
                "delete": lambda mine=mine: mine.unlink(),
            }
            for way, act in ways.items():
                refused = self.assertRaises(AccessError)
                with self.subTest(user=user.login, way=way), refused, self.env.cr.savepoint():
                    act()

    def test_it_takes_no_code_of_the_rulebook_and_is_never_deleted(self):
        clause = self._create()
        roles = [Command.set(self.role.ids)]
        for vals in ({"code": "W2.E"}, {"kind": "gate"}, {"enforcement": "software"}, {"sequence": 1}):
            with self.subTest(vals=vals), self.assertRaises(UserError), self.env.cr.savepoint():
                self.clauses.create({"text": "x", "role_ids": roles, **vals})
            with self.subTest(vals=vals), self.assertRaises(UserError), self.env.cr.savepoint():
                clause.write(vals)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            clause.write({"company_id": self.other_company.id})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            clause.sudo().unlink()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self._create(company_id=self.env["res.company"].create({"name": "Third Ltd"}).id)

    def test_it_binds_roles_of_the_rulebook(self):
        for groups in (self.env["res.groups"], self.env.ref("base.group_system")):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                self._create(role_ids=[Command.set(groups.ids)])
        self.assertTrue(self._create(role_ids=[Command.set(self.env.ref("base.group_user").ids)]).is_mine)

    @mute_logger("odoo.sql_db")
    def test_the_administrator_writes_it_in_the_form(self):
        with Form(self.clauses) as form:
            form.text = "The shop is tidy at closing time"
            form.role_ids.add(self.role)
            form.note = "From the lease."
            form.can_fine = True
        clause = form.record
        self.assertEqual((clause.code, clause.note, clause.can_fine), ("X1", "From the lease.", True))
        self.assertEqual(clause.company_id, self.company)
