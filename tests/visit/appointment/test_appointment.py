"""The appointment: an event that moves both ways, the customer invited only when ticked."""

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import clause
from ..visit_case import MONDAY, VisitCase

NEXT = MONDAY + timedelta(days=1)


@tagged("post_install", "-at_install")
@freeze_time(MONDAY)
class TestAppointment(VisitCase):
    def _event(self, visit):
        return self.env["calendar.event"].search([("ops_visit_id", "=", visit.id)])

    def _mails(self):
        return self.env["mail.mail"].search_count([]) + self.env["mail.message"].search_count(
            [("message_type", "=", "user_notification")]
        )

    @clause("V1.5")
    @clause("V3.1")
    def test_an_appointment_stands_in_the_calendar_with_a_reminder_and_nobody_is_mailed(self):
        before = self._mails()
        visit = self._plan(date_start=NEXT)
        event = self._event(visit)
        self.assertEqual((event.start, event.stop), (NEXT, NEXT + timedelta(minutes=30)))
        self.assertEqual(event.user_id, self.consultant)
        self.assertEqual(event.partner_ids, self.consultant.partner_id)
        self.assertEqual(event.alarm_ids.alarm_type, "notification")
        self.assertIn("Renmin Road", event.location)
        self.assertEqual(event.privacy, "private")
        self.assertEqual(self._mails(), before)

    def test_who_leaves_is_not_reminded_of_it(self):
        at_once = self._plan(date_start=MONDAY + timedelta(minutes=20))
        self.assertFalse(self._event(at_once).alarm_ids, "it would come at once, over the buttons")
        later = self._plan(date_start=MONDAY + timedelta(hours=3))
        self.assertTrue(self._event(later).alarm_ids)
        later.action_depart()
        self.assertFalse(self._event(later).alarm_ids)

    @clause("V1.5")
    def test_it_moves_both_ways(self):
        visit = self._plan(date_start=NEXT)
        event = self._event(visit)
        visit.date_start = NEXT + timedelta(hours=2)
        self.assertEqual(event.start, NEXT + timedelta(hours=2))
        event.with_user(self.consultant).write(
            {"start": NEXT + timedelta(hours=4), "stop": NEXT + timedelta(hours=5)}
        )
        self.assertEqual((visit.date_start, visit.minutes_planned), (NEXT + timedelta(hours=4), 60))
        visit.action_depart()
        with self.assertRaisesRegex(UserError, "V1.5"):
            event.with_user(self.consultant).write({"start": NEXT, "stop": NEXT + timedelta(minutes=30)})

    @clause("V1.5")
    def test_the_contact_is_invited_only_when_ticked(self):
        visit = self._plan(date_start=NEXT)
        before = self._mails()
        visit.invites_contact = True
        self.assertIn(self.person, self._event(visit).partner_ids)
        self.assertGreater(self._mails(), before)
        ticked = self._plan(date_start=NEXT, invites_contact=True)
        self.assertIn(self.person, self._event(ticked).partner_ids)

    def test_a_cancelled_visit_leaves_the_calendar_and_a_head_who_plans_mails_nobody(self):
        before = self._mails()
        visit = self._plan(self.manager, user_id=self.consultant.id, date_start=NEXT)
        self.assertEqual(self._event(visit).user_id, self.consultant)
        self.assertEqual(self._mails(), before)
        visit.with_user(self.manager).action_cancel(reason="needless")
        self.assertFalse(self._event(visit))

    @clause("V2.4")
    def test_who_confirmed_and_when_and_where_it_is_on_the_map(self):
        visit = self._plan(date_start=NEXT)
        self.assertIn("Renmin%20Road", visit.map_url)
        visit.action_confirm_appointment()
        self.assertEqual((visit.confirmed_by, visit.date_confirmed), ("Mr Shen", MONDAY))
        visit.action_depart()
        self.assertFalse(visit.is_unannounced)

    @clause("V1.5")
    def test_going_unannounced_is_allowed_and_marked(self):
        visit = self._plan()
        visit.action_depart()
        self.assertTrue(visit.is_unannounced)

    def test_switched_off_an_event_costs_no_statement_more(self):
        event = self.env["calendar.event"].create(
            {"name": "Lunch", "start": NEXT, "stop": NEXT + timedelta(hours=1)}
        )
        self.company.ops_rulebook = False
        own = self.env["calendar.event"]._ops_move_visits.__func__
        counts = []
        for hours, with_us in ((1, True), (2, True), (3, False)):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            with patch.object(
                self.registry["calendar.event"], "_ops_move_visits", own if with_us else _nothing
            ):
                event.write(
                    {"start": NEXT + timedelta(hours=hours), "stop": NEXT + timedelta(hours=hours + 1)}
                )
                self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertFalse(event.ops_visit_id)


def _nothing(_events):
    """What core does without us."""
