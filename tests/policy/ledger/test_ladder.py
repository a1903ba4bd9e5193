"""Who is told of what stays late, after how many days; who waives it; whose obligations a head sees."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError

from ..common import create_role
from .common import MONDAY_9, ObligationCase


@freeze_time(MONDAY_9)
class TestLadder(ObligationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        company = {"company_id": cls.company.id, "company_ids": cls.company.ids, "lang": "en_US"}
        cls.admin = create_role(cls.env, "o_ad", "admin", **company)
        cls.market_head = create_role(cls.env, "o_mh", "market_head", **company)
        cls.market = create_role(cls.env, "o_ms", "market_specialist", **company)
        employees = cls.env["hr.employee"].create(
            [
                {"name": user.name, "user_id": user.id, "company_id": cls.company.id}
                for user in cls.market_head + cls.market
            ]
        )
        employees[1].parent_id = employees[0]

    def _limit(self, code):
        limit = self.env.ref("ops_dept.clause_" + code.lower().replace(".", "_")).limit_ids
        return limit.with_user(self.admin).with_company(self.company)

    def _levels(self, obligation, *days):
        levels = []
        for day in days:
            with freeze_time(datetime(2026, 11, day, 2, 0)):
                self.ledger._mark_overdue()
                self.ledger._escalate(self.company)
                obligation.invalidate_recordset()
                levels.append(obligation.escalation)
        return levels

    # --- the ladder -------------------------------------------------------------

    def test_the_company_sets_the_days_of_the_ladder_for_a_clause(self):
        self._limit("V1.8").write({"head_number": 2, "leader_number": 4})
        slow, quick = (self._create_document()._open_obligations(code) for code in ("V1.8", "V5.1"))
        self.assertEqual(self._levels(quick, 24, 25, 26, 27), [1, 2, 2, 3])
        slow.escalation = 1
        self.assertEqual(self._levels(slow, 25, 26, 27), [1, 2, 2])
        with freeze_time(datetime(2026, 11, 30, 2, 0)):
            self.ledger._escalate(self.company)
        slow.invalidate_recordset()
        self.assertEqual(slow.escalation, 3)

    def test_the_days_of_the_ladder_are_a_rule_of_the_company(self):
        limit = self._limit("V1.8")
        self.assertEqual((limit.head_number, limit.leader_number), (1, 3))
        for vals in ({"head_number": 0}, {"head_number": 4}, {"leader_number": 999}):
            with self.assertRaisesRegex(ValidationError, "V1.8"), self.cr.savepoint():
                limit.write(vals)
        with self.assertRaises(AccessError), self.cr.savepoint():
            limit.with_user(self.manager).write({"head_number": 2})
        limit.write({"head_number": 2})
        logged = self.env["ops.log"].search([("user_id", "=", self.admin.id)])
        self.assertEqual([(row.value_from, row.value_to) for row in logged], [("1", "2")])
        limit.action_restore()
        self.assertEqual((limit.head_number, limit.is_own_ladder), (1, False))

    def test_the_head_of_who_is_late_is_told_whoever_leads_the_team(self):
        self._create_document(user_id=self.market.id, team_id=False)._open_obligations("V1.8")
        with freeze_time(datetime(2026, 11, 25, 2, 0)):
            self.ledger._mark_overdue()
            self.ledger._escalate(self.company)
            told = self.ledger._send_digest(self.company)
        self.assertEqual(told, (self.market + self.market_head).sorted("id"))

    # --- waiving ------------------------------------------------------------------

    def test_a_reason_has_ten_characters_and_a_batch_is_waived_at_once(self):
        obligations = self._create_document()._open_obligations("V1.8")
        obligations |= self._create_document(user_id=self.other_consultant.id)._open_obligations("V1.8")
        with self.assertRaises(UserError), self.cr.savepoint():
            obligations.with_user(self.manager).action_waive("too short")
        obligations.with_user(self.manager).action_waive("The customer moved the date")
        self.assertEqual(set(obligations.mapped("state")), {"waived"})

    def test_the_head_sees_and_waives_what_his_people_owe_nobody_elses(self):
        owed = self._create_document(user_id=self.market.id, team_id=False)._open_obligations("V1.8")
        others = self._create_document(team_id=False)._open_obligations("V1.8")
        model = self.env["ops.obligation"].with_user(self.market_head)
        self.assertEqual(model.search([("is_my_team", "=", True)]), owed)
        self.assertTrue(model.browse(owed.id).is_my_team)
        self.assertNotIn(others, model.search([]))
        with self.assertRaises(AccessError):
            owed.with_user(self.market).action_waive("I should rather not do it")
        owed.with_user(self.market_head).action_waive("He was at the fair all day")
        self.assertEqual((owed.state, owed.waived_by_id), ("waived", self.market_head))

    def test_the_head_by_his_department_is_told_reads_waives_and_decides(self):
        """A manager of a department, of one above it, one without a higher role: whoever is told may read."""
        clerk, head, division = (
            create_role(self.env, login, role, company_id=self.company.id, company_ids=self.company.ids)
            for login, role in (
                ("o_cl", "sales_support"),
                ("o_hd", "sales_support"),
                ("o_dv", "sales_manager"),
            )
        )
        employees = self.env["hr.employee"].create(
            [
                {"name": user.name, "user_id": user.id, "company_id": self.company.id}
                for user in (clerk, head, division, self.support)
            ]
        )
        above = self.env["hr.department"].create(
            {"name": "Division", "company_id": self.company.id, "manager_id": employees[2].id}
        )
        department = above.create(
            {"name": "Support", "company_id": self.company.id, "manager_id": employees[1].id}
        )
        department.parent_id = above
        (employees[0] + employees[1]).department_id = department
        owed = self._create_document(user_id=clerk.id, team_id=False)._open_obligations("V1.8")
        other = self._create_document(user_id=self.support.id, team_id=False)._open_obligations("V1.8")
        heads = self._create_document(user_id=head.id, team_id=False)._open_obligations("V1.8")
        with freeze_time(datetime(2026, 11, 25, 2, 0)):
            self.ledger._mark_overdue()
            self.ledger._escalate(self.company)
            told = self.ledger._send_digest(self.company)
        self.assertLessEqual(head + division, told, "of the clerk, of the head")
        for user, his in ((head, owed), (division, owed + heads), (clerk, self.ledger)):
            with self.subTest(user.login):
                model = self.env["ops.obligation"].with_user(user)
                self.assertEqual(model.search([("is_my_team", "=", True)]).sudo(), his)
                self.assertEqual(model.browse(his.ids).filtered("can_waive").sudo(), his)
                self.assertFalse(model.search([("id", "=", other.id)]))
                with self.assertRaises(AccessError):
                    model.browse(other.id).read(["document_name"])
        for user, not_his in ((head, heads), (head, other), (clerk, heads), (division, other)):
            with self.subTest(user.login), self.assertRaises(AccessError), self.cr.savepoint():
                not_his.with_user(user).action_waive("I should rather not do it")
        owed._meet()
        owed.write({"late_state": "given", "late_reason": "He was ill that day"})
        self.assertTrue(owed.with_user(head).can_decide_reason)
        owed.with_user(head).action_accept_late()
        self.assertEqual((owed.state, owed.waived_by_id), ("waived", head))
        heads.with_user(division).action_waive("He was at the fair all day")
        menu = self.env.ref("ops_dept.ops_obligation_menu_team")
        self.assertIn(menu.id, self.env["ir.ui.menu"].with_user(head)._visible_menu_ids())

    def test_who_has_left_the_team_is_no_more_of_it(self):
        member = self.env["crm.team.member"].create(
            {"crm_team_id": self.other_team.id, "user_id": self.consultant.id}
        )
        owed = self._create_document(team_id=False)._open_obligations("V1.8")
        owed.team_id = False
        model = self.env["ops.obligation"].with_user(self.other_manager)
        self.assertEqual(model.search([]), owed)
        member.active = False
        self.assertFalse(model.search([]))

    def test_a_document_that_the_head_may_not_read_keeps_its_duty_closed(self):
        owed = self._create_document(user_id=self.market.id, team_id=False)._open_obligations("V1.8")
        model = self.env["ops.obligation"].with_user(self.market_head)
        self.assertEqual(model.search([]).sudo(), owed)
        access = self.env["ir.model.access"].search([("model_id.model", "=", "ops.test.document")])
        access.group_id = self.env.ref("ops_dept.ops_dept_group_leader")
        self.assertFalse(model.search([]))
