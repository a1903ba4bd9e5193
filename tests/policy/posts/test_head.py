from odoo.addons.base.tests.common import BaseCommon

from ..common import create_role


class TestHead(BaseCommon):
    """The levels of a person's head (PROCESS §1): employee, department, sales team, then the leader."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Heads Ltd"})
        values = {"company_id": cls.company.id, "company_ids": [cls.company.id]}
        cls.person = create_role(cls.env, "head_sc", "consultant", **values)
        cls.boss = create_role(cls.env, "head_boss", **values)
        cls.head = create_role(cls.env, "head_dept", **values)
        cls.manager = create_role(cls.env, "head_sm", "sales_manager", **values)
        cls.leader = create_role(cls.env, "head_ld", "leader", **values)
        cls.gm = create_role(cls.env, "head_gm", "general_manager", **values)
        cls.upper, cls.department = cls.env["hr.department"].create(
            [
                {"name": "Trade", "company_id": cls.company.id},
                {"name": "Sales", "company_id": cls.company.id},
            ]
        )
        cls.department.parent_id = cls.upper
        cls.employee = cls._create_employee(cls.person, department_id=cls.department.id)
        cls.boss_employee = cls._create_employee(cls.boss)
        cls.head_employee = cls._create_employee(cls.head, department_id=cls.department.id)
        cls.team = cls.env["crm.team"].create(
            {
                "name": "Team",
                "company_id": cls.company.id,
                "user_id": cls.manager.id,
                "member_ids": [(6, 0, cls.person.ids)],
            }
        )

    @classmethod
    def _create_employee(cls, user, **vals):
        return cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id, **vals}
        )

    def _assert_head(self, person, head):
        """Compare as a plain colleague: who stands above whom is asked by everybody."""
        users = person.with_user(self.boss)
        self.assertEqual(users._ops_head(self.company), head.with_user(self.boss))

    def test_the_manager_of_the_employee_record_comes_first(self):
        self.department.manager_id = self.head_employee
        self.employee.parent_id = self.boss_employee
        self._assert_head(self.person, self.boss)
        self.assertEqual(self.employee.with_user(self.boss)._ops_head_user().ids, self.boss.ids)

    def test_then_the_manager_of_the_department(self):
        self.department.manager_id = self.head_employee
        self.employee.parent_id = False
        self._assert_head(self.person, self.head)

    def test_then_the_manager_of_the_department_above(self):
        self.upper.manager_id = self.head_employee
        self.employee.parent_id = False
        self._assert_head(self.person, self.head)

    def test_then_the_leader_of_the_sales_team(self):
        self.employee.parent_id = False
        self._assert_head(self.person, self.manager)

    def test_without_an_employee_record_the_team_leader(self):
        self.employee.unlink()
        self._assert_head(self.person, self.manager)

    def test_the_leader_acts_where_there_is_none(self):
        self.employee.parent_id = False
        self.team.user_id = False
        self._assert_head(self.person, self.leader + self.gm)
        self.company.ops_leader_id = self.leader
        self._assert_head(self.person, self.leader)
        self.assertFalse(self.person._ops_heads(self.company, named=True)[self.person])

    def test_nobody_is_his_own_head(self):
        self.company.ops_leader_id = self.leader
        self.department.manager_id = self.head_employee
        self.upper.manager_id = self.boss_employee
        self.head_employee.parent_id = self.head_employee
        self._assert_head(self.head, self.boss)
        self._assert_head(self.manager, self.leader)

    def test_a_leader_answers_to_the_general_manager_who_answers_to_nobody(self):
        self.company.ops_leader_id = self.leader
        self._assert_head(self.leader, self.gm)
        self._create_employee(self.gm, parent_id=self.boss_employee.id)
        self.assertFalse(self.gm._ops_head(self.company))

    def test_who_left_heads_nobody(self):
        self.employee.parent_id = self.boss_employee
        self.boss.active = False
        self._assert_head(self.person, self.manager)
        self.manager.write({"company_ids": [(6, 0, self.env.company.ids)], "company_id": self.env.company.id})
        self._assert_head(self.person, self.leader + self.gm)

    def test_an_employee_without_login_has_a_head_too(self):
        employee = self.env["hr.employee"].create(
            {"name": "No login", "company_id": self.company.id, "department_id": self.department.id}
        )
        self.department.manager_id = self.head_employee
        employee.parent_id = False
        self.assertEqual(employee._ops_head_user(), self.head)
        self.department.manager_id = False
        self.company.ops_leader_id = self.leader
        self.assertEqual(employee._ops_head_user(), self.leader)

    def test_heads_belong_to_the_company_asked(self):
        self.employee.parent_id = self.boss_employee
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.assertFalse(self.person._ops_heads(other, named=True)[self.person])

    def test_many_people_cost_as_much_as_few(self):
        people = self.env["res.users"].union(
            *(
                create_role(
                    self.env,
                    f"head_many_{number}",
                    "consultant",
                    company_id=self.company.id,
                    company_ids=[self.company.id],
                )
                for number in range(20)
            )
        )
        for user in people:
            self._create_employee(user, department_id=self.department.id)
        self.env.flush_all()

        def count(users):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            users._ops_heads(self.company)
            return self.env.cr.sql_log_count - before

        count(people)
        self.assertLessEqual(count(people), count(people[:2]) + 2)
