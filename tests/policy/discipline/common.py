"""People with employee records under a manager and a leader, violations and cases about them."""

import base64
from contextlib import contextmanager
from datetime import datetime

from odoo import Command
from odoo.exceptions import UserError

from odoo.addons.base.tests.common import BaseCommon

from ...furniture import furnish
from ..common import create_role

MONDAY_9 = datetime(2026, 11, 23, 1, 0)  # Monday 9:00 in Shanghai
PHOTO = base64.b64encode(b"a photo")


class DisciplineCase(BaseCommon):
    """The furnished company under the rulebook: the consultant's head is the sales manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for name, record in furnish(cls.env).items():
            setattr(cls, name, record)
        cls.company = cls.env.company
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "Chinese week",
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
        cls.company.write(
            {"ops_rulebook": True, "resource_calendar_id": calendar.id, "ops_leader_id": cls.leader.id}
        )
        cls.second_leader = create_role(cls.env, "ops_leader_2", "leader")
        cls.plain_user = create_role(cls.env, "ops_plain")
        cls.boss_employee = cls._create_employee(cls.manager)
        cls.employee = cls._create_employee(cls.consultant, parent_id=cls.boss_employee.id)
        cls.colleague_employee = cls._create_employee(cls.colleague, parent_id=cls.boss_employee.id)

    @classmethod
    def _create_employee(cls, user, **vals):
        return cls.env["hr.employee"].create(
            {"name": user.name, "user_id": user.id, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def _clause(cls, code):
        return cls.env["ops.clause"].browse(cls.env["ops.clause"]._get_id(code))

    def _prepare_violation(self, code="R1", **vals):
        if code == "M7.3":  # what of it is said by an item
            vals.setdefault("item_id", self.env.ref("ops_dept.clause_item_m7_3_form").id)
        return {
            "clause_id": self._clause(code).id,
            "employee_id": self.employee.id,
            "date": MONDAY_9,
            "description": "Blue River's production plans were not known",
            "evidence": PHOTO,
            "evidence_name": "photo.jpg",
            **vals,
        }

    def _note(self, code="R1", user=None, **vals):
        """Note a violation by hand, as the head where nobody else is named."""
        violations = self.env["ops.violation"].with_user(user or self.manager)
        return violations.create(self._prepare_violation(code, **vals)).with_env(self.env)

    @contextmanager
    def _assert_refused(self, words, error=UserError):
        """Expect a refusal that says these words, and nothing left behind."""
        with self.assertRaises(error) as refused:
            yield
        self.assertRegex(str(refused.exception), words)
