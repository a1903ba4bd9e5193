"""Business trips: approved by the head, reported each day away, shorter and longer; who travels owes it."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ...form_changes import FormCase
from ..common import MONDAY
from ..people import SpecialistCase

# Shanghai time is eight hours ahead: leaves Tuesday 9:00, is back Thursday 18:00.
LEAVES = datetime(2026, 3, 3, 1, 0)
BACK = datetime(2026, 3, 5, 10, 0)
TUESDAY, WEDNESDAY, THURSDAY = "2026-03-03", "2026-03-04", "2026-03-05"
NOON = timedelta(hours=3)
MIDNIGHT = datetime(2026, 3, 3, 15, 59, 59)


class TripCase(SpecialistCase):
    def _trip(self, user=None, start=LEAVES, end=BACK, **vals):
        return (
            self.env["ops.trip"]
            .with_user(user or self.consultant)
            .create(
                {
                    "place": "Nanjing, Wuhu",
                    "purpose": "Year's contract",
                    "date_start": start,
                    "date_end": end,
                    "partner_ids": [(6, 0, self.customer.ids)],
                    **vals,
                }
            )
        )

    def _approved(self, user=None, head=None, **vals):
        with freeze_time(MONDAY):
            trip = self._trip(user, **vals)
            trip.action_submit()
            trip.with_user(head or self.manager).action_ops_approve()
        return trip

    def _days(self, trip, *states):
        owed = self._duties("M7.5", res_model="ops.trip", res_id=trip.id)
        return owed.filtered(lambda one: not states or one.state in states).sorted("period").mapped("period")

    def _report(self, trip, moment, missing=False, **vals):
        """Tap the card and hand in, as on the phone."""
        with freeze_time(moment):
            mine = trip.with_user(trip.user_id)
            action = mine.action_report_missing() if missing else mine.action_report_today()
            report = (
                self.env["ops.work.report"]
                .with_user(trip.user_id)
                .with_context(**action["context"])
                .create({"done": "visit", **vals})
            )
            report.action_hand_in()
        return report


@tagged("post_install", "-at_install")
class TestTrip(FormCase, TripCase):
    @clause("M7.5")
    def test_a_day_away_without_a_report_is_a_violation_for_specialist_and_consultant_alike(self):
        people = (
            (self.consultant, self.manager),
            (self.market, self.market_head),
            (self.field, self.market_head),
        )
        for traveller, head in people:
            with self.subTest(traveller.login):
                trip = self._approved(traveller, head)
                self.assertEqual(self._days(trip, "open"), [TUESDAY, WEDNESDAY, THURSDAY])
                owed = self._duties("M7.5", res_id=trip.id, res_model="ops.trip")
                self.assertEqual(owed.owner_id, traveller)
                self.assertEqual(owed[0].date_due, MIDNIGHT, "midnight where the company is")
                self._report(trip, LEAVES + NOON)
                self.assertEqual((owed[0].state, trip.state), ("met", "running"))
                with freeze_time(MIDNIGHT + timedelta(days=1, seconds=1)):
                    self.env["ops.obligation"]._mark_overdue()
                    self.env["ops.obligation"]._mark_violated()
                owed.invalidate_recordset()
                self.assertEqual(owed.mapped("state"), ["met", "late", "open"])
                self.assertFalse(owed[0].violation_id)
                self.assertEqual(owed[1].violation_id.obligation_id, owed[1])

    def test_the_card_is_one_tap_and_a_second_report_a_day_is_possible(self):
        trip = self._approved()
        with freeze_time(LEAVES + NOON):
            home = self.env["ops.home"].with_user(self.consultant)
            cards = {card["key"]: card for card in home.get_home()["cards"]}
            row = cards["trip_report"]["rows"][0]
            self.assertEqual((row["res_id"], row["method"]), (trip.id, "action_report_today"))
            self.assertTrue(row["due"])
        first = self._report(trip, LEAVES + NOON)
        self.assertEqual((first.day, first.is_late, first.state), (date(2026, 3, 3), False, "handed"))
        with freeze_time(LEAVES + NOON):
            cards = {card["key"]: card for card in home.get_home()["cards"]}
            self.assertNotIn("trip_report", cards)
            self.assertEqual(cards["trips"]["rows"][0]["method"], "action_report_today")
            self.assertNotIn(
                trip.id, [row["res_id"] for row in cards["obligations"]["rows"]], "the days stand in the card"
            )
        second = self._report(trip, LEAVES + 2 * NOON, done=False, text="They want a trial")
        self.assertEqual(second.day, first.day)
        self.assertEqual(trip.report_count, 2)

    def test_a_report_needs_a_choice_or_a_word(self):
        trip = self._approved()
        with self.assertRaisesRegex(UserError, "M7.5"):
            self._report(trip, LEAVES + NOON, done=False)

    def test_yesterdays_report_is_kept_and_marked_late(self):
        trip = self._approved()
        report = self._report(trip, LEAVES + timedelta(days=1), missing=True)
        self.assertEqual((report.day, report.is_late), (date(2026, 3, 3), True))
        owed = self._duties("M7.5", res_id=trip.id, period=TUESDAY)
        self.assertEqual((owed.state, owed.date_met), ("met", LEAVES + timedelta(days=1)))
        self.assertIn("late", trip.days_text)

    def test_only_days_away_more_than_four_hours_count(self):
        for start, end, days in (
            # leaves 20:30, back 3:30: neither day; leaves 19:30, back 5:00: both
            (datetime(2026, 3, 3, 12, 30), datetime(2026, 3, 3, 19, 30), 0),
            (datetime(2026, 3, 3, 11, 30), datetime(2026, 3, 3, 21, 0), 2),
            (datetime(2026, 3, 3, 1, 0), datetime(2026, 3, 3, 5, 0), 0),
            (datetime(2026, 3, 3, 1, 0), datetime(2026, 3, 3, 5, 1), 1),
            (datetime(2026, 3, 3, 12, 30), datetime(2026, 3, 5, 19, 0), 2),
        ):
            with self.subTest(f"{start} {end}"):
                trip = self._trip(start=start, end=end)
                self.assertEqual(len(trip._get_away_days()), days)

    def test_shortened_the_rest_is_released_prolonged_days_are_added(self):
        trip = self._approved()
        self._report(trip, LEAVES + NOON)
        with freeze_time(LEAVES + 2 * NOON):
            mine = trip.with_user(self.consultant)
            with self.assertRaises(UserError):
                mine.action_change_end(" ", BACK)
            mine.action_change_end("The customer is away", datetime(2026, 3, 4, 10, 0))
            self.assertEqual(
                (self._days(trip, "open"), self._days(trip, "waived")), ([WEDNESDAY], [THURSDAY])
            )
            mine.action_change_end("He came back, one day more", datetime(2026, 3, 6, 10, 0))
            self.assertEqual(self._days(trip, "open"), [WEDNESDAY, THURSDAY, "2026-03-06"])
        told = self.env["mail.message"].search([("model", "=", "ops.trip"), ("res_id", "=", trip.id)])
        self.assertIn(self.manager.partner_id, told.notified_partner_ids)

    def test_a_day_that_the_head_waived_stays_waived_on_a_longer_trip(self):
        trip = self._approved()
        with freeze_time(LEAVES + NOON):
            owed = self._duties("M7.5", res_model="ops.trip", res_id=trip.id, period=WEDNESDAY)
            owed.with_user(self.manager).action_waive("On the train all day, no signal")
            change = trip.with_user(self.consultant).action_change_end
            change("One day more", datetime(2026, 3, 6, 10, 0))
        self.assertEqual(self._days(trip, "waived"), [WEDNESDAY])
        self.assertEqual(self._days(trip, "open"), [TUESDAY, THURSDAY, "2026-03-06"])

    def test_what_was_missed_is_not_shortened_away(self):
        trip = self._approved()
        with freeze_time(datetime(2026, 3, 5, 2, 0)):
            self.env["ops.obligation"]._mark_overdue()
            trip.with_user(self.consultant).action_change_end("Was back at noon", LEAVES + NOON)
        self.assertEqual(self._days(trip, "late"), [TUESDAY, WEDNESDAY])
        self.assertEqual(self._days(trip, "waived"), [THURSDAY])

    def test_back_earlier_it_ends_then(self):
        trip = self._approved()
        with freeze_time(datetime(2026, 3, 4, 8, 0)):
            mine = trip.with_user(self.consultant)
            mine.action_start()
            mine.action_close()
        self.assertEqual((trip.state, trip.date_end), ("closed", datetime(2026, 3, 4, 8, 0)))
        self.assertEqual(self._days(trip, "waived"), [THURSDAY])

    def test_cancelled_nothing_is_owed(self):
        trip = self._approved()
        with freeze_time(MONDAY):
            trip.action_cancel()
        self.assertEqual(self._days(trip, "waived"), [TUESDAY, WEDNESDAY, THURSDAY])

    def test_ones_own_trip_is_decided_one_level_above(self):
        with freeze_time(MONDAY):
            trip = self._trip(self.manager)
            trip.action_submit()
            with self.assertRaises(UserError):
                trip.action_ops_approve()
            trip.with_user(self.leader).action_ops_approve()
            self.assertEqual(trip.state, "approved")
            own = self._trip(self.gm)
            own.action_submit()
        self.assertEqual(own.state, "approved", "the general manager's needs no decision")

    def test_a_deputy_approves(self):
        with freeze_time(MONDAY):
            trip = self._trip()
            trip.action_submit()
            self.env["ops.absence"].with_user(self.manager).create(
                {"deputy_id": self.other_manager.id, "date_from": "2026-03-02", "date_to": "2026-03-03"}
            )
            trip.with_user(self.other_manager).action_ops_approve()
        self.assertEqual(trip.state, "approved")

    def test_two_trips_at_a_time_and_times_that_cannot_be(self):
        self._approved()
        with freeze_time(MONDAY):
            with self.assertRaisesRegex(UserError, "another trip"):
                self._trip().action_submit()
            over = self._trip(start=MONDAY - timedelta(days=3), end=MONDAY - timedelta(days=2))
            with self.assertRaisesRegex(UserError, "over already"):
                over.action_submit()
            long = self._trip(start=BACK, end=BACK + timedelta(days=200))
            with self.assertRaisesRegex(UserError, "92 days"):
                long.action_submit()

    def test_reports_belong_to_ones_own_approved_trip_and_its_days(self):
        trip = self._approved()
        reports = self.env["ops.work.report"]
        values = {"kind": "trip", "trip_id": trip.id, "done": "visit"}
        with freeze_time(LEAVES + NOON):
            for user, day in (
                (self.colleague, TUESDAY),
                (self.consultant, WEDNESDAY),
                (self.consultant, "2026-03-01"),
            ):
                with self.assertRaises(UserError):
                    reports.with_user(user).create({**values, "day": day})
            waiting = self._trip(start=BACK + NOON, end=BACK + 4 * NOON)
            with self.assertRaises(UserError):
                reports.with_user(self.consultant).create({**values, "trip_id": waiting.id, "day": TUESDAY})

    def test_the_head_files_and_reads_all_on_the_trip(self):
        trip = self._approved()
        report = self._report(trip, LEAVES + NOON)
        with freeze_time(LEAVES + NOON):
            cards = {
                card["key"]: card for card in self.env["ops.home"].with_user(self.manager).get_home()["cards"]
            }
            self.assertEqual(cards["reports_to_file"]["rows"][0]["res_id"], report.id)
        with self.assertRaises(AccessError):
            report.action_file()
        report.with_user(self.manager).action_file()
        self.assertEqual(report.state, "filed")

    def test_who_sees_a_trip(self):
        trip = self._approved()
        for user, sees in (
            (self.consultant, True),
            (self.manager, True),
            (self.leader, True),
            (self.auditor, True),
            (self.colleague, False),
            (self.other_manager, False),
            (self.market_head, False),
        ):
            found = self.env["ops.trip"].with_user(user).search([("id", "=", trip.id)])
            self.assertEqual(bool(found), sees, user.login)

    def test_switched_off_it_passes_and_owes_nothing(self):
        self.company.ops_rulebook = False
        with freeze_time(MONDAY):
            trip = self._trip()
            trip.action_submit()
        self.assertEqual((trip.state, self._days(trip)), ("approved", []))
        self.assertEqual(self._report(trip, LEAVES + NOON).state, "handed")

    def test_two_companies(self):
        other = self.env["res.company"].create({"name": "Other", "ops_rulebook": True})
        self._in_company(self.consultant, other)
        with freeze_time(MONDAY):
            trip = (
                self.env["ops.trip"]
                .with_user(self.consultant)
                .with_context(allowed_company_ids=other.ids)
                .create({"place": "A", "purpose": "B", "date_start": LEAVES, "date_end": BACK})
            )
            self.assertEqual(trip.company_id, other)
            found = self.env["ops.trip"].with_user(self.manager).search([("id", "=", trip.id)])
        self.assertFalse(found, "no manager of that company")

    def test_form(self):
        with freeze_time(MONDAY):
            trip = self._trip().with_env(self.env)
            self._assert_no_crash(trip, self.consultant, self.manager)
            self._assert_no_crash(trip.browse(), self.market)
            self._assert_no_crash(self._approved().with_env(self.env), self.consultant)
            action = self._approved(self.market, self.market_head).with_user(self.market).action_open_change()
            wizard = self.env[action["res_model"]].with_context(**action["context"])
            self._assert_no_crash(wizard, self.market)

    def test_report_form(self):
        trip = self._approved()
        with freeze_time(LEAVES + NOON):
            action = trip.with_user(self.consultant).action_report_today()
            view = self.env["ir.ui.view"].browse(action["views"][0][0])
            reports = self.env["ops.work.report"].with_context(**action["context"])
            self._assert_no_crash(reports, self.consultant, view=view)
