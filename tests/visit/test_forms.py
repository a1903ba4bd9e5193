"""Each editable field of the forms of visits, calls and files is changed: nothing crashes."""

from freezegun import freeze_time

from odoo.tests import tagged

from ..form_changes import FormCase
from .visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestVisitForms(FormCase, VisitCase):
    def test_visit(self):
        self._assert_no_crash(self.env["ops.visit"], self.consultant, self.manager)
        visit = self._plan()
        self._assert_no_crash(visit, self.consultant, self.manager)
        visit.action_depart()
        visit.action_arrive()
        visit.action_finish()
        self._assert_no_crash(visit, self.consultant)
        self._say(visit).action_report()
        self._assert_no_crash(visit, self.consultant, self.manager)

    def test_call(self):
        view = self.env.ref("ops_dept.ops_visit_view_form_call", raise_if_not_found=False)
        for channel in ("outbound", "inbound"):
            call = self._plan(channel=channel, goal_id=False)
            self._assert_no_crash(call, self.consultant, view=view)

    def test_customer_file(self):
        self._assert_no_crash(self.customer_file, self.consultant, self.manager)
        self._assert_no_crash(self.env["ops.customer"], self.consultant)

    def test_contact_and_lead(self):
        lead = self.env["crm.lead"].create({"name": "Hall", "user_id": self.consultant.id})
        self._assert_no_crash(lead, self.consultant, save=False)
        self._assert_no_crash(self.customer, self.consultant, save=False)
