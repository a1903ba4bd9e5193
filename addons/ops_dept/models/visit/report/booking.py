from odoo import fields, models


class OpsVisit(models.Model):
    """A booking that may come: kept with its day and amount, and followed up some days before (V5.3)."""

    _inherit = "ops.visit"

    _on_reported = ((20, "_remind_of_bookings"),)

    booking_date = fields.Date("Booking expected on", tracking=True, frozen="closed")
    booking_amount = fields.Monetary("Booking expected", frozen="closed")

    def _remind_of_bookings(self):
        """Put a reminder before the day on which a booking is expected, in the consultant's list."""
        kind = self.env.ref("ops_dept.mail_activity_type_booking")
        for visit in self.filtered("booking_date"):
            known = visit.activity_ids.filtered(lambda activity: activity.activity_type_id == kind)
            day = visit._get_reminder_day()
            if known:
                known.write({"date_deadline": day})
            elif visit._holds("V5.3"):
                visit.activity_schedule(
                    activity_type_id=kind.id,
                    date_deadline=day,
                    user_id=visit.user_id.id,
                    summary=kind.summary,
                )

    def _get_reminder_day(self):
        """Return the day so many days before as the clause's limit says, never one that is over."""
        company = self.company_id
        number, unit, dates = (*self.env["ops.clause"]._get_limit("V5.3", company), "")[:3]
        before = company.resource_calendar_id._ops_deadline(self.booking_date, number, unit, dates, company)
        return max(self._day_of(before), company._ops_today())
