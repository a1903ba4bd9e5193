"""Taps while it happens, typed times where one was forgotten: a real visit is never refused."""

from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase


def later(minutes):
    return MONDAY + timedelta(minutes=minutes)


def at(minutes):
    return freeze_time(later(minutes))


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestTimes(VisitCase):
    @clause("V1.1")
    def test_a_visit_is_tapped_through_and_reported(self):
        visit = self._plan()
        visit.action_depart()
        with at(20):
            visit.action_arrive()
        with at(55):
            visit.action_finish()
            self._say(visit)
            visit.action_report()
        self.assertEqual((visit.date_arrived, visit.date_finished), (later(20), later(55)))
        self.assertEqual(visit.minutes, 35)
        self.assertEqual(visit.state, "reported")
        self.assertFalse(visit.is_registered_late)

    @clause("V1.1")
    def test_a_visit_without_departure_is_typed_and_marked(self):
        visit = self._plan()
        with self.assertRaisesRegex(UserError, "V1.1"):
            visit.write({"state": "reported"})
        with at(90):
            with self.assertRaisesRegex(UserError, "V1.1"):
                visit.action_finish()
            action = visit.action_open_times()
            wizard = (
                self.env[action["res_model"]].with_user(self.consultant).with_context(**action["context"])
            )
            wizard.create({"finished": later(40)}).action_confirm()
        self.assertEqual(visit.state, "finished")
        self.assertTrue(visit.is_registered_late)
        self.assertEqual((visit.date_departed, visit.minutes), (False, 40))
        late = self.env["ops.visit"].with_user(self.manager).search([("is_registered_late", "=", True)])
        self.assertEqual(late, visit.with_user(self.manager))

    def test_forgotten_taps(self):
        """The table: what was tapped, what is typed (minutes), what comes of it."""
        table = (
            ((), (None, 0, 30), None),
            ((), (-30, 0, 30), None),
            (("depart",), (None, 10, 40), None),
            (("depart", "arrive"), (None, 10, 40), None),
            ((), (10, 0, 30), "There from.*Left at"),
            ((), (None, 30, 10), "There until.*There from"),
            ((), (None, 30, 4000), "still to come"),
            ((), (None, None, 30), "from when and until when"),
            ((), (None, 10, None), "from when and until when"),
            (("depart", "arrive", "finish"), (None, 0, 30), "V1.1"),
        )
        for taps, typed, refused in table:
            with self.subTest(taps=taps, typed=typed), self.env.cr.savepoint() as point:
                visit = self._plan()
                for tap in taps:
                    getattr(visit, f"action_{tap}")()
                departed, arrived, finished = (None if x is None else later(x) for x in typed)
                with at(100):
                    if refused:
                        with self.assertRaisesRegex(UserError, refused):
                            visit.action_register_times(arrived, finished, departed)
                    else:
                        visit.action_register_times(arrived, finished, departed)
                        self.assertEqual(visit.state, "finished")
                        self.assertTrue(visit.is_registered_late)
                        # what was tapped stays as it was tapped
                        if "depart" in taps:
                            self.assertEqual(visit.date_departed, MONDAY)
                        if "arrive" in taps:
                            self.assertEqual(visit.date_arrived, MONDAY)
                point.rollback()
                self.env.invalidate_all()

    def test_past_midnight_the_time_is_asked_for_not_guessed(self):
        visit = self._plan()
        visit.action_depart()
        with at(1440):
            action = visit.action_arrive()
            self.assertEqual(action["res_model"], "ops.visit.times")
            with self.assertRaisesRegex(UserError, "another day"):
                visit.write({"state": "arrived"})
        visit.action_arrive()
        with at(1440):
            action = visit.action_finish()
            self.assertEqual(action["res_model"], "ops.visit.times")
            with self.assertRaisesRegex(UserError, "another day"):
                visit.write({"state": "finished"})
            visit.action_register_times(visit.date_arrived, later(14 * 60 + 30))
        self.assertEqual(visit.minutes, 14 * 60 + 30)

    def test_taps_and_times_are_nobody_elses(self):
        visit = self._plan()
        for user in (self.manager, self.leader):
            with self.assertRaisesRegex(AccessError, "V1.1"):
                visit.with_user(user).action_register_times(later(-60), later(-30))
        with self.assertRaises(UserError):
            visit.write({"date_arrived": MONDAY})
        with self.assertRaises(UserError):
            self._plan(date_departed=MONDAY)

    def test_the_head_puts_it_on_another_day_or_gives_it_to_somebody(self):
        visit = self._plan()
        visit.with_user(self.manager).write({"date_start": later(60)})
        self.assertEqual(visit.date_start, later(60))
        visit.action_depart()
        with self.assertRaises(UserError):
            visit.with_user(self.manager).write({"date_start": later(120)})

    @clause("V1.6")
    @clause("V3.8")
    def test_half_an_hour_is_planned_and_measured(self):
        visit = self._plan()
        self.assertEqual(visit.minutes_planned, 30)
        self.company.ops_visit_minutes = 45
        self.assertEqual(self._plan().minutes_planned, 45)
        for minutes, asked in ((41, False), (59, False), (60, True), (75, True)):
            with self.subTest(minutes=minutes), self.env.cr.savepoint() as point:
                visit.action_depart()
                visit.action_arrive()
                with at(minutes):
                    visit.action_finish()
                    self._say(visit)
                    if asked:
                        with self.assertRaisesRegex(UserError, "V3.8"):
                            visit.action_report()
                        visit.long_reason = "waiting"
                    visit.action_report()
                self.assertEqual(visit.state, "reported")
                point.rollback()
                self.env.invalidate_all()
        found = (
            self.env["ops.visit"]
            .with_user(self.manager)
            ._read_group([], ["user_id"], ["minutes_planned:sum", "minutes:sum"])
        )
        self.assertTrue(found)

    def test_a_slip_of_the_finger_is_taken_back(self):
        visit = self._plan()
        visit.action_depart()
        visit.action_reset()
        self.assertEqual((visit.state, visit.date_departed), ("planned", False))
        self.assertEqual(self._owed(visit).state, "waived")

    def test_what_does_not_take_place_is_cancelled_by_choice(self):
        visit = self._plan()
        with self.assertRaisesRegex(UserError, "choose why"):
            visit.write({"state": "cancelled"})
        action = visit.action_open_cancel()
        wizard = self.env[action["res_model"]].with_user(self.consultant).with_context(**action["context"])
        wizard.create({"choice": "customer"}).action_confirm()
        self.assertEqual((visit.state, visit.cancel_reason), ("cancelled", "customer"))
        with self.assertRaises(UserError):
            visit.unlink()
        visit.action_reset()
        self.assertEqual((visit.state, visit.cancel_reason), ("planned", False))
