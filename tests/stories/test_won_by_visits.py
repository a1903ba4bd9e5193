"""An inquiry won by visits: an unknown caller becomes a customer, and each visit gives something back."""

from odoo.tests import Form, tagged

from ..common import clause
from .visit_player import VisitPlayer

NUMBER = "0519-8866 7788"


@tagged("post_install", "-at_install")
class TestWonByVisits(VisitPlayer):
    @clause("P3.1", part="story")
    @clause("N1.2", part="story")
    @clause("V4.1", part="story")
    @clause("V5.1", part="story")
    @clause("V3.4", part="story")
    def test_from_the_ringing_telephone_to_thanks_for_the_order(self):
        call = self._an_unknown_caller()
        lead = call.lead_id
        visit = self._a_first_visit_is_prepared(call)
        self._the_first_visit(visit)
        self._the_head_reads_it(visit)
        second = visit.next_visit_ids
        customer = self._the_lead_becomes_a_customer(lead, second)
        self._the_second_visit_books(second)
        order = self._quoted_on_the_same_day(second, lead)
        self._the_order_runs(order)
        self._next_time_he_is_thanked(customer, order)

    def _an_unknown_caller(self):
        self._at("2026-03-02 08:20:00")
        call = self.answer_call(
            NUMBER,
            questions="Bearings for a new hall?",
            result="interested",
            next_date="2026-03-03 09:00:00",
            next_channel="visit",
            next_focus="The hall, and what it needs",
        )
        self.assertEqual(call.lead_id.phone, NUMBER)
        self.assertEqual(call.lead_id.user_id, self.consultant)
        call.action_close_call()
        self.assertEqual(call.state, "reported")
        self.assertEqual(call.next_visit_ids.channel, "visit")
        again = self.answer_call("+86 519 8866-7788", questions="Where are you?", result="undecided")
        self.assertEqual(again.lead_id, call.lead_id, "the same number, spelt otherwise")
        again.action_close_call()
        return call

    def _a_first_visit_is_prepared(self, call):
        visit = call.next_visit_ids.with_user(self.consultant)
        self.assertEqual(visit.goal, "The hall, and what it needs", "what was agreed is the goal")
        self.assertIn("V2.1", visit.departure_blockers)
        self._at("2026-03-03 07:50:00")
        with self.refused(r"V2\.1.*V1\.3"):
            visit.action_depart()
        with Form(call.lead_id.with_user(self.consultant)) as form:
            form.contact_name = "Ms Xu"
            form.street = "Longcheng Avenue 8"
            form.ops_business = "Paper machines"
            form.source_id = self.env["utm.source"].search([], limit=1)
            form.ops_potential = "a"
            form.ops_potential_reason = "A hall with 40 motors"
            with form.ops_fact_ids.new() as fact:
                fact.text = "Two competitors were there"
        self.env.invalidate_all()
        self.assertFalse(visit.departure_blockers)
        self.pack(visit)
        return visit

    def _the_first_visit(self, visit):
        self.go(visit, "2026-03-03 08:20:00", "2026-03-03 09:02:00", "2026-03-03 09:31:00")
        self.assertEqual(visit.minutes, 29)
        self.report(
            visit,
            result="quotation",
            talk="Wants the price of 10 bearings, decides this week",
            commitment="Price list on Thursday",
            next_date="2026-03-05 09:00:00",
            next_focus="Price and delivery",
        )
        self.assertEqual(visit.state, "reported")
        owed = self._owed(visit, "V1.8")
        self.assertEqual(set(owed.mapped("state")), {"met"})

    def _the_head_reads_it(self, visit):
        cards = self.env["ops.home"].with_user(self.manager).get_home()["cards"]
        (card,) = (card for card in cards if card["key"] == "team_visits")
        self.assertIn(visit.id, [row["id"] for row in card["rows"]])
        visit.with_user(self.manager).action_review("Ask for the drives, too")
        self.assertEqual(visit.state, "reviewed")
        self.assertTrue(self._was_told(self.consultant, "Ask for the drives"))

    def _the_lead_becomes_a_customer(self, lead, second):
        lead = lead.with_user(self.consultant)
        wizard = (
            self.env["crm.lead2opportunity.partner"]
            .with_user(self.consultant)
            .with_context(active_model="crm.lead", active_id=lead.id, active_ids=lead.ids)
            .create({"name": "convert", "action": "create"})
        )
        lead.partner_name = "Longcheng Paper Works"
        wizard.action_apply()
        self.assertEqual(lead.type, "opportunity")
        customer = lead.partner_id.commercial_partner_id
        file = self.env["ops.customer"].with_user(self.consultant)._get_of(customer)
        self.assertTrue(file, "the customer has a file from the first day")
        self.assertEqual(file.ops_potential, "a", "what was found out went with him")
        self.assertIn("Two competitors were there", file.fact_ids.mapped("text"))
        self.env.invalidate_all()
        self.assertEqual(second.partner_id, customer, "the visit that is planned is to him")
        return customer

    def _the_second_visit_books(self, second):
        self._at("2026-03-05 08:00:00")
        self.assertIn("Price list on Thursday", second.with_user(self.consultant).customer_html)
        self.pack(second)
        self.go(second, "2026-03-05 08:15:00", "2026-03-05 09:00:00", "2026-03-05 09:25:00")
        self.report(
            second,
            [(self.plain, 10, 99)],
            result="booking",
            talk="Takes ten, in two weeks",
            promise="Pays 30 % before",
            no_next="customer",
        )
        self.assertEqual(self._owed(second, "V5.1").state, "open")

    def _quoted_on_the_same_day(self, second, lead):
        order = self.quote_talk(second)
        self.assertEqual(order.opportunity_id, lead)
        self.assertEqual(order.order_line.mapped("price_unit"), [99])
        self.assertIn("Pays 30 % before", order.ops_agreement)
        self.assertEqual(self._owed(second, "V5.1").state, "met")
        return order

    def _the_order_runs(self, order):
        self.submit_quotation(order)
        self._decide(order)
        contract = self.issue_contract(order)
        self.answer_feasibility(contract)
        self.submit_contract(contract)
        self._decide(contract)
        self.state_signature(contract, "2026-03-05 13:00:00")
        self._at("2026-03-05 13:30:00")
        self.sign(contract)
        self.enter(order)
        self.assertEqual(order.state, "sale")

    def _next_time_he_is_thanked(self, customer, order):
        self._at("2026-03-19 08:00:00")
        visit = (
            self.env["ops.visit"]
            .with_user(self.consultant)
            .create({"partner_id": customer.id, "date_start": "2026-03-19 09:00:00", "goal": "Second hall"})
        )
        self.assertIn(self.env.ref("ops_dept.coach_existing").text, visit.coach_html)
        self.assertIn(order.name, visit.customer_html)
        self.assertIn("Takes ten, in two weeks", visit.customer_html)
