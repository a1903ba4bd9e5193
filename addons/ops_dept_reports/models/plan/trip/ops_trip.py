from odoo import models
from odoo.tools import format_datetime


class OpsTrip(models.Model):
    """What the trip report says: the trip, and each day away with what was reported on it."""

    _name = "ops.trip"
    _inherit = ["ops.trip", "ops.printed"]

    def _ops_require_printable(self, report):
        """Refuse whoever may not read the trip, and the paper of one that nobody approved.

        :raises UserError: names the trip
        """
        self._ops_refuse_unprintable(
            ("approved", "running", "closed"),
            lambda trip: self.env._(
                "%(trip)s is not approved: there is nothing to report (M7.5).", trip=trip.display_name
            ),
        )

    def _get_trip_paper(self):
        """Return what the trip report says, written in the language of the environment.

        Clause: M7.5
        """
        self.ensure_one()
        trip_sudo = self.sudo()  # sudo: names of colleagues and customers, for who may read the trip
        return {
            "person": trip_sudo.user_id.name,
            "department": trip_sudo.user_id._ops_employee().department_id.name or "",
            "head": trip_sudo.head_id.name or "",
            "purpose": self.purpose,
            "when": self._get_trip_span(),
            "customers": ", ".join(trip_sudo.partner_ids.mapped("name")),
            "reach": self.reach or "",
            "state": self._ops_state_label(),
            "days": [self._get_paper_day(day, reports) for day, reports in self._get_reports_by_day()],
            "stamps": self._ops_paper_stamps(),
        }

    def _get_trip_span(self):
        start, end = (self._get_paper_moment(moment) for moment in (self.date_start, self.date_end))
        return f"{start} – {end}"

    def _get_paper_moment(self, moment):
        return format_datetime(self.env, moment, tz=self._ops_paper_tz(), dt_format="yyyy-MM-dd HH:mm")

    def _get_reports_by_day(self):
        """Return each day that counts, or that was reported all the same, with its reports in their order."""
        handed = self.sudo()._get_handed().sorted("date_handed").grouped("day")  # sudo: of the trip he reads
        days = sorted({*self._get_away_days(), *handed})
        return [(day, handed.get(day, self.env["ops.work.report"])) for day in days]

    def _get_paper_day(self, day, reports):
        choices = dict(self.env["ops.work.report"]._fields["done"]._description_selection(self.env))
        today = self.company_id._ops_today()
        return {
            "day": self._ops_paper_date(day),
            "is_missing": not reports and day < today,
            "rows": [
                {
                    "done": choices.get(report.done, ""),
                    "text": (report.text or "").strip(),
                    "handed": self._get_paper_moment(report.date_handed),
                    "is_late": report.is_late,
                }
                for report in reports
            ],
        }
