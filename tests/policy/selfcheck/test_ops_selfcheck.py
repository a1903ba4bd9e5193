"""The self-check: each thing once red and once green, for administrators and leaders only."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...deal.common import DealCase


@tagged("post_install", "-at_install")
class TestOpsSelfcheck(DealCase):
    def _found(self, what, user=None):
        """Return (state, sentence) of a check, as the page shows it."""
        self.env.invalidate_all()
        action = self.env["ops.selfcheck.line"].with_user(user or self.rule_admin).action_check()
        lines = self.env["ops.selfcheck.line"].with_user(user or self.rule_admin).search(action["domain"])
        line = lines.filtered(lambda each: each.name == what)
        self.assertEqual(len(line), 1, lines.mapped("name"))
        return line.state, line.text

    def _assert_turns(self, what, state, says, mend):
        """Check that something is found, says what is wrong, and is in order once that is mended."""
        found, text = self._found(what)
        self.assertEqual(found, state, text)
        self.assertIn(says, text)
        mend()
        self.assertEqual(self._found(what)[0], "good", self._found(what)[1])

    def test_who_may_look(self):
        for user in (self.consultant, self.manager, self.auditor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.env["ops.selfcheck.line"].with_user(user).action_check()
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.env["ops.selfcheck"].with_user(user)._get_rows()
        action = self.env["ops.selfcheck.line"].with_user(self.leader).action_check()
        lines = self.env["ops.selfcheck.line"].with_user(self.leader).search(action["domain"])
        self.assertGreaterEqual(len(lines), 10)
        self.assertFalse(lines.filtered(lambda line: line.name == "Roles").has_action)  # writes no users
        self.assertEqual(
            [*lines.mapped("state")], sorted(lines.mapped("state"), key=["bad", "warn", "good"].index)
        )

    def test_what_is_red_leads_to_its_cure(self):
        action = self.env["ops.selfcheck.line"].with_user(self.rule_admin).action_check()
        lines = self.env["ops.selfcheck.line"].with_user(self.rule_admin).search(action["domain"])
        clauses = lines.filtered(lambda line: line.name == "Clauses")
        self.assertTrue(clauses.has_action)
        self.assertEqual(clauses.action_cure()["res_model"], "ops.clause")

    # What is mended on the server itself: the line says how, there is nothing to open.
    ON_THE_SERVER = frozenset({"Fonts", "Printing"})

    def test_each_line_leads_to_its_cure_or_says_who_mends_it(self):
        """Odoo's administrator opens every cure; who may not is told who does."""
        found = type(self.env["ops.selfcheck"])._found

        def ill(checks, title, problem="", good="", action="", is_bad=True):
            return found(checks, title, problem or "Something is wrong.", good, action, is_bad)

        self.patch(type(self.env["ops.selfcheck"]), "_found", ill)
        self.rule_admin.name = "Ruth Ruler"
        for group in ("base.group_system", "sales_team.group_sale_manager"):
            self.rule_admin.group_ids += self.env.ref(group)
        lines = self.env["ops.selfcheck.line"]
        page = lines.with_user(self.rule_admin).action_check()
        seen = lines.with_user(self.rule_admin).search(page["domain"])
        self.assertGreaterEqual(len(seen), 12)
        for line in seen:
            with self.subTest(line=line.name):
                self.assertEqual(line.has_action, line.name not in self.ON_THE_SERVER)
                if line.has_action:
                    self.assertIn(line.action_cure()["res_model"], self.env)
        page = lines.with_user(self.leader).action_check()
        for line in lines.with_user(self.leader).search(page["domain"]):
            with self.subTest(line=line.name):
                told = line.has_action or line.name in self.ON_THE_SERVER
                self.assertTrue(told or "Ruth Ruler" in line.text, line.text)

    def test_switch(self):
        self._switch(False)
        self._assert_turns("Rulebook", "warn", "Switched off", lambda: self._switch(True))

    def test_roles(self):
        role = self.env.ref("ops_dept.ops_dept_group_store_assistant")
        roles = self.env["res.groups"].browse(self.env["res.groups"]._ops_role_ids())
        (roles - role)._origin  # noqa: B018
        self.clerk.group_ids |= roles - role
        self._assert_turns(
            "Roles", "warn", role.name, lambda: self.clerk.write({"group_ids": [(4, role.id)]})
        )

    def test_posts(self):
        group = self.env.ref("ops_dept.ops_dept_group_finance")
        self.accountant.group_ids -= group
        self._assert_turns(
            "Posts", "warn", "Finance", lambda: self.accountant.write({"group_ids": [(4, group.id)]})
        )
        boss = self.env.ref("ops_dept.ops_dept_group_general_manager")
        for user in boss.all_user_ids:
            user.group_ids -= boss
        self.assertEqual(self._found("Posts")[0], "bad")

    def test_approvers(self):
        tier = (
            self.env["tier.definition"]
            .search([("model", "=", "ops.bid")], limit=1)
            .copy({"ops_post": "office"})
        )
        self.assertFalse(self.env["ops.bid"].with_user(self.clerk).has_access("write"))
        access = self.env["ir.model.access"].search([("model_id.model", "=", "ops.bid")])
        readers = access.filtered("perm_read")
        readers.active = False
        self.env.registry.clear_cache()

        def mend():
            readers.active = True
            self.env.registry.clear_cache()

        self._assert_turns("Approvers", "bad", self.clerk.name, mend)
        self.assertTrue(tier.active)

    def test_teams(self):
        for team in self.env["crm.team"].search([("id", "not in", (self.team | self.other_team).ids)]):
            team.active = False
        self.team.user_id = self.consultant
        self._assert_turns(
            "Sales teams", "bad", self.team.name, lambda: self.team.write({"user_id": self.manager.id})
        )

    def test_calendar_of_next_year_is_missed_from_november(self):
        calendar = self.company.resource_calendar_id
        self.env["ops.calendar.day"].search([]).unlink()
        self.env["resource.calendar.leaves"].search([]).unlink()
        days = self.env["ops.calendar.day"]
        days.create({"name": "New Year", "date_from": "2031-01-01", "calendar_id": calendar.id})
        with freeze_time(datetime(2031, 10, 31, 4, 0)):
            self.assertEqual(self._found("Calendar")[0], "good")
        with freeze_time(datetime(2031, 11, 1, 4, 0)):
            vals = {"name": "New Year", "date_from": "2032-01-01", "calendar_id": calendar.id}
            self.assertEqual(self._found("Calendar")[0], "bad")
            self.assertIn("2032", self._found("Calendar")[1])
            provisional = days.create({**vals, "is_provisional": True})
            self.assertEqual(self._found("Calendar")[0], "warn")
            provisional.unlink()
            self._assert_turns("Calendar", "bad", "2032", lambda: days.create(vals))

    def test_leaves_of_the_calendar_itself_count_too(self):
        self.env["ops.calendar.day"].search([]).unlink()
        self.env["resource.calendar.leaves"].search([]).unlink()
        with freeze_time(datetime(2031, 5, 1, 4, 0)):
            inventory = {"date_from": "2031-06-30 00:00:00", "date_to": "2031-06-30 12:00:00"}
            self.env["resource.calendar.leaves"].create(
                {"name": "Inventory", "calendar_id": self.company.resource_calendar_id.id, **inventory}
            )  # no holidays yet
            self._assert_turns(
                "Calendar",
                "bad",
                "2031",
                lambda: self.env["resource.calendar.leaves"].create(
                    {
                        "name": "Spring",
                        "date_from": "2031-02-01 00:00:00",
                        "date_to": "2031-02-07 00:00:00",
                        "calendar_id": self.company.resource_calendar_id.id,
                    }
                ),
            )

    def test_clauses_by_hand(self):
        by_hand = self.env["ops.clause"].search([("enforcement", "=", "hand")])
        self.assertTrue(by_hand)
        self._assert_turns(
            "Clauses", "warn", str(len(by_hand)), lambda: by_hand.sudo().write({"enforcement": "software"})
        )

    def test_settlement(self):
        names = ("ops_staff_account_id", "ops_fine_account_id", "ops_penalty_journal_id")
        accounts = self.env["account.account"].with_company(self.company)
        staff, income = accounts.create(
            [
                {"code": "ST01", "name": "Staff", "account_type": "asset_current"},
                {"code": "FI01", "name": "Fines", "account_type": "income_other"},
            ]
        )
        journal = self.env["account.journal"].create({"name": "Cases", "code": "CAS", "type": "general"})
        self.company.write({**dict.fromkeys(names, False), "ops_penalty_mode": "record"})
        self.assertEqual(self._found("Settlement of cases")[0], "warn")
        self.company.ops_penalty_mode = "fine"
        values = dict(zip(names, (staff.id, income.id, journal.id), strict=True))
        self._assert_turns(
            "Settlement of cases", "bad", "Journal of cases", lambda: self.company.write(values)
        )

    def test_mail(self):
        self.env["ir.mail_server"].search([]).active = False
        self._assert_turns(
            "Mail",
            "warn",
            "No outgoing mail server",
            lambda: self.env["ir.mail_server"].create({"name": "Out", "smtp_host": "mail.example.com"}),
        )
        self.env["mail.mail"].create({"subject": "x", "state": "exception"})
        self.assertEqual(self._found("Mail")[0], "bad")

    def test_printing(self):
        self.assertEqual(self._found("Printing")[0], "good")
        report = self.env.registry["ir.actions.report"]
        self.patch(report, "get_wkhtmltopdf_state", lambda self: "upgrade")
        state, text = self._found("Printing")
        self.assertEqual(state, "bad")
        self.assertIn("upgrade", text)

    def test_scheduled_jobs(self):
        job = self.env.ref("ops_dept.ir_cron_obligation_overdue")
        data = self.env["ir.model.data"].search([("module", "=like", "ops_dept%"), ("model", "=", "ir.cron")])
        self.env["ir.cron"].browse(data.mapped("res_id")).write(
            {"active": True, "nextcall": fields.Datetime.now(), "failure_count": 0}
        )
        for ill in (
            {"active": False},
            {"failure_count": 3},
            {"nextcall": fields.Datetime.now() - timedelta(days=2)},
        ):
            with self.subTest(ill):
                job.write(ill)
                well = {"active": True, "failure_count": 0, "nextcall": fields.Datetime.now()}
                self._assert_turns("Scheduled jobs", "bad", job.cron_name, lambda well=well: job.write(well))

    def test_the_first_page_counts_what_is_to_mend(self):
        boss = self.env.ref("ops_dept.ops_dept_group_general_manager")
        for user in boss.all_user_ids:
            user.group_ids -= boss
        self.env["res.company"]._cron_selfcheck()
        self.assertGreaterEqual(self.company.ops_selfcheck_bad, 1)
        page = self.env["ops.home"].with_user(self.rule_admin).get_home()
        setup = next(each for each in page["lists"] if each["key"] == "setup")
        [row] = [row for row in setup["rows"] if row["title"] == "Self-check"]
        self.assertTrue(row["is_late"])
        self.assertIn(str(self.company.ops_selfcheck_bad), row["text"])
        self.company.ops_selfcheck_bad = 0
        page = self.env["ops.home"].with_user(self.rule_admin).get_home()
        setup = next(each for each in page["lists"] if each["key"] == "setup")
        self.assertFalse(next(row for row in setup["rows"] if row["title"] == "Self-check")["is_late"])
