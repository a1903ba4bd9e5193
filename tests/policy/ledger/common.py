"""A company whose people owe something on a Monday in November, and a document made for the tests."""

from datetime import datetime

from odoo import Command

from odoo.addons.base.tests.common import BaseCommon

from ..common import create_role
from ..fake_document import register_document

MONDAY_9 = datetime(2026, 11, 23, 1, 0)  # Monday 9:00 in Shanghai
MONDAY_END = datetime(2026, 11, 23, 10, 0)
TUESDAY_END = datetime(2026, 11, 24, 10, 0)


class ObligationCase(BaseCommon):
    """A company under the rulebook with its people, in Chinese working time, and a document that owes."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Document = register_document(cls, ["ops.accountable"])
        cls.ledger = cls.env["ops.obligation"].sudo()
        cls.company = cls._create_company("Obligations Ltd")
        values = {"company_id": cls.company.id, "company_ids": [cls.company.id], "tz": "Asia/Shanghai"}
        cls.consultant = create_role(cls.env, "o_sc", "consultant", **values)
        cls.other_consultant = create_role(cls.env, "o_sc2", "consultant", **values)
        cls.manager = create_role(cls.env, "o_sm", "sales_manager", **values)
        cls.other_manager = create_role(cls.env, "o_sm2", "sales_manager", **values)
        cls.support = create_role(cls.env, "o_ss", "sales_support", **values)
        cls.other_support = create_role(cls.env, "o_ss2", "sales_support", **values)
        cls.leader = create_role(cls.env, "o_ld", "leader", **values)
        cls.boss = create_role(cls.env, "o_gm", "general_manager", **values)
        cls.auditor = create_role(cls.env, "o_au", "auditor", **values)
        cls.team = cls.env["crm.team"].create(
            {"name": "Team", "company_id": cls.company.id, "user_id": cls.manager.id}
        )
        cls.other_team = cls.env["crm.team"].create(
            {"name": "Other team", "company_id": cls.company.id, "user_id": cls.other_manager.id}
        )
        model = cls.env["ir.model"]._get("ops.test.document")
        cls.env["ir.model.access"].create(
            {
                "name": "all",
                "model_id": model.id,
                "group_id": cls.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )

    @classmethod
    def _create_company(cls, name):
        calendar = cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "Asia/Shanghai",
                "company_id": False,
                "attendance_ids": [
                    Command.clear(),
                    *(
                        Command.create(
                            {"name": "work", "dayofweek": str(day), "hour_from": start, "hour_to": stop}
                        )
                        for day in range(5)
                        for start, stop in ((8.5, 12), (13.5, 18))
                    ),
                ],
            }
        )
        return cls.env["res.company"].create(
            {"name": name, "ops_rulebook": True, "resource_calendar_id": calendar.id}
        )

    def _create_document(self, **vals):
        values = {"company_id": self.company.id, "team_id": self.team.id, "user_id": self.consultant.id}
        return self.Document.create({**values, **vals})

    def _mark_overdue(self):
        """Mark what is overdue and return the answer for the company of the tests."""
        return [row for row in self.ledger._mark_overdue() if row[2] == self.company.id]

    def _count_queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
