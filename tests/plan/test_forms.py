"""Each editable field of the plans' forms is changed, as their people open them: nothing crashes."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..form_changes import FormCase
from .work_plan.test_work_plan import THURSDAY, WorkPlanCase


@tagged("post_install", "-at_install")
@freeze_time(THURSDAY)
class TestPlanForms(FormCase, WorkPlanCase):
    def test_target(self):
        targets = self.env["ops.target"]
        self._assert_no_crash(targets, self.manager, self.leader)
        target = targets.with_user(self.manager).create(
            {"date_from": "2026-03-01", "value": 10, "user_id": self.consultant.id}
        )
        self._assert_no_crash(target, self.manager, self.leader)
        target.action_publish()
        self._assert_no_crash(target, self.manager, self.consultant)

    def test_work_plan(self):
        self._assert_no_crash(self.env["ops.work.plan"], self.consultant, self.manager)
        plan, _visits = self._agreed(9)
        self._assert_no_crash(plan, self.consultant, self.manager)
        draft = self._week(self.colleague)
        self._assert_no_crash(draft, self.colleague)
        self._assert_no_crash(draft, self.leader)
