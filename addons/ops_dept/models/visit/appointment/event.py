from contextlib import contextmanager
from datetime import timedelta

from odoo import fields, models
from odoo.fields import Command

# What of a visit its event says.
SAID = frozenset(
    {"date_start", "minutes_planned", "user_id", "contact_id", "partner_id", "place", "invites_contact"}
)


class OpsVisit(models.Model):
    """The event that stands for a planned visit in the consultant's calendar.

    It is private: colleagues see that he is away. The customer's contact becomes an attendee only when
    ticked, as core mails every attendee; nobody gets a mail about his own calendar.
    """

    _inherit = "ops.visit"

    _ops_created = ((10, "_put_into_calendars"),)
    _ops_on_write = ((10, "_moving_events"),)

    def _get_events_sudo(self):
        """Return the events of these visits, whoever's calendar they are in."""
        # sudo: the event follows the visit; who may change that was asked there
        return self.env["calendar.event"].sudo().search([("ops_visit_id", "in", self.ids)])

    def _put_into_calendars(self, _vals_list=()):
        """Add the events of visits that are to come; calls need none."""
        wanted = self.filtered(lambda visit: visit.state == "planned" and visit._is_visit())
        if wanted:
            # sudo: as above
            events = self.env["calendar.event"].sudo().with_context(no_mail_to_attendees=True)
            made = events.create([visit._prepare_event() for visit in wanted])
            made.with_context(no_mail_to_attendees=False)._ops_invite_contacts()

    def _prepare_event(self):
        """Return the values of the event."""
        return {
            **self._prepare_event_times(),
            "user_id": self.user_id.id,
            "ops_visit_id": self.id,
            "privacy": "private",
            "show_as": "busy",
            "partner_ids": [Command.set(self._get_attendees().ids)],
            "alarm_ids": [Command.set(self._get_reminder().ids)],
        }

    def _get_reminder(self):
        """Return the alarm of the event: none for who leaves at once, it would cover his screen."""
        alarm = self.env.ref("calendar.alarm_notif_2", raise_if_not_found=False)
        ahead = self.date_start - fields.Datetime.now()
        if not alarm or self.state != "planned" or ahead <= timedelta(minutes=alarm.duration_minutes):
            return self.env["calendar.alarm"]
        return alarm

    def _prepare_event_times(self):
        return {
            "name": self.env._("Visit: %s", self._get_customer_name()),
            "start": self.date_start,
            "stop": self.date_planned_end,
            "location": self.place or False,
        }

    def _get_attendees(self):
        contact = self.contact_id or self.partner_id
        return self.user_id.partner_id | (contact if self.invites_contact else contact.browse())

    @contextmanager
    def _moving_events(self, vals):
        """Let the events follow what changes on visits to come; a cancelled one leaves the calendar."""
        yield
        if "state" in vals:
            self._follow_state(vals["state"])
        elif not vals.keys().isdisjoint(SAID):
            planned = self.filtered(lambda visit: visit.state == "planned")
            for event_sudo in planned._get_events_sudo():
                event_sudo._ops_follow_visit()

    def _follow_state(self, state):
        if state == "cancelled":
            self._get_events_sudo().active = False
        elif state == "planned":
            gone = self - self._get_events_sudo().ops_visit_id
            gone._put_into_calendars()
        elif state == "departed":
            # whoever is on his way needs no reminder; one that is on his screen goes
            reminding_sudo = self._get_events_sudo().filtered("alarm_ids")
            if reminding_sudo:
                reminding_sudo.alarm_ids = [Command.clear()]
