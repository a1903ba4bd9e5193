"""The report: complete is what was said, what came of it, the next step; it stays once it was read."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestReport(VisitCase):
    def _made(self, **vals):
        visit = self._plan(**vals)
        visit.action_depart()
        visit.action_arrive()
        visit.action_finish()
        return visit

    @clause("V4.1")
    @clause("N3.1")
    @clause("V1.1")
    def test_what_is_missing_is_named(self):
        visit = self._made()
        complete = {
            "result": "interested",
            "talk": "Ten bearings",
            "next_date": MONDAY + timedelta(days=7),
            "next_focus": "Sample",
        }
        lacks = (
            ({"result": False}, "what came of it"),
            ({"talk": "  "}, "what was said"),
            ({"next_date": False}, "when you see him next"),
            ({"next_focus": False}, "what the next visit is about"),
            ({"next_date": MONDAY - timedelta(days=1)}, "in the past"),
        )
        for lack, named in lacks:
            visit.write({**complete, **lack})
            self.assertRegex(visit.report_blockers, named)
            with self.assertRaisesRegex(UserError, f"(?s){named}.*V4.1"):
                visit.action_report()
            with self.assertRaisesRegex(UserError, named):
                visit.write({"state": "reported"})
        visit.write(complete)
        visit.action_report()
        self.assertEqual(visit.state, "reported")

    @clause("V4.1")
    def test_no_next_visit_needs_a_reason_by_choice_only(self):
        visit = self._say(self._made())
        visit.action_report()
        self.assertEqual(visit.state, "reported")
        self.assertFalse(visit.next_visit_ids)

    def test_who_met_nobody_need_not_say_what_was_said(self):
        visit = self._made()
        visit.write({"result": "not_met", "no_next": "other"})
        visit.action_report()
        self.assertEqual(visit.state, "reported")

    @clause("V1.7")
    @clause("N2.4")
    def test_notes_are_saved_while_somebody_is_there(self):
        visit = self._plan()
        visit.action_depart()
        visit.action_arrive()
        visit.write({"talk": "Line 3 stops in May", "solution": "Spare bearings on stock here"})
        self.assertEqual((visit.state, visit.talk), ("arrived", "Line 3 stops in May"))
        visit.action_finish()
        self._say(visit, talk="Line 3 stops in May; wants a price")
        visit.action_report()
        self.assertEqual(visit.solution, "Spare bearings on stock here")

    @clause("V6.2")
    def test_material_shown_and_left_stands_on_the_report(self):
        visit = self._made()
        brochure = self.env.ref("ops_dept.kit_brochure")
        book = self.env.ref("ops_dept.kit_picture_book")
        with Form(visit) as form:
            form.shown_ids.add(brochure)
            form.shown_ids.add(book)
            form.left_ids.add(brochure)
        self.assertEqual((visit.shown_ids, visit.left_ids), (brochure | book, brochure))
        with self.assertRaisesRegex(AccessError, "V4.1"):
            visit.with_user(self.manager).left_ids = book
        self._say(visit).action_report()
        visit.with_user(self.manager).action_review()
        with self.assertRaises(UserError):
            visit.left_ids = book

    @clause("V3.5")
    @clause("N2.3")
    def test_needs_and_interests_go_to_the_customers_file(self):
        visit = self._made()
        visit.write(
            {
                "fact_ids": [
                    (0, 0, {"kind": "need", "text": "Monthly delivery"}),
                    (0, 0, {"kind": "interest", "text": "Plays chess"}),
                ]
            }
        )
        facts = self.customer_file.with_user(self.consultant).fact_ids
        self.assertLessEqual({"Monthly delivery", "Plays chess"}, set(facts.mapped("text")))
        self.assertEqual(facts.filtered("visit_id").visit_id, visit)

    def test_needs_of_a_colleagues_customer_go_to_his_file_and_read_nothing_of_it(self):
        other = self._file(self.other_customer, self.stranger, importance="ordinary", ops_business="Secret")
        visit = self._plan(partner_id=self.other_customer.id, contact_id=False)
        visit.fact_ids = [(0, 0, {"kind": "need", "text": "Seals"})]
        self.assertIn("Seals", other.fact_ids.mapped("text"))
        with self.assertRaises(AccessError):
            self.env["ops.customer"].with_user(self.consultant).browse(other.id).read(["ops_business"])

    @clause("V3.7")
    @clause("N2.7")
    def test_the_next_visit_is_planned_with_when_where_and_what_for(self):
        visit = self._made()
        day = MONDAY + timedelta(days=7)
        self._say(
            visit,
            no_next=False,
            result="no",
            next_date=day,
            next_place="Hall 4, Shanghai",
            next_focus="Show the sample",
            commitment="A sample by Friday",
        )
        visit.action_report()
        following = visit.next_visit_ids
        self.assertEqual(
            (following.state, following.date_start, following.place, following.goal),
            ("planned", day, "Hall 4, Shanghai", "Show the sample"),
        )
        self.assertEqual((following.partner_id, following.user_id), (visit.partner_id, self.consultant))
        self.assertEqual(visit.action_open_next()["res_id"], following.id)
        self.assertEqual(following.action_open_previous()["res_id"], visit.id)

    @clause("N2.5")
    def test_objections_and_answers_are_counted(self):
        price = self.env.ref("ops_dept.visit_objection_price")
        visit = self._made()
        visit.objection_ids = [(0, 0, {"choice_id": price.id, "answer": "Lasts twice as long"})]
        self._say(visit)
        visit.action_report()
        found = (
            self.env["ops.visit.objection"]
            .with_user(self.manager)
            ._read_group([], ["choice_id", "result"], ["__count"])
        )
        self.assertEqual(found, [(price.with_user(self.manager), "interested", 1)])

    def test_what_was_offered_keeps_its_order_and_list_price(self):
        visit = self._made()
        one, two = self.env["product.product"].create(
            [{"name": "A", "list_price": 10.0}, {"name": "B", "list_price": 20.0}]
        )
        visit.offer_ids = [
            (0, 0, {"sequence": 2, "product_id": one.id}),
            (0, 0, {"sequence": 1, "product_id": two.id, "quantity": 5, "discount": 3}),
        ]
        self.env.invalidate_all()
        self.assertEqual(visit.offer_ids.mapped("product_id.name"), ["B", "A"])
        self.assertEqual(visit.offer_ids.mapped("price_unit"), [20.0, 10.0])

    # --- until when ------------------------------------------------------------

    @clause("V1.8")
    def test_the_report_is_owed_until_the_end_of_the_working_day(self):
        visit = self._plan()
        visit.action_depart()
        owed = self._owed(visit)
        self.assertEqual((owed.owner_id, owed.state), (self.consultant, "open"))
        due = self.company.resource_calendar_id._ops_deadline(MONDAY, 0, "end_of_day", company=self.company)
        self.assertEqual(owed.date_due, due)
        visit.action_arrive()
        visit.action_finish()
        self._say(visit)
        with freeze_time(due + timedelta(hours=1)):
            visit.action_report()
        self.assertEqual(owed.state, "met")
        self.assertGreater(owed.date_met, owed.date_due)

    @clause("V1.8")
    def test_who_comes_back_after_hours_has_the_next_working_day(self):
        visit = self._plan()
        visit.action_depart()
        visit.action_arrive()
        first = self._owed(visit).date_due
        evening = first + timedelta(minutes=30)
        with freeze_time(evening):
            visit.action_finish()
            self.assertGreater(self._owed(visit).date_due, evening)

    def test_a_visit_that_was_typed_owes_its_report_too(self):
        visit = self._plan()
        visit.action_register_times(MONDAY - timedelta(hours=1), MONDAY)
        self.assertEqual(self._owed(visit).state, "open")

    # --- bookings and complaints --------------------------------------------------

    @clause("V5.3")
    def test_an_expected_booking_reminds_three_days_before(self):
        visit = self._made()
        day = MONDAY.date() + timedelta(days=20)
        self._say(visit, booking_date=day, booking_amount=5000)
        visit.action_report()
        activity = visit.activity_ids
        self.assertEqual(activity.user_id, self.consultant)
        self.assertEqual(activity.date_deadline, day - timedelta(days=3))
        self.assertEqual(activity.activity_type_id, self.env.ref("ops_dept.mail_activity_type_booking"))

    @clause("V3.6")
    @clause("V5.2")
    def test_a_complaint_opens_its_ticket_and_shows_what_became_of_it(self):
        visit = self._made()
        visit.complaint = "The seal leaks\nsince Monday"
        visit.action_open_ticket()
        ticket = visit.sudo().ticket_ids
        self.assertEqual(ticket.name, "The seal leaks")
        self.assertEqual(ticket.partner_id, self.person)
        visit.action_open_ticket()
        self.assertEqual(len(visit.sudo().ticket_ids), 1)
        self.env.invalidate_all()
        self.assertIn(ticket.with_user(self.consultant).sudo()._ops_state_label(), visit.ticket_text)

    # --- whose words ---------------------------------------------------------------

    def test_nobody_else_reports(self):
        visit = self._made()
        for user in (self.manager, self.leader):
            with self.assertRaisesRegex(AccessError, "V4.1"):
                visit.with_user(user).write({"talk": "He said yes"})
            with self.assertRaisesRegex(AccessError, "V1.1"):
                visit.with_user(user).action_report()
        with self.assertRaisesRegex(AccessError, "V4.1"):
            self._plan(self.manager, user_id=self.consultant.id, talk="Invented")

    @clause("W1.D")
    def test_what_was_read_stays_or_says_why_it_was_changed(self):
        visit = self._say(self._made()).with_context(tracking_disable=False, mail_notrack=False)
        visit.action_report()
        for user in (self.consultant, self.other_manager, self.stranger, self.support):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                visit.with_user(user).action_review()
        visit.with_user(self.manager).action_review("Well done")
        self.assertEqual((visit.state, visit.reviewed_by_id), ("reviewed", self.manager))
        self.assertEqual(visit.review_note, "Well done")
        told = self.env["mail.message"].search(
            [("partner_ids", "in", self.consultant.partner_id.ids), ("body", "ilike", "Well done")]
        )
        self.assertEqual(told.record_name, visit.display_name)
        with self.assertRaises(UserError):
            visit.talk = "Something else"
        with self.assertRaisesRegex(UserError, "W1.D"):
            visit.write({"state": "reported"})
        with self.assertRaisesRegex(UserError, "W1.D"):
            visit.action_correct(" ")
        self.flush_tracking()
        visit.action_correct("The number was wrong")
        visit.talk = "They want twenty bearings a month"
        self.flush_tracking()
        talk = self._talks(visit)
        self.assertEqual(talk.old_value_text, "They want ten bearings a month")
        self.assertEqual(talk.new_value_text, "They want twenty bearings a month")
        visit.with_user(self.manager).action_review()
        self.assertEqual(visit.state, "reviewed")

    def _talks(self, visit):
        """Return the changes of what was said that stand in the history."""
        values = visit.sudo().message_ids.tracking_value_ids
        return values.filtered(lambda value: value.field_id.name == "talk")

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    @clause("W1.D")
    def test_notes_before_the_report_leave_no_history_after_it_they_do(self):
        visit = self._made().with_context(tracking_disable=False, mail_notrack=False)
        self.flush_tracking()
        visit.talk = "First"
        self.flush_tracking()
        self.assertFalse(
            visit.sudo().message_ids.tracking_value_ids.filtered(lambda v: v.field_id.name == "talk")
        )
        self._say(visit, talk="Second")
        visit.action_report()
        self.flush_tracking()
        visit.talk = "Third"
        self.flush_tracking()
        talk = self._talks(visit)
        self.assertEqual((talk.old_value_text, talk.new_value_text), ("Second", "Third"))
