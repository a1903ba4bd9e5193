from odoo import fields, models
from odoo.exceptions import UserError


class CalendarEvent(models.Model):
    """An event that stands for a visit: who moves it in the calendar moves the visit, and the other way.

    Clause: V1.5
    """

    _inherit = "calendar.event"

    ops_visit_id = fields.Many2one(
        "ops.visit", "Visit", index="btree_not_null", readonly=True, copy=False, ondelete="set null"
    )

    def write(self, vals):
        """Move the visits along; nothing more is asked of the database where the rulebook is off."""
        result = super().write(vals)
        moved = not vals.keys().isdisjoint(("start", "stop", "duration", "user_id"))
        if moved and self.env["res.company"]._ops_companies_on():
            self._ops_move_visits()
        return result

    def _ops_move_visits(self):
        """Let planned visits follow their events, as the user who moved them."""
        # sudo: which visits these are, of events that the user just changed
        for event_sudo in self.sudo().filtered("ops_visit_id"):
            visit = event_sudo.ops_visit_id.with_user(self.env.user)
            vals = event_sudo._ops_prepare_visit(visit.sudo())
            if not vals:
                continue
            if visit.sudo().state != "planned":
                raise UserError(
                    self.env._(
                        "%(visit)s stands at “%(state)s”: it cannot be put on another time any more (V1.5).",
                        visit=visit.sudo().display_name,
                        state=visit.sudo()._ops_state_label(),
                    )
                )
            visit.write(vals)

    def _ops_prepare_visit(self, visit):
        """Return what of a visit differs from its event."""
        vals = {}
        if self.start and visit.date_start != self.start:
            vals["date_start"] = self.start
        minutes = round((self.stop - self.start).total_seconds() / 60) if self.start and self.stop else 0
        if minutes and minutes != visit.minutes_planned:
            vals["minutes_planned"] = minutes
        if self.user_id and self.user_id != visit.user_id:
            vals["user_id"] = self.user_id.id
        return vals

    def _ops_follow_visit(self):
        """Say what the visit says now; write nothing that is said already."""
        self.ensure_one()
        visit = self.ops_visit_id
        wanted = {**visit._prepare_event_times(), "user_id": visit.user_id.id}
        vals = {
            name: value
            for name, value in wanted.items()
            if (self[name].id if self._fields[name].relational else self[name]) != value
        }
        attendees = visit._get_attendees()
        if self.partner_ids != attendees:
            vals["partner_ids"] = [fields.Command.set(attendees.ids)]
        if vals:
            self.with_context(no_mail_to_attendees=not visit.invites_contact).write(vals)

    def _ops_invite_contacts(self):
        """Mail the invitation to the customers' contacts, where that was ticked."""
        invited = self.filtered("ops_visit_id.invites_contact")
        people = invited.ops_visit_id.contact_id | invited.ops_visit_id.partner_id
        guests = invited.attendee_ids.filtered(lambda attendee: attendee.partner_id in people)
        guests._send_invitation_emails()
