"""Whoever loosens a rule leaves a trace: who, when, what, from, to; its administrators alone do."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import formatLang

from ...common import clause
from ...deal.bid_common import BidCase

SYSTEM = "base.group_user,base.group_system"


@tagged("post_install", "-at_install")
class TestOpsRule(BidCase):
    """The table: what is changed × who tries × what the log says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's administrator without the role of the rulebook: he may write companies, users and teams
        cls.officer = new_test_user(cls.env, "ops_officer", groups=f"{SYSTEM},sales_team.group_sale_manager")
        cls.rule_admin.group_ids += cls.env.ref("base.group_system") + cls.env.ref(
            "sales_team.group_sale_manager"
        )
        cls.clause_record = cls.env["ops.clause"].search([("code", "=", "W2.E")])
        cls.limit = cls.env["ops.clause.limit"].search([("shipped_number", ">", 0)], limit=1)
        cls.tier = cls.env.ref("ops_dept.tier_definition_quotation_manager")
        cls.company.partner_id.lang = "en_US"
        cls.start = cls.env["ops.log"].search([], limit=1)

    def _table(self):
        """Return rows (record, values, rule's label, from, to)."""
        return [
            (
                self.company,
                {"ops_major_quotation": 9_000},
                "Major quotation from",
                "200,000.00",
                "9,000.00",
            ),
            (self.company, {"ops_leader_id": self.gm.id}, "Company leader post", "Leader", "Gm"),
            (self.company, {"ops_bid_required": True}, None, "no", "yes"),
            (
                self.company,
                {"ops_site_requirements_label": "Pump requirements"},
                None,
                "-",
                "Pump requirements",
            ),
            (self.company, {"ops_release_days_ahead": 9}, None, None, None),
            (self.company, {"ops_contract_import": True}, None, "no", "yes"),
            (self.clause_record, {"is_suspended": True}, "Switched off", "no", "yes"),
            (self.clause_record, {"is_active": False}, "Switched off", "no", "yes"),
            (self.limit, {"number": 77, "unit": "working_days"}, None, None, None),
            (self.tier, {"active": False}, "Approval tier", "in use", "archived"),
            (self.tier, {"ops_post": "support"}, "Post", "Sales manager", "Sales support"),
            (self.team, {"user_id": self.other_manager.id}, None, "Manager", "Other_manager"),
            (self.team, {"ops_support_ids": [Command.clear()]}, "Sales support", "Support", "-"),
        ]

    def _rows(self, record):
        """Return what the log says of a rule since the company of the tests stands."""
        return self.env["ops.log"].search(
            [
                ("model", "=", record._name),
                ("res_id", "=", record.id),
                ("event", "=", "setting"),
                ("id", ">", self.start.id),
            ],
            order="id",
        )

    def test_each_change_is_in_the_log(self):
        for record, vals, label, before, after in self._table():
            with self.subTest(record=record, vals=vals), self.env.cr.savepoint() as savepoint:
                known = self._rows(record)
                record.with_user(self.rule_admin).write(vals)
                row = self._rows(record) - known
                self.assertEqual(len(row), 1)
                self.assertEqual(row.user_id, self.rule_admin)
                self.assertTrue(row.setting and row.value_from != row.value_to)
                if label:
                    self.assertEqual(row.setting, label)
                if before:
                    self.assertEqual((row.value_from, row.value_to), (before, after))
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_a_new_company_with_rules_of_its_own_is_an_administrators(self):
        companies = self.env["res.company"]
        self.rule_admin.group_ids += self.env.ref("base.group_erp_manager")
        for vals in (
            {"ops_major_quotation": 9e9},
            {"ops_leader_id": self.officer.id},
            {"ops_rulebook": True},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                companies.with_user(self.officer).create({"name": "North", **vals})
            self.assertFalse(companies.search([("name", "=", "North")]), "checked before anything is written")
        plain = companies.with_user(self.officer).create({"name": "Plain"})
        self.assertFalse(self._rows(plain))
        north = companies.with_user(self.rule_admin).create({"name": "North", "ops_major_quotation": 7_000})
        self.assertEqual(self._rows(north).mapped("value_to"), ["7,000.00"])

    def test_what_a_new_company_takes_away_is_an_administrators_and_logged(self):
        companies = self.env["res.company"]
        self.rule_admin.group_ids += self.env.ref("base.group_erp_manager")
        usual = companies.default_get(["ops_major_quotation"])["ops_major_quotation"]
        self.assertTrue(usual)
        with self.assertRaises(AccessError):
            companies.with_user(self.officer).create({"name": "North", "ops_major_quotation": 0})
        self.assertFalse(companies.search([("name", "=", "North")]))
        north = companies.with_user(self.rule_admin).create({"name": "North", "ops_major_quotation": 0})
        row = self._rows(north)
        self.assertEqual((row.value_from, row.value_to), (formatLang(self.env, usual), "0.00"))
        self.assertEqual(row.user_id, self.rule_admin)

    def test_the_switch_is_not_turned_before_the_right_is_checked(self):
        for user in (self.officer, self.manager, self.leader, self.gm, self.consultant):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.company.with_user(user).ops_rulebook = False
            self.assertTrue(self.company.ops_rulebook)
            self.assertIn(self.company.id, self.env["res.company"]._ops_companies_on())
        self.company.with_user(self.rule_admin).ops_rulebook = False
        row = self.env["ops.log"].search([("event", "=", "switch_off"), ("res_id", "=", self.company.id)])[:1]
        self.assertEqual((row.model, row.user_id), ("res.company", self.rule_admin))

    def test_a_tier_is_not_there_before_the_right_is_checked(self):
        model = self.env["ir.model"]._get_id("sale.order")
        tiers = self.env["tier.definition"]
        with self.assertRaises(AccessError):
            tiers.with_user(self.officer).create({"name": "Mine", "model_id": model})
        other = tiers.with_user(self.officer).create(
            {"name": "Mine", "model_id": self.env["ir.model"]._get_id("purchase.order")}
        )
        with self.assertRaises(AccessError):
            other.model_id = model
        self.assertEqual(tiers.search([("name", "=", "Mine")]).model, "purchase.order")

    def test_the_log_speaks_the_companys_language(self):
        self.company.partner_id.lang = "zh_CN"
        self.tier.with_user(self.rule_admin).with_context(lang="en_US").active = False
        row = self._rows(self.tier)
        self.assertEqual((row.setting, row.value_from, row.value_to), ("审批层级", "启用中", "已归档"))

    def test_nobody_else_changes_a_rule(self):
        for record, vals, *_words in self._table():
            before = record.read(list(vals))
            for user in (self.officer, self.manager, self.leader, self.gm, self.accountant, self.consultant):
                with self.subTest(record=record, vals=vals, user=user.login), self.assertRaises(AccessError):
                    record.with_user(user).write(vals)
            self.env.invalidate_all()
            self.assertEqual(record.read(list(vals)), before)
            self.assertFalse(self._rows(record))

    def test_a_setting_sent_unchanged_is_no_change(self):
        self.company.with_user(self.officer).write(
            {
                "name": "Renamed",
                "ops_major_quotation": self.company.ops_major_quotation,
                "ops_leader_id": self.leader.id,
                "ops_site_requirements_label": self.company.ops_site_requirements_label,
            }
        )
        self.team.with_user(self.officer).write({"ops_support_ids": [Command.set(self.support.ids)]})
        self.assertFalse(self._rows(self.company) | self._rows(self.team))

    def test_no_default_switches_a_clause_off(self):
        """A default of a field that each company sets holds for those that set nothing."""
        field = self.env["ir.model.fields"]._get("ops.clause", "is_suspended")
        defaults = self.env["ir.default"]
        for user in (self.officer, self.rule_admin):
            with self.assertRaisesRegex(UserError, "on the clause"), self.env.cr.savepoint():
                defaults.with_user(user).create({"field_id": field.id, "json_value": "true"})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            defaults.set("ops.clause.limit", "own_number", 99)
        own = defaults.create(
            {"field_id": self.env["ir.model.fields"]._get("res.partner", "comment").id, "json_value": '"x"'}
        )
        with self.assertRaises(UserError), self.env.cr.savepoint():
            own.field_id = field

    def test_tiers_come_and_go(self):
        vals = {
            "name": "Second look",
            "model_id": self.env["ir.model"]._get_id("sale.order"),
            "review_type": "ops_post",
            "ops_post": "leader",
        }
        definitions = self.env["tier.definition"]
        with self.assertRaises(AccessError):
            definitions.with_user(self.officer).create(vals)
        tier = definitions.with_user(self.rule_admin).create(vals)
        self.assertEqual(self._rows(tier).mapped("value_to"), ["added"])
        with self.assertRaises(AccessError):
            tier.with_user(self.officer).unlink()
        tier.unlink()
        self.assertEqual(self._rows(tier).mapped("value_to"), ["added", "deleted"])

    def test_tiers_of_other_models_are_not_ours(self):
        vals = {"name": "Purchases", "model_id": self.env["ir.model"]._get_id("purchase.order")}
        tier = self.env["tier.definition"].with_user(self.officer).create(vals)
        tier.active = False
        self.assertFalse(self._rows(tier))

    # ------------------------------------------------------------------
    # Roles and teams
    # ------------------------------------------------------------------
    def test_a_role_given_and_taken_is_in_the_log(self):
        leader = self.env.ref("ops_dept.ops_dept_group_leader")
        person = self.colleague.with_user(self.rule_admin)
        person.write({"group_ids": [Command.link(leader.id)]})
        self.assertRecordValues(
            self._rows(self.colleague),
            [
                {
                    "setting": "Role",
                    "value_from": "Sales consultant",
                    "value_to": "Company leader, Sales consultant",
                }
            ],
        )
        leader.with_user(self.rule_admin).write({"user_ids": [Command.unlink(self.colleague.id)]})
        self.assertEqual(self._rows(self.colleague)[1:].value_to, "Sales consultant")

    def test_odoos_administrator_gives_no_role_while_the_rulebook_is_on(self):
        leader = self.env.ref("ops_dept.ops_dept_group_leader")
        users = self.env["res.users"].with_user(self.officer)
        with self.assertRaises(AccessError):
            self.officer.with_user(self.officer).write({"group_ids": [Command.link(leader.id)]})
        with self.assertRaises(AccessError):
            leader.with_user(self.officer).write({"user_ids": [Command.link(self.officer.id)]})
        with self.assertRaises(AccessError):
            self.env.ref("base.group_system").with_user(self.officer).write(
                {"implied_ids": [Command.link(leader.id)]}
            )
        with self.assertRaises(AccessError):
            users.create({"name": "New", "login": "new@example.com", "group_ids": [Command.link(leader.id)]})
        self.assertFalse(self.officer.has_group("ops_dept.ops_dept_group_leader"))
        plain = users.create({"name": "New", "login": "new@example.com"})
        plain.write({"group_ids": [Command.link(self.env.ref("base.group_partner_manager").id)]})
        self.assertFalse(self._rows(plain) | self._rows(self.officer))

    def test_before_the_rulebook_is_on_odoos_administrator_hands_out_roles(self):
        self._switch(False)
        leader = self.env.ref("ops_dept.ops_dept_group_leader")
        self.colleague.with_user(self.officer).write({"group_ids": [Command.link(leader.id)]})
        self.assertTrue(self.colleague.has_group("ops_dept.ops_dept_group_leader"))
        leader.with_user(self.officer).write({"user_ids": [Command.unlink(self.colleague.id)]})
        new = self.env["res.users"].with_user(self.officer)
        new = new.create({"name": "New", "login": "new@example.com", "group_ids": [Command.link(leader.id)]})
        self.assertRecordValues(
            self._rows(self.colleague) | self._rows(new),
            [
                {"value_from": "Sales consultant", "value_to": "Company leader, Sales consultant"},
                {"value_from": "Company leader, Sales consultant", "value_to": "Sales consultant"},
                {"value_from": "-", "value_to": "Company leader"},
            ],
        )

    def test_plain_groups_cost_no_statement(self):
        """What does not lead to a role of ours is not looked at, on or off."""
        plain = self.env["res.groups"].create({"name": "Plain"})
        partner_manager = self.env.ref("base.group_partner_manager")
        plain._ops_roles_implied()  # core keeps what implies what; a new group lets it be read again
        for vals in (
            {"user_ids": [Command.link(self.colleague.id)]},
            {"implied_ids": [Command.link(partner_manager.id)]},
        ):
            with self.assertQueryCount(0):
                self.assertFalse(plain._ops_give_roles(vals))
        leader = self.env.ref("ops_dept.ops_dept_group_leader")
        self.assertTrue(plain._ops_give_roles({"implied_ids": [Command.link(leader.id)]}))
        self.assertTrue(leader._ops_give_roles({"user_ids": [Command.clear()]}))

    def test_a_new_team_gets_its_posts_from_an_administrator(self):
        vals = {"name": "East", "user_id": self.officer.id}
        teams = self.env["crm.team"]
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            teams.with_user(self.officer).create(vals)
        self.assertFalse(self._rows(teams.with_user(self.officer).create({"name": "East"})))
        team = teams.with_user(self.rule_admin).create(vals)
        self.assertEqual(self._rows(team).mapped("value_to"), [self.officer.display_name])

    def test_who_comes_into_a_team_and_leaves_it(self):
        person = new_test_user(
            self.env, "ops_newcomer", groups="base.group_user,ops_dept.ops_dept_group_consultant"
        )
        self.team.with_user(self.officer).member_ids = [Command.link(person.id)]
        self.team.with_user(self.officer).member_ids = [Command.unlink(person.id)]
        rows = self._rows(self.team)
        name = person.display_name
        self.assertEqual([(row.value_from, row.value_to) for row in rows], [("-", name), (name, "-")])

    # ------------------------------------------------------------------
    # What opens, and what does not
    # ------------------------------------------------------------------
    @clause("W2.E", part="archived tiers")
    def test_archived_tiers_pass_nothing(self):
        order = self._create_order()
        bid = self._create_bid()
        self.env["tier.definition"].search([("model", "in", ("sale.order", "ops.bid"))]).active = False
        for document, verb, code in ((order, "action_ops_submit", "W2.E"), (bid, "action_submit", "W2.A")):
            with (
                self.subTest(document=document),
                self.assertRaisesRegex(UserError, rf"rulebook administrator restores.*\({code}\)"),
                self.env.cr.savepoint(),
            ):
                getattr(document.with_user(self.consultant), verb)()
        self.assertEqual((order.ops_approval_state, bid.state), ("draft", "draft"))

    def test_pending_reviews_stay_when_their_tier_is_archived(self):
        order = self._submit(self._create_order())
        self.tier.with_user(self.rule_admin).active = False
        self.assertEqual(order.sudo().review_ids.mapped("status"), ["pending"])
        with self.assertRaisesRegex(UserError, r"W2\.E"):
            order.with_user(self.consultant).action_quotation_sent()
        order.with_user(self.manager).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_switched_off_clause_ends_what_waits_and_opens(self):
        order = self._submit(self._create_order())
        bid = self._create_bid()
        bid.with_user(self.consultant).action_submit()
        clauses = self.env["ops.clause"].search([("code", "in", ("W2.E", "W2.A"))])
        clauses.with_user(self.rule_admin).write({"is_suspended": True})
        for document in (order, bid):
            log = self.env["ops.log"].search([("model", "=", document._name), ("res_id", "=", document.id)])
            self.assertIn("not_required", log.mapped("event"), document._name)
            self.assertFalse(document.sudo().review_ids)
        self.assertEqual(bid.state, "approved")
        order.with_user(self.support).action_confirm()
        log = self.env["ops.log"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
        self.assertIn(("open", "W2.E"), [(row.event, row.clause_code) for row in log])
        other = self._create_bid()
        other.with_user(self.consultant).action_submit()
        log = self.env["ops.log"].search([("model", "=", "ops.bid"), ("res_id", "=", other.id)])
        self.assertIn(("open", "W2.A"), [(row.event, row.clause_code) for row in log])

    def test_no_rule_disappears_without_a_trace(self):
        """Whoever may delete a rule is refused, or has a door of its own that logs it."""
        rules = self.env.registry["ops.rule"]._inherit_children
        deletable = set()
        for name in rules:
            access = self.env["ir.model.access"].search([("model_id.model", "=", name)])
            if name.startswith("ops.") and any(access.mapped("perm_unlink")):
                deletable.add(name)
                doors = [
                    vars(part) for part in self.env.registry[name].mro() if "ops_dept" in part.__module__
                ]
                self.assertTrue(any("unlink" in door for door in doors), name)
        self.assertEqual(deletable, {"ops.clause.role", "ops.calendar.day"})
        kind = self.env.ref("ops_dept.ops_question_kind_help").with_user(self.rule_admin)
        with self.assertRaises(AccessError):
            kind.unlink()
        kind.active = False
        self.assertEqual(self._rows(kind).mapped("value_to"), ["no"])

    def test_auditor_reads_the_changes(self):
        self.company.with_user(self.rule_admin).ops_major_quotation = 1
        rows = self.env["ops.log"].with_user(self.auditor).search([("event", "=", "setting")])
        self.assertIn("200,000.00", rows.mapped("value_from"))
        menus = self.env["ir.ui.menu"].with_user(self.auditor)._visible_menu_ids()
        self.assertIn(self.env.ref("ops_dept.ops_log_menu_rules").id, menus)
