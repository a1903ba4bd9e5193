"""After-sales service: confirmed, talked about, decided, reported, told (W7, V5.2)."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..common import ServiceCase

# Monday, ten in the morning in China.
MONDAY = "2026-03-02 02:00:00"


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestAfterSales(ServiceCase):
    @clause("W7.A")
    def test_confirmed_by_the_manager_before_technical_starts(self):
        case = self._case()
        self.assertEqual(case.ops_team_id, self.team)
        self.assertEqual(case.ops_salesman_id, self.consultant)
        with self.assertRaisesRegex(UserError, "W7"):
            case.with_user(self.technician).action_ops_take_up()
        case.action_ops_submit()
        self.assertEqual(case.ops_step, "submitted")
        for user in (self.support, self.consultant, self.technician, self.other_manager):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                case.with_user(user).action_ops_approve()
        with self.assertRaisesRegex(UserError, "W7.A"):
            case.with_user(self.technician).action_ops_take_up()
        case.with_user(self.manager).action_ops_approve()
        self.assertEqual(case.ops_step, "approved")
        case.with_user(self.technician).action_ops_take_up()
        self.assertEqual((case.ops_step, case.user_id), ("technical", self.technician))

    @clause("W7.A")
    def test_what_is_missing_is_said_together(self):
        case = (
            self.env["helpdesk.ticket"].with_user(self.support).create({"name": "?", "description": "<p/>"})
        )
        with self.assertRaises(UserError) as refused:
            case.action_ops_submit()
        for word in ("process", "customer", "salesperson", "says"):
            self.assertIn(word, str(refused.exception))
        self.assertEqual(case.ops_step, "draft")

    @clause("W7.A")
    def test_refused_case_is_told_or_asked_again(self):
        case = self._asked()
        case.with_user(self.manager).action_ops_refuse("Out of warranty")
        self.assertEqual(case.ops_step, "refused")
        self.assertEqual(case.stage_id, self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_rejected"))
        self.assertTrue(case._live_obligations("V5.2", step="feedback"))
        case.with_user(self.consultant).action_ops_told("phone", "Mr Wang", "accepts it")
        self.assertFalse(case._live_obligations("V5.2"))
        case.write({"description": "<p>He pays for it.</p>"})
        case.action_ops_submit()
        self.assertEqual(case.ops_step, "submitted")

    @clause("W7.B", part="the form goes to technical with the confirmation; the PDF is the reports'")
    def test_confirmation_tells_technical(self):
        case = self._confirmed()
        told = self._notified(case, self.technician)
        self.assertEqual(len(told), 1)
        self.assertEqual(told.author_id, self.support.partner_id)

    @clause("W7.C")
    def test_no_result_without_decision_and_reason(self):
        case = self._taken()
        case.write({"ops_result": "Told him to tighten it."})
        with self.assertRaisesRegex(UserError, "W7.C"):
            case.action_ops_solve()
        case.write({"ops_dispatch": "no"})
        with self.assertRaisesRegex(UserError, "W7.C"):
            case.action_ops_solve()
        case.write({"ops_dispatch_reason": "Solved by phone", "ops_result": False})
        self.assertEqual(case.ops_dispatch_user_id, self.technician)
        with self.assertRaisesRegex(UserError, "W7.D"):
            case.action_ops_solve()
        case.write({"ops_result": "Told him to tighten it."})
        case.action_ops_solve()
        self.assertEqual(case.ops_step, "solved")

    @clause("W7.C")
    def test_somebody_is_sent_with_a_visit(self):
        case = self._taken()
        with self.assertRaisesRegex(UserError, "W7.C"):
            case.action_ops_send_someone()
        case.write({"ops_dispatch_reason": "Seal must be changed"})
        action = case.action_ops_send_someone()
        self.assertEqual(case.ops_step, "site")
        self.assertEqual(action["context"]["default_case_id"], case.id)
        case.write({"ops_result": "Changed"})
        with self.assertRaisesRegex(UserError, "no visit"):
            case.action_ops_solve()
        case.write({"ops_result": False})
        visit = self._visited(case)
        self.assertEqual(visit.state, "reported")
        self.assertEqual(case.ops_result, "New seal\nParts used: 1 seal")
        case.action_ops_solve()
        self.assertEqual(case.ops_step, "solved")

    @clause("W7.C")
    def test_call_is_logged_in_the_short_form(self):
        case = self._taken()
        context = case.action_ops_call()["context"]
        call = self.env["ops.visit"].with_user(self.technician).with_context(**context).create({})
        self.assertEqual((call.case_id, call.channel), (case, "outbound"))
        with self.assertRaisesRegex(UserError, "W7.C"):
            call.action_close_call()
        call.write({"talk": "Leaks since the pressure test."})
        call.action_close_call()
        self.assertEqual(call.state, "reported")
        self.assertEqual(case.ops_contact_ids, call)

    @clause("W7.D", "W7.E")
    def test_result_is_told_once_to_manager_support_and_salesperson(self):
        case = self._solved()
        for user in (self.manager, self.support, self.consultant):
            with self.subTest(user=user.login):
                told = self._notified(case, user).filtered(lambda message: "Seal tightened" in message.body)
                self.assertEqual(len(told), 1)
        self.assertFalse(case._live_obligations("W7.D"))

    @clause("W7.D")
    def test_result_is_owed_in_a_working_day_or_after_the_visit(self):
        case = self._confirmed()
        owed = case._live_obligations("W7.D")
        self.assertEqual(owed.owner_id, self.technician)
        first = owed.date_due
        self.assertEqual(str(first.date()), "2026-03-03")
        case = case.with_user(self.technician)
        case.action_ops_take_up()
        case.write({"ops_dispatch_reason": "Seal"})
        case.action_ops_send_someone()
        self.env["ops.visit"].with_user(self.technician).create(
            {**case._prepare_visit(), "date_start": "2026-03-05 02:00:00"}
        )
        self.assertEqual(str(owed.date_due.date()), "2026-03-06")

    @clause("V5.2")
    def test_customer_told_closes_and_meets_the_duty(self):
        case = self._solved()
        owed = case._live_obligations("V5.2", step="feedback")
        self.assertEqual((owed.owner_id, str(owed.date_due.date())), (self.consultant, "2026-03-05"))
        case = case.with_user(self.consultant)
        with self.assertRaisesRegex(UserError, "V5.2"):
            case.write({"ops_step": "closed"})
        for how, whom in ((False, "Mr Wang"), ("phone", " "), ("telepathy", "Mr Wang")):
            with self.assertRaisesRegex(UserError, "V5.2"):
                case.action_ops_told(how, whom)
        self.assertEqual(owed.state, "open")
        case.action_ops_told("phone", "Mr Wang", "content")
        self.assertEqual((case.ops_step, owed.state), ("closed", "met"))
        self.assertEqual(case.ops_told_by_id, self.consultant)
        self.assertTrue(case.closed)
        self.assertTrue(case.closed_date)

    @clause("V5.2")
    def test_reopened_within_thirty_days_owes_again(self):
        case = self._solved().with_user(self.consultant)
        case.action_ops_told("phone", "Mr Wang")
        with self.assertRaisesRegex(UserError, "V5.2"):
            case.action_ops_reopen(" ")
        case.action_ops_reopen("It leaks again")
        self.assertEqual((case.ops_step, case.ops_told_how, case.ops_reopen_count), ("reopened", False, 1))
        self.assertFalse(case.closed)
        case = case.with_user(self.technician)
        case.action_ops_take_up()
        case.write({"ops_dispatch": "no", "ops_dispatch_reason": "By phone", "ops_result": "Turned"})
        case.action_ops_solve()
        self.assertTrue(case._live_obligations("V5.2", step="feedback"))
        with freeze_time("2026-04-10 02:00:00"), self.assertRaisesRegex(UserError, "V5.2"):
            case.with_user(self.consultant).action_ops_reopen("Again")

    @clause("W7.A")
    def test_clause_switched_off_confirms_at_once(self):
        self.env.ref("ops_dept.clause_w7_a").with_company(self.company).is_active = False
        case = self._asked()
        self.assertEqual(case.ops_step, "approved")

    def test_off_it_is_the_helpdesks_ticket(self):
        self._switch(False)
        ticket = self._case(process=False).with_user(self.technician)
        done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")
        ticket.write({"stage_id": done.id})
        self.assertEqual((ticket.stage_id, ticket.ops_step), (done, "draft"))

    def test_stage_follows_the_step(self):
        stage = {
            name: self.env.ref(f"helpdesk_mgmt.helpdesk_ticket_stage_{name}")
            for name in ("new", "in_progress", "awaiting", "done", "cancelled")
        }
        case = self._asked()
        self.assertEqual(case.stage_id, stage["new"])
        case.with_user(self.manager).action_ops_approve()
        self.assertEqual(case.stage_id, stage["in_progress"])
        case.action_ops_wait("sends photos")
        self.assertEqual(case.stage_id, stage["awaiting"])
        case.action_ops_go_on()
        self.assertEqual(case.stage_id, stage["in_progress"])
        with self.assertRaisesRegex(UserError, "W7"):
            case.with_user(self.technician).write({"stage_id": stage["done"].id})
        with self.assertRaisesRegex(UserError, "V5.2"):
            case.action_ops_withdraw_case("")
        case.action_ops_withdraw_case("He found it himself")
        self.assertEqual(case.stage_id, stage["cancelled"])
        self.assertTrue(case._live_obligations("V5.2", step="feedback"))

    def test_hours_are_kept_without_those_in_which_the_customer_was_awaited(self):
        cases = self._confirmed() | self._confirmed(name="Another")
        with freeze_time("2026-03-02 03:00:00"):
            cases.with_user(self.technician).action_ops_take_up()
        self.assertEqual([round(hours, 2) for hours in cases.mapped("ops_hours_response")], [1.0, 1.0])
        first = cases[0].with_user(self.technician)
        with freeze_time("2026-03-02 03:00:00"):
            first.action_ops_wait("sends photos")
        first.write({"ops_dispatch": "no", "ops_dispatch_reason": "Phone", "ops_result": "Tightened"})
        with freeze_time("2026-03-03 03:00:00"):
            first.action_ops_solve()
        self.assertFalse(first.ops_waiting_since)
        self.assertAlmostEqual(first.ops_hours_spent, 1.0, 2)
        self.assertGreater(first.ops_waited_hours, 5)

    def test_cases_over_the_limit_are_found(self):
        case, other = self._confirmed(), self._confirmed(name="Another")
        late = [("ops_is_late", "=", True)]
        self.assertFalse(self.env["helpdesk.ticket"].search(late) & (case | other))
        self._solve(other)
        with freeze_time("2026-03-05 02:00:00"):
            self.env["ops.obligation"]._mark_overdue()
            found = self.env["helpdesk.ticket"].with_user(self.manager).search(late)
            self.assertIn(case, found)
            self.assertNotIn(other, found)
            case.invalidate_recordset()
            self.assertEqual((case.ops_is_late, other.ops_is_late), (True, False))
            self.assertFalse(self.env["helpdesk.ticket"].new({}).ops_is_late, "nothing is owed on it yet")

    def test_waiting_counts_working_hours(self):
        case = self._confirmed()
        case.action_ops_wait("sends photos")
        with freeze_time("2026-03-02 05:00:00"):
            case.action_ops_go_on()
        self.assertGreater(case.ops_waited_hours, 1.5)
        self.assertFalse(case.ops_waiting_since)

    # ------------------------------------------------------------------
    # Tools
    # ------------------------------------------------------------------
    def _notified(self, case, user):
        return self.env["mail.message"].search(
            [
                ("model", "=", case._name),
                ("res_id", "=", case.id),
                ("notified_partner_ids", "in", user.partner_id.ids),
                ("message_type", "=", "user_notification"),
            ]
        )
