"""Calls: a list from a segment, closed in one act; the next one follows."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestCalls(VisitCase):
    def _call(self, user=None, **vals):
        return self._plan(user, **{"channel": "outbound", "goal_id": False, "minutes_planned": 5, **vals})

    def _segment(self, count=3, **vals):
        """Return files of as many customers of the consultant, each with a number."""
        partners = self.env["res.partner"].create(
            [
                {
                    "name": f"Segment {number} Works",
                    "is_company": True,
                    "phone": f"0512-888800{number:02}",
                    "user_id": self.consultant.id,
                }
                for number in range(count)
            ]
        )
        return self.env["ops.customer"].create(
            [{"partner_id": partner.id, "importance": "prospect", **vals} for partner in partners]
        )

    # --- the list --------------------------------------------------------------

    @clause("P1.1")
    def test_a_list_is_made_from_a_segment_and_nobody_stands_on_two(self):
        customers = self._segment().with_user(self.consultant)
        silent = self.env["res.partner"].create(
            {"name": "Without number", "is_company": True, "user_id": self.consultant.id}
        )
        customers |= self.env["ops.customer"].with_user(self.consultant).create({"partner_id": silent.id})
        action = customers.action_open_plan_calls()
        wizard = Form(
            self.env[action["res_model"]].with_user(self.consultant).with_context(**action["context"])
        )
        wizard.goal = "Spring offer"
        shown = wizard.save().action_confirm()
        calls = self.env["ops.visit"].with_user(self.consultant).search(shown["domain"])
        self.assertEqual(len(calls), 3)
        self.assertEqual(set(calls.mapped("channel")), {"outbound"})
        self.assertEqual(calls.mapped("goal"), ["Spring offer"] * 3)
        starts = sorted(calls.mapped("date_start"))
        self.assertEqual(starts[1] - starts[0], timedelta(minutes=5))
        with self.assertRaisesRegex(UserError, "P1.1"):
            wizard.save().action_confirm()
        with freeze_time(MONDAY + timedelta(days=8)):
            wizard.record.action_confirm()

    @clause("P3.6")
    def test_the_visit_agreed_upon_in_a_call_takes_half_an_hour(self):
        """The defaults of the form on which a call is closed say nothing of what follows it."""
        call = self._call(channel="inbound", partner_id=self.customer.id)
        call.write({"result": "interested", "next_date": MONDAY + timedelta(days=1), "next_channel": "visit"})
        call.next_focus = "The new hall"
        call.with_context(
            default_minutes_planned=5, default_channel="inbound", default_goal="x", default_result="no"
        ).action_close_call()
        (visit,) = call.next_visit_ids
        self.assertEqual(
            (visit.channel, visit.minutes_planned, visit.goal, visit.result),
            ("visit", 30, "The new hall", False),
        )

    def test_a_colleagues_call_counts_too(self):
        customers = self._segment(1)
        self._call(self.manager, partner_id=customers.partner_id.id, user_id=self.manager.id)
        with self.assertRaisesRegex(UserError, "P1.1"):
            self.env["ops.visit"].with_user(self.consultant)._plan_calls(
                customers.with_user(self.consultant), self.consultant, MONDAY
            )

    def test_a_list_of_many_is_made_in_few_statements(self):
        few, many = self._segment(3), self._segment(30)
        counts = []
        for customers in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["ops.visit"].with_user(self.consultant)._plan_calls(
                customers.with_user(self.consultant), self.consultant, MONDAY
            )
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 5, counts)

    # --- closing one -------------------------------------------------------------

    @clause("P4.1")
    @clause("P2.3")
    def test_a_call_is_closed_with_whether_somebody_was_reached(self):
        call = self._call()
        with self.assertRaisesRegex(UserError, "P4.1"):
            call.action_report()
        with self.assertRaisesRegex(UserError, "P4.1"):
            call.write({"state": "reported"})
        with self.assertRaisesRegex(UserError, "P4.1"):
            call.action_close_call()
        call.result = "interested"
        call.action_close_call()
        self.assertEqual((call.state, call.reached), ("reported", "reached"))
        self.assertFalse(self._owed(call))
        found = (
            self.env["ops.visit"]
            .with_user(self.manager)
            ._read_group([("channel", "=", "outbound")], ["reached"], ["__count"])
        )
        self.assertEqual(found, [("reached", 1)])

    @clause("P1.1")
    def test_call_result_next_in_three_taps(self):
        first, second, third = (self._call(date_start=MONDAY + timedelta(minutes=n)) for n in (0, 5, 10))
        self.assertEqual(first.action_not_reached()["res_id"], second.id)
        self.assertEqual((first.state, first.reached, first.result), ("reported", "not_reached", "not_met"))
        self.assertEqual(second.action_refused()["res_id"], third.id)
        last = third.action_call_back()
        self.assertNotIn("res_id", {key for key, value in last.items() if value and key == "res_id"})
        again = third.next_visit_ids
        self.assertEqual((again.channel, again.state), ("outbound", "planned"))
        self.assertEqual(again.date_start, MONDAY + timedelta(days=1))

    def test_a_call_needs_no_departure_and_a_visit_is_no_call(self):
        with self.assertRaisesRegex(UserError, "P4.1"):
            self._call().action_depart()
        with self.assertRaisesRegex(UserError, "V1.1"):
            self._plan().action_not_reached()
        with self.assertRaises(AccessError):
            self._call().with_user(self.manager).action_not_reached()

    @clause("P2.4")
    @clause("P2.5")
    @clause("P3.5")
    def test_hook_reaction_questions_and_notes_are_kept_and_counted(self):
        hook = self.env.ref("ops_dept.visit_hook_plan")
        call = self._call(hook_id=hook.id)
        call.write(
            {"reaction": "open", "questions": "How long?", "talk": "Wants a list", "result": "quotation"}
        )
        call.action_close_call()
        found = (
            self.env["ops.visit"]
            .with_user(self.manager)
            ._read_group([("hook_id", "!=", False)], ["hook_id", "result"], ["__count"])
        )
        self.assertEqual(found, [(hook.with_user(self.manager), "quotation", 1)])
        self.assertEqual((call.reaction, call.questions, call.talk), ("open", "How long?", "Wants a list"))

    @clause("P3.6", part="the meeting")
    def test_a_meeting_is_fixed_in_the_call(self):
        call = self._call()
        day = MONDAY + timedelta(days=2)
        call.write(
            {
                "result": "interested",
                "next_date": day,
                "next_channel": "visit",
                "next_place": "Gate 2",
                "next_focus": "See the line",
            }
        )
        call.action_close_call()
        visit = call.next_visit_ids
        self.assertEqual((visit.channel, visit.place, visit.date_start), ("visit", "Gate 2", day))
        self.assertTrue(self.env["calendar.event"].search([("ops_visit_id", "=", visit.id)]))

    # --- coming in -----------------------------------------------------------------

    @clause("P3.1", part="the caller")
    def test_a_number_in_any_spelling_finds_the_customer(self):
        self.person.phone = "+86 512 6677 8899"
        for number in (
            "0512-66778899",
            "86 512 66778899",
            "008651266778899",
            "（0512）6677 8899",
            "05126677-8899",
        ):
            with self.subTest(number=number):
                call = self._plan(
                    channel="inbound", partner_id=False, contact_id=False, caller_number=number, goal_id=False
                )
                self.assertEqual((call.partner_id, call.contact_id), (self.customer, self.person))

    @clause("P3.1", part="the caller")
    def test_an_unknown_caller_becomes_a_lead_once(self):
        vals = {
            "channel": "inbound",
            "partner_id": False,
            "contact_id": False,
            "goal_id": False,
            "caller_number": "139 0000 1234",
        }
        call = self._plan(**vals)
        self.assertEqual(call.lead_id.phone, "139 0000 1234")
        self.assertEqual(call.lead_id.user_id, self.consultant)
        self.assertEqual(self._plan(**{**vals, "caller_number": "+8613900001234"}).lead_id, call.lead_id)

    @clause("P3.1")
    def test_rings_are_a_telephone_systems_to_fill_in_and_unknown_is_not_good(self):
        table = ((0, "unknown"), (1, "in_time"), (3, "in_time"), (4, "late"))
        for rings, said in table:
            call = self._plan(channel="inbound", rings=rings, caller_number="0512-6677", goal_id=False)
            self.assertEqual(call.pick_up, said)
        self.assertFalse(self._call().pick_up)
        view = self.env.ref("ops_dept.ops_visit_view_form_call").arch
        self.assertIn('name="talk" default_focus="1"', view)

    # --- the head ---------------------------------------------------------------------

    @clause("P4.4")
    def test_a_call_of_today_stands_on_the_managers_card_and_mails_nobody(self):
        call = self._call()
        call.result = "no"
        mails = self.env["mail.mail"].search_count([])
        call.action_close_call()
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        cards = self.env["ops.home"].with_user(self.manager).get_home()["cards"]
        card = next(card for card in cards if card["key"] == "team_visits")
        self.assertEqual([row["res_id"] for row in card["rows"]], [call.id])
        call.with_user(self.manager).action_review()
        self.assertEqual(call.state, "reviewed")
        with freeze_time(MONDAY + timedelta(days=1)):
            cards = self.env["ops.home"].with_user(self.manager).get_home()["cards"]
            self.assertNotIn("team_visits", [card["key"] for card in cards if card["count"]])
