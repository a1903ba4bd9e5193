"""What a company sets per clause: consequences, roles in addition, what can be reported."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import file_open
from odoo.tools.convert import convert_csv_import

from ...deal.bid_common import BidCase

DATA = ("clause/ops.clause", "clause/ops.clause.limit", "own/ops.clause.item")


@tagged("post_install", "-at_install")
class TestClauseSettings(BidCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_company = cls.env["res.company"].create({"name": "Second Ltd", "ops_rulebook": True})
        (cls.rule_admin | cls.consultant).company_ids += cls.other_company
        cls.company.partner_id.lang = "en_US"
        cls.start = cls.env["ops.log"].search([], limit=1)

    def _clause(self, code, user=None, company=None):
        clause = self.env.ref("ops_dept.clause_" + code.lower().replace(".", "_"))
        return clause.with_user(user or self.rule_admin).with_company(company or self.company)

    def _logged(self):
        rows = self.env["ops.log"].search([("event", "=", "setting"), ("id", ">", self.start.id)], order="id")
        return [(row.user_id, row.clause_code, row.setting, row.value_from, row.value_to) for row in rows]

    def _upgrade(self):
        """Do what an upgrade does with our data files."""
        for path in DATA:
            with file_open(f"ops_dept/data/policy/{path}.csv", "rb") as file:
                name = f"{path.rpartition('/')[2]}.csv"
                convert_csv_import(self.env(su=True), "ops_dept", name, file.read(), mode="update")
        self.env["ops.clause"]._load_shipped_texts()

    # --- consequences ---------------------------------------------------------
    def test_shipped_consequences(self):
        clauses = self.env["ops.clause"].with_user(self.consultant)

        def codes(*domain):
            return set(clauses.search([domain]).mapped("code"))

        fined = {f"R{n}" for n in range(1, 16)}
        self.assertEqual(codes("can_fine", "=", True), fined)
        self.assertEqual(codes("can_compensate", "=", True), {"R6", "R8", "M1.7"})
        self.assertEqual(codes("can_make_liable", "=", True), {"M7.3", "M7.8"})
        everything = clauses.search([])
        self.assertEqual(len(codes("can_fine", "=", False)), len(everything) - 15)
        effects = {clause.code: clause.missed_effect for clause in everything}
        self.assertEqual({code for code, effect in effects.items() if effect == "case"}, fined)
        self.assertEqual(set(effects.values()), {"case", "violation"})
        self.assertEqual({(clause.fine_low, clause.fine_high) for clause in everything}, {(50.0, 500.0)})

    def test_a_company_decides_what_follows_and_the_log_says_who(self):
        clause = self._clause("M7.7")
        clause.write(
            {
                "can_fine": True,
                "fine_low": 20,
                "fine_high": 100,
                "can_make_liable": True,
                "missed_effect": "nothing",
            }
        )
        self.assertTrue(clause.can_fine and clause.can_make_liable)
        self.assertEqual((clause.fine_low, clause.fine_high, clause.missed_effect), (20, 100, "nothing"))
        other = self._clause("M7.7", company=self.other_company)
        self.assertFalse(other.can_fine or other.can_make_liable)
        self.assertEqual((other.fine_low, other.fine_high, other.missed_effect), (50, 500, "violation"))
        in_company = self.env["ops.clause"].with_company(self.company)
        self.assertIn(clause, in_company.search([("can_fine", "=", True)]))
        self.assertNotIn(
            clause, in_company.with_company(self.other_company).search([("can_fine", "=", True)])
        )
        self.assertEqual(
            sorted(self._logged(), key=lambda row: row[2]),
            [
                (self.rule_admin, "M7.7", "A missed duty", "A violation is noted", "Nothing"),
                (self.rule_admin, "M7.7", "Can be fined", "no", "yes"),
                (self.rule_admin, "M7.7", "Fine from", "50.00", "20.00"),
                (self.rule_admin, "M7.7", "Fine up to", "500.00", "100.00"),
                (self.rule_admin, "M7.7", "Makes liable", "no", "yes"),
            ],
        )

    def test_what_is_switched_off_stays_off_and_what_is_shipped_follows_the_rulebook_again(self):
        clause = self._clause("R12")
        clause.write({"can_fine": False, "missed_effect": "violation"})
        self.assertEqual((clause.can_fine, clause.own_fine), (False, "no"))
        self.assertNotIn(clause, clause.search([("can_fine", "=", True)]))
        clause.write({"can_fine": True, "missed_effect": "case"})
        self.assertEqual((clause.can_fine, clause.own_fine, clause.own_effect), (True, False, False))

    def test_a_range_in_which_no_fine_lies_is_refused(self):
        clause = self._clause("R3")
        for low, high in ((0, 500), (-5, 500), (100, 99.99)):
            refused = self.assertRaisesRegex(ValidationError, "R3")
            with self.subTest(low=low, high=high), refused, self.env.cr.savepoint():
                clause.write({"fine_low": low, "fine_high": high})
        clause.write({"fine_low": 200, "fine_high": 200})
        self.assertEqual((clause.fine_low, clause.fine_high), (200, 200))

    # --- roles in addition ----------------------------------------------------
    def test_a_role_named_in_addition_owes_the_clause_in_this_company_only(self):
        role = self.env.ref("ops_dept.ops_dept_group_purchasing")
        clause, mine = self._clause("W3.E"), self._clause("W3.E", self.purchaser)
        self.assertFalse(mine.is_mine)
        clause.extra_role_ids = role
        self.assertTrue(mine.is_mine)
        self.assertIn(clause, mine.search([("is_mine", "=", True)]))
        self.assertNotIn(clause, mine.search([("is_mine", "=", False)]))
        role_ids = self.env["ops.clause"]._get_role_ids
        shipped = clause.role_ids.ids
        self.assertEqual(role_ids("W3.E", self.company), [*shipped, role.id])
        self.assertEqual(role_ids("W3.E", self.other_company), shipped)
        other = self._clause("W3.E", self.rule_admin, self.other_company)
        self.assertFalse(other.extra_role_ids)
        self.assertEqual(self._logged(), [(self.rule_admin, "W3.E", "Also for", "-", "Purchasing")])
        clause.extra_role_ids = False
        self.assertEqual(role_ids("W3.E", self.company), shipped)
        self.assertFalse(mine.is_mine)
        self.assertEqual(self._logged()[1:], [(self.rule_admin, "W3.E", "Also for", "Purchasing", "-")])

    def test_only_roles_of_the_rulebook_are_named(self):
        clause = self._clause("W3.E")
        for group in (self.env.ref("base.group_system"), clause.role_ids[0]):
            with self.assertRaisesRegex(ValidationError, "W3.E"), self.env.cr.savepoint():
                clause.role_line_ids = [Command.create({"group_id": group.id})]
        clause.extra_role_ids = self.env.ref("ops_dept.ops_dept_group_purchasing")
        with self.assertRaises(UserError), self.env.cr.savepoint():
            clause.role_line_ids.write({"group_id": self.env.ref("ops_dept.ops_dept_group_office").id})

    # --- what can be reported -------------------------------------------------
    def test_shipped_items(self):
        names = {code: self._clause(code).item_ids.mapped("name") for code in ("M7.7", "V1.4", "V3.3")}
        self.assertEqual([len(found) for found in names.values()], [4, 2, 1])
        self.assertEqual(names["M7.7"][0], "Does not speak Mandarin on the phone")
        self.env["res.lang"]._activate_lang("zh_CN")
        self.env["ops.clause"]._load_shipped_texts()
        item = self._clause("M7.7").item_ids[0]
        self.assertEqual(item.with_context(lang="zh_CN").name, "电话不讲普通话")

    def test_a_company_takes_items_out_of_use_and_adds_its_own(self):
        clause = self._clause("M7.7")
        first = clause.item_ids[0]
        first.active = False
        own = clause.item_ids.create({"clause_id": clause.id, "name": "Eats while telephoning"})
        self.assertEqual(own.company_id, self.company)
        self.assertNotIn(first, self.env["ops.clause.item"].with_company(self.company).search([]))
        self.assertIn(first, self.env["ops.clause.item"].with_company(self.other_company).search([]))
        only_other = self.env["ops.clause.item"].with_user(self.consultant)
        only_other = only_other.with_context(allowed_company_ids=self.other_company.ids)
        self.assertNotIn(own, only_other.search([]))
        self.assertEqual(
            self._logged(),
            [
                (self.rule_admin, "M7.7", "Not used", "no", "yes"),
                (self.rule_admin, "M7.7", "What", "-", "Eats while telephoning"),
            ],
        )

    def test_words_of_shipped_items_and_clauses_stay(self):
        item, clause = self._clause("M7.7").item_ids[0], self._clause("M7.7")
        with self.assertRaisesRegex(UserError, "Mandarin"), self.env.cr.savepoint():
            item.name = "x"
        for record, name in ((item, "name"), (clause, "text"), (clause.limit_ids[:1], "name")):
            if record:
                with self.subTest(record=record), self.assertRaises(UserError), self.env.cr.savepoint():
                    record.update_field_translations(name, {"en_US": "Anything goes"})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            item.sudo().unlink()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            item.create({"clause_id": clause.id, "name": "For all companies", "company_id": False})

    # --- all of it ------------------------------------------------------------
    def test_an_upgrade_keeps_what_companies_set(self):
        clause = self._clause("M7.7")
        role = self.env.ref("ops_dept.ops_dept_group_purchasing")
        vals = {"can_fine": True, "fine_low": 20, "fine_high": 100, "missed_effect": "case", "note": "Ours."}
        clause.write({**vals, "extra_role_ids": [Command.set(role.ids)], "is_active": False})
        first = clause.item_ids[0]
        first.active = False
        own = first.create({"clause_id": clause.id, "name": "Eats while telephoning"})
        added = clause.create({"text": "Tidy shop", "role_ids": [Command.set(role.ids)], "can_fine": True})
        logged = self._logged()
        self._upgrade()
        self.env.invalidate_all()
        self.assertEqual({name: clause[name] for name in vals}, vals)
        self.assertEqual((clause.extra_role_ids, clause.is_active), (role, False))
        self.assertFalse(first.active)
        self.assertEqual(own.exists().name, "Eats while telephoning")
        self.assertEqual((added.code, added.text, added.can_fine), ("X1", "Tidy shop", True))
        self.assertEqual(self._logged(), logged)

    def test_who_does_not_administer_the_rulebook_sets_nothing(self):
        role = self.env.ref("ops_dept.ops_dept_group_purchasing")
        for user in (self.consultant, self.manager, self.leader, self.auditor):
            clause = self._clause("M7.7", user)
            ways = {
                "fine": lambda clause=clause: clause.write({"can_fine": True}),
                "own": lambda clause=clause: clause.write({"own_fine": "yes"}),
                "effect": lambda clause=clause: clause.write({"missed_effect": "nothing"}),
                "roles": lambda clause=clause: clause.write({"extra_role_ids": [Command.set(role.ids)]}),
                "role": lambda clause=clause: clause.role_line_ids.create(
                    {"clause_id": clause.id, "group_id": role.id}
                ),
                "item": lambda clause=clause: clause.item_ids[0].write({"active": False}),
                "new item": lambda clause=clause: clause.item_ids.create(
                    {"clause_id": clause.id, "name": "Mine"}
                ),
            }
            for way, act in ways.items():
                refused = self.assertRaises(AccessError)
                with self.subTest(user=user.login, way=way), refused, self.env.cr.savepoint():
                    act()

    def test_the_administrator_sets_them_in_the_form(self):
        with Form(self._clause("M7.7")) as form:
            form.can_fine = True
            form.fine_high = 80
            form.missed_effect = "nothing"
            form.extra_role_ids.add(self.env.ref("ops_dept.ops_dept_group_purchasing"))
            with form.item_ids.edit(0) as item:
                item.active = False
            with form.item_ids.new() as item:
                item.name = "Eats while telephoning"
        clause = self._clause("M7.7")
        self.assertEqual((clause.can_fine, clause.fine_high, clause.missed_effect), (True, 80, "nothing"))
        self.assertEqual(clause.extra_role_ids.mapped("name"), ["Purchasing"])
        self.assertEqual(len(clause.item_ids), 4)
        self.assertEqual(len(clause.with_context(active_test=False).item_ids), 5)
