"""The place of a trip's report: with the tap alone, where company and person agreed (M7.5)."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ...common import clause
from .test_trip import LEAVES, NOON, TripCase

HERE = {"state": "taken", "latitude": 31.298, "longitude": 120.585, "accuracy": 20}
FAR = {**HERE, "latitude": 31.33}  # some 3.5 kilometres north


@tagged("post_install", "-at_install")
class TestTripPlace(TripCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.ops_place_on = True

    def _agree(self, user=None, answer="yes"):
        user = user or self.consultant
        user.with_user(user)._ops_answer_place(answer, self.company)

    def _hand_in(self, trip, position, moment=LEAVES + NOON):
        """Tap Hand In, as the browser does with a position."""
        with freeze_time(moment):
            action = trip.with_user(trip.user_id).action_report_today()
            report = (
                self.env["ops.work.report"]
                .with_user(trip.user_id)
                .with_context(**action["context"])
                .create({"done": "visit"})
            )
            call_kw(report.browse(), "action_hand_in", [report.ids, position], {})
        return report

    def _places(self, report, user=None):
        places = self.env["ops.visit.place"].with_user(user or report.user_id)
        return places.search([("report_id", "=", report.id)])

    @clause("M7.5", part="the place of a report")
    def test_the_tap_keeps_its_place_for_consultant_and_specialist(self):
        for traveller, head in ((self.consultant, self.manager), (self.field, self.market_head)):
            with self.subTest(traveller.login):
                self._agree(traveller)
                report = self._hand_in(self._approved(traveller, head), HERE)
                place = self._places(report)
                self.assertEqual((place.tap, place.state, place.accuracy), ("hand_in", "taken", 20))
                self.assertEqual(self._places(report, head), place)
                for other in (self.leader, self.stranger, self.other_manager):
                    self.assertFalse(self._places(report, other))
                    with self.assertRaises(AccessError):
                        place.with_user(other).read(["latitude"])
                self.assertFalse(
                    report.with_user(self.leader).place_text, "who reads the report, not its place"
                )

    def test_a_second_report_a_day_has_its_own(self):
        self._agree()
        trip = self._approved()
        reports = self._hand_in(trip, HERE) | self._hand_in(trip, FAR, LEAVES + 2 * NOON)
        self.assertEqual([len(self._places(report)) for report in reports], [1, 1])

    def test_nothing_is_kept_unless_company_and_person_agreed(self):
        trip = self._approved()
        self.assertFalse(self._places(self._hand_in(trip, HERE)), "he did not answer")
        self._agree(answer="no")
        self.assertFalse(self._places(self._hand_in(trip, HERE)), "he refused")
        self._agree()
        self.company.ops_place_on = False
        self.assertFalse(self._places(self._hand_in(trip, HERE)), "the company keeps none")

    def test_refused_no_signal_and_nonsense_are_states_and_the_report_is_handed_in(self):
        self._agree()
        trip = self._approved()
        for sent, state in (({"state": "refused"}, "refused"), ("here", "no_signal"), (None, None)):
            report = self._hand_in(trip, sent)
            self.assertEqual(report.state, "handed")
            self.assertEqual(self._places(report).state or None, state)

    def test_it_is_compared_with_the_places_of_the_trips_customers(self):
        self._agree()
        trip = self._approved()
        self.assertEqual(self._places(self._hand_in(trip, HERE)).result, "unknown")
        self.customer_file.sudo()._stamp(
            {"has_place": True, "place_latitude": HERE["latitude"], "place_longitude": HERE["longitude"]}
        )
        report = self._hand_in(trip, HERE)
        self.assertEqual(self._places(report).result, "at")
        self.assertIn("At the place", report.place_text)
        self.assertEqual(self._places(self._hand_in(trip, FAR)).result, "elsewhere")

    def test_the_question_stands_in_the_report_and_what_was_typed_stays(self):
        trip = self._approved()
        with freeze_time(LEAVES + NOON):
            mine = trip.with_user(self.consultant)
            reports = self.env["ops.work.report"].with_user(self.consultant)
            report = reports.with_context(**mine.action_report_today()["context"]).create(
                {"text": "They want"}
            )
            self.assertIn(self.manager.name, report.place_question)
            self.assertIn("30 days", report.place_question)
            self.assertIn("on a trip", report.place_question)
            again = report.action_agree_place()
            self.assertEqual((again["res_model"], again["res_id"]), ("ops.work.report", report.id))
            report.invalidate_recordset()
            self.assertEqual((report.place_question, report.takes_place), (False, True))
            self.assertEqual(mine.action_report_today()["res_id"], report.id, "begun, not a second one")
            report.action_hand_in(HERE)
            self.assertFalse(mine.action_report_today()["res_id"])
            self.assertEqual(report.action_refuse_place(), True)
        self.assertFalse(self._places(report), "what was kept goes at once")

    def test_another_kind_asks_for_no_place(self):
        self._agree()
        problem = (
            self.env["ops.work.report"]
            .with_user(self.consultant)
            .create({"kind": "problem", "title": "No stock", "text": "Bearings are short"})
        )
        self.assertFalse(problem.takes_place)
        problem.action_hand_in(HERE)
        self.assertFalse(self._places(problem))

    def test_after_its_days_it_is_deleted(self):
        self._agree()
        report = self._hand_in(self._approved(), HERE)
        for days, kept in ((29, 1), (31, 0)):
            with freeze_time(LEAVES + NOON + timedelta(days=days)):
                self.env["ops.visit.place"]._cron_forget()
                self.assertEqual(len(self._places(report)), kept)
