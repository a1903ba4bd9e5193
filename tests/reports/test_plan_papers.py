"""Papers of the plan room: the week as it is agreed upon, day by day."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import clause
from ..plan.work_plan.test_work_plan import THURSDAY, WorkPlanCase
from .common import PaperCase, squeezed


@tagged("post_install", "-at_install")
@freeze_time(THURSDAY)
class TestPlanPapers(WorkPlanCase, PaperCase):
    @clause("W1.A", part="on paper")
    @clause("H6", part="on paper")
    @clause("W1.F", part="on paper")
    def test_the_week_stands_on_paper_with_what_was_agreed_and_by_whom(self):
        plan, visits = self._agreed(9, 11)
        given = {"user_id": self.consultant.id, "summary": "Count the shelves", "date_deadline": "2026-03-12"}
        self.env["ops.work.give"].with_user(self.manager).create(given).action_give()
        plan.goals = "Three halls"
        visits[0].action_cancel(reason="customer")
        text = squeezed(
            self._print_text(plan, user=self.consultant, report="ops_dept_reports.report_ops_work_plan")
        )
        for words in (
            "Three halls",
            self.customer.name,
            "Dropped",
            self.manager.name,
            plan.name,
            "Count the shelves",
        ):
            self.assertIn(squeezed(words), text)
        self.assertIn("03-11", text)
