"""A complaint of a visit is a case until the evening, and the visit shows what came of it (V3.6, V5.2)."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import clause
from ...visit.visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestComplaint(VisitCase):
    def _reported(self, complaint="The seal leaks\nsince Monday"):
        call = self._plan(channel="outbound", reached="reached", is_packed=False)
        self._say(call, complaint=complaint)
        call.action_report()
        return call

    def _report_owed(self, visit):
        return self._owed(visit, "V5.2").filtered(lambda owed: owed.step == "report")

    @clause("V3.6")
    def test_one_tap_opens_the_case_with_the_words_of_the_visit(self):
        call = self._reported()
        call.action_open_ticket()
        case = call.sudo().ticket_ids
        self.assertEqual((case.ops_process, case.ops_step), ("after_sales", "draft"))
        self.assertEqual((case.partner_id, case.ops_salesman_id), (self.person, self.consultant))
        self.assertEqual(case.name, "The seal leaks")
        self.assertIn("since Monday", case.description)
        self.assertTrue(case.with_user(self.consultant).has_access("read"))

    @clause("V3.6")
    def test_the_visit_shows_step_and_answer(self):
        call = self._reported()
        call.action_open_ticket()
        case = call.sudo().ticket_ids
        self.assertEqual(call.ticket_text, f"{case.number} New")
        self.assertFalse(call.ticket_answer)
        case._stamp({"ops_step": "solved"})
        case.with_user(self.consultant).action_ops_told("phone", "Mr Shen", "It runs again")
        self.env.invalidate_all()
        self.assertEqual(call.ticket_text, f"{case.number} Closed")
        for word in ("Mr Shen", "By phone", "It runs again"):
            self.assertIn(word, call.ticket_answer)

    @clause("V5.2")
    def test_a_complaint_is_owed_until_the_evening_and_met_by_its_case(self):
        call = self._reported()
        owed = self._report_owed(call)
        self.assertEqual((owed.owner_id, owed.state), (self.consultant, "open"))
        due = self.company.resource_calendar_id._ops_deadline(MONDAY, 0, "end_of_day", company=self.company)
        self.assertEqual(owed.date_due, due)
        call.action_open_ticket()
        self.assertEqual(owed.state, "met")

    @clause("V5.2")
    def test_what_is_written_after_the_report_counts_as_well(self):
        call = self._reported(complaint=False)
        self.assertFalse(self._report_owed(call))
        call.complaint = "It rattles"
        owed = self._report_owed(call)
        self.assertEqual(owed.state, "open")
        call.complaint = False
        self.assertEqual(owed.state, "waived")

    def test_with_its_case_open_before_the_report_nothing_is_owed(self):
        call = self._plan(channel="outbound", reached="reached", is_packed=False)
        self._say(call, complaint="It leaks")
        call.action_open_ticket()
        call.action_report()
        self.assertFalse(self._report_owed(call))

    def test_off_it_is_the_helpdesk_s_ticket(self):
        self.company.ops_rulebook = False
        call = self._plan(channel="outbound", reached="reached", is_packed=False)
        self._say(call, complaint="It leaks")
        call.action_report()
        self.assertFalse(self._report_owed(call))
        call.action_open_ticket()
        self.assertFalse(call.sudo().ticket_ids.ops_process)
