"""The specialists and their head beside the trading company's people."""

from odoo.fields import Command
from odoo.tests import new_test_user

from .common import PlanCase as Base


class SpecialistCase(Base):
    """A market specialist and a field specialist; their head is the head of their employee records."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        for name in ("market_head", "market_specialist", "field_specialist"):
            user = new_test_user(
                cls.env,
                f"p_{name}",
                f"base.group_user,ops_dept.ops_dept_group_{name}",
                email=f"{name}@example.com",
            )
            setattr(cls, name.removesuffix("_specialist"), user)
        employees = cls.env["hr.employee"]
        boss = employees.create({"name": "Head", "user_id": cls.market_head.id})
        for user in (cls.market, cls.field):
            employees.create({"name": user.name, "user_id": user.id, "parent_id": boss.id})

    @classmethod
    def _in_company(cls, user, *companies):
        user.company_ids = [Command.link(company.id) for company in companies]

    def _duties(self, code, **vals):
        """Return what is owed under a clause, the oldest first."""
        domain = [("clause_id.code", "=", code), ("company_id", "=", self.company.id)]
        return self.env["ops.obligation"].search(
            [*domain, *((name, "=", value) for name, value in vals.items())], order="id"
        )
