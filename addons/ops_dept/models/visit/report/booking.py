from datetime import timedelta

from odoo import fields, models


class OpsVisit(models.Model):
    """A booking that may come: kept with its day and amount, and followed up some days before (V5.3)."""

    _inherit = "ops.visit"

    _ops_reported = ((20, "_remind_of_bookings"),)

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
        company = self.company_id
        return max(self.booking_date - timedelta(days=company.ops_booking_days), company._ops_today())


class ResCompany(models.Model):
    """How many days before an expected booking the consultant is reminded."""

    _inherit = "res.company"

    ops_booking_days = fields.Integer(
        "Days before an expected booking",
        default=3,
        help="So many days before, the consultant is reminded of it (V5.3).",
    )


class ResConfigSettings(models.TransientModel):
    """When consultants are reminded of expected bookings."""

    _inherit = "res.config.settings"

    ops_booking_days = fields.Integer(related="company_id.ops_booking_days", readonly=False)
