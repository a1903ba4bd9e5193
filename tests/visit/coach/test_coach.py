"""Coach cards in their situations, read and never ticked; the card of the customer before the door."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestCoach(VisitCase):
    def _card(self, name):
        return self.env.ref(f"ops_dept.coach_{name}")

    def _shown(self, visit):
        self.env.flush_all()
        self.env.invalidate_all()
        return visit.coach_html

    def _assert_shows(self, visit, *names):
        """Exactly these cards stand on the form, every line of them."""
        html = self._shown(visit)
        for card in self.env["ops.checklist"].search([("use", "=", "talk")]):
            is_wanted = card.situation in names
            for line in card._get_lines():
                self.assertEqual(line.replace("'", "&#39;") in html, is_wanted, (card.name, line))
        return html

    @clause("V3.2")
    @clause("V6.4")
    def test_a_first_visit_shows_its_four_steps_and_nothing_to_tick(self):
        visit = self._plan()
        html = self._assert_shows(visit, "visit", "first")
        self.assertEqual(len(self._card("first")._get_lines()), 4)
        self.assertNotIn("input", html)
        visit.action_depart()
        self.assertEqual(set(visit.shown_card_ids.mapped("situation")), {"visit", "first"})
        self._assert_shows(visit, "visit", "first")
        visit.action_arrive()
        visit.action_finish()
        self.assertFalse(self._shown(visit), "the card stands before and at the door")
        self._assert_shows(self._plan(), "visit")

    @clause("V3.3")
    def test_a_named_competitor_shows_what_we_do_better_against_it(self):
        rival = self.other_customer
        rival.write({"ops_is_competitor": True, "ops_strengths": "Stock in the city"})
        for way in ("file", "visit", "lead"):
            with self.subTest(way=way):
                lead = self.env["crm.lead"].create(
                    {"name": "x", "partner_id": self.customer.id, "user_id": self.consultant.id}
                )
                visit = self._plan(lead_id=lead.id)
                self.customer_file.ops_competitor_id = False
                self._assert_shows(visit, "visit", "first")
                if way == "file":
                    self.customer_file.ops_competitor_id = rival
                elif way == "visit":
                    visit.competitor_id = rival
                else:
                    lead.ops_competitor_id = rival
                html = self._assert_shows(visit, "visit", "first", "competitor")
                self.assertIn("Green Hill Pumps: Stock in the city", html)

    @clause("P2.1")
    @clause("P2.2")
    @clause("P2.7")
    def test_an_outbound_call_shows_its_card_and_keeps_that_it_was_shown(self):
        call = self._plan(channel="outbound")
        self._assert_shows(call, "outbound")

    @clause("P3.2")
    @clause("P3.3")
    @clause("P3.4")
    @clause("P3.7")
    def test_an_inbound_call_shows_its_card(self):
        self._assert_shows(self._plan(channel="inbound"), "inbound")
        lines = self._card("inbound")._get_lines()
        self.assertIn("Calm voice, relaxed tone, fitting words.", lines)
        self.assertEqual(len(lines), 7, "greeting, tone, answers, and the four points of P3.7")

    @clause("V3.2", part="the text is edited in the UI")
    def test_managers_write_the_companys_own_words(self):
        card = self._card("first")
        with self.assertRaises(AccessError):
            card.with_user(self.consultant).text = "Nothing"
        with self.assertRaises(UserError):
            card.with_user(self.manager).shipped_text = "Nothing"
        shipped = card.text
        card.with_user(self.manager).text = "Smile.\nMind <b>the</b> step."
        html = self._shown(self._plan())
        self.assertIn("Mind &lt;b&gt;the&lt;/b&gt; step.", html, "text, not markup")
        self.assertNotIn("both hands", html)
        other = self.env["res.company"].create({"name": "Other Trade"})
        self.assertEqual(card.with_company(other).text, shipped)
        card.with_user(self.manager).text = False
        self.assertEqual(card.text, shipped, "emptied, it says again what is shipped")

    def test_a_clause_that_is_off_shows_no_card(self):
        visit = self._plan()
        found = self.env["ops.clause"].search([("code", "=", "V3.2")])
        found.with_user(self.rule_admin).is_active = False
        self._assert_shows(visit, "visit")
        self.company.ops_rulebook = False
        self.assertFalse(self._shown(visit))

    def test_what_was_shown_is_not_typed(self):
        visit = self._plan()
        with self.assertRaises(UserError):
            visit.write({"shown_card_ids": [(6, 0, self._card("first").ids)]})

    # --- the customer's card ---------------------------------------------------------

    @clause("P1.2", part="last contact, needs, promises, situation")
    @clause("N1.5")
    def test_the_card_says_what_is_known_before_the_door(self):
        first = self._plan()
        first.action_depart()
        first.action_arrive()
        first.action_finish()
        self._say(
            first,
            commitment="Sample by Friday",
            promise="Decides in March",
            fact_ids=[(0, 0, {"kind": "need", "text": "Delivery at night"})],
        )
        first.action_report()
        self.customer_file.with_user(self.consultant).action_note_situation("Two shifts")
        self.customer_file.ops_strategy = "Samples first"
        for visit in (self._plan(), self._plan(channel="outbound")):
            visit.invalidate_recordset()
            for words in (
                "They want ten bearings a month",
                "Interested",
                "Sample by Friday",
                "Decides in March",
                "Delivery at night",
                "Two shifts",
                "Samples first",
            ):
                self.assertIn(words, visit.customer_html, visit.channel)
        self.assertNotIn("ten bearings", first.customer_html or "", "not its own words")

    @clause("P1.2", part="what is to do")
    def test_the_card_says_what_is_still_to_do_for_the_customer(self):
        visit = self._plan()
        booked = self._plan(date_start="2026-03-02 00:30:00")
        booked.action_depart()
        booked.action_arrive()
        booked.action_finish()
        self._say(booked, result="booking", booking_date="2026-03-20")
        booked.action_report()
        self.customer.activity_schedule(
            "mail.mail_activity_data_todo", summary="Bring the sample", user_id=self.consultant.id
        )
        self.customer.activity_schedule(
            "mail.mail_activity_data_todo", summary="Check the books", user_id=self.leader.id
        )
        self.env.flush_all()
        self.env.invalidate_all()
        shown = visit.with_user(self.consultant).customer_html
        self.assertIn("Bring the sample", shown)
        self.assertIn(f"V5.1 {booked.display_name}", shown)
        self.assertNotIn("Check the books", shown, "a colleague's task is his")

    def test_one_more_report_costs_no_statement_more(self):
        visit = self._plan()
        counts = []
        for _number in range(4):
            earlier = self._plan(channel="outbound", talk="x", commitment="y")
            earlier.sudo()._stamp({"state": "reported", "date_reported": MONDAY})
            for _again in range(2):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                visit.web_read({"customer_html": {}, "coach_html": {}})
                count = self.env.cr.sql_log_count - before
            counts.append(count)
        self.assertEqual(counts[1], counts[3], counts)
