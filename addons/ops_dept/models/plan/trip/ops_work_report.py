from odoo import api, fields, models
from odoo.exceptions import UserError

from ..work_report.kinds import ReportKind

DONE = [
    ("visit", "Customers visited"),
    ("talks", "Terms talked over"),
    ("fair", "Fair or event"),
    ("service", "Service on site"),
    ("market", "Market looked at"),
    ("way", "On the way"),
    ("other", "Something else"),
]


class OpsWorkReport(models.Model):
    """The report of a day on a trip: a choice or some words; a second one a day is welcome (M7.5)."""

    _inherit = "ops.work.report"

    _report_kinds = {"trip": ReportKind("M7.5")}

    kind = fields.Selection(selection_add=[("trip", "Trip report")], ondelete={"trip": "cascade"})
    trip_id = fields.Many2one(
        "ops.trip", check_company=True, index="btree_not_null", ondelete="restrict", frozen="begun"
    )
    day = fields.Date(frozen="begun", index="btree_not_null")
    done = fields.Selection(DONE, "What was done", frozen="handed")

    @api.constrains("kind", "trip_id", "day", "user_id")
    def _check_trip(self):
        for report in self.filtered(lambda each: each.kind == "trip"):
            trip = report.sudo().trip_id  # sudo: whose trip it is
            if not trip or not report.day:
                problem = self.env._("a report belongs to a trip and a day of it")
            elif trip.user_id != report.user_id:
                problem = self.env._("who travels reports on his own trip")
            elif not report._lies_in(trip):
                problem = self.env._("that day is not one of the trip, or is still to come")
            elif trip.state not in ("approved", "running", "closed"):
                problem = self.env._("the trip is not approved")
            else:
                continue
            raise UserError(
                self.env._("%(report)s: %(problem)s (M7.5).", report=report.display_name, problem=problem)
            )

    def _lies_in(self, trip):
        """Tell whether the day is one of a trip and has begun."""
        company = trip.company_id
        first, last, today = *map(company._ops_day_of, (trip.date_start, trip.date_end)), company._ops_today()
        return min(first, today) <= self.day <= min(last, today)

    def _compute_display_name(self):
        trips = self.filtered(lambda report: report.kind == "trip" and report.trip_id)
        for report in trips:
            report.display_name = self.env._(
                "%(place)s, %(day)s",
                place=report.sudo().trip_id.place,  # sudo: where to
                day=report.day,
            )
        return super(OpsWorkReport, self - trips)._compute_display_name()

    def _check_hand_in_trip(self):
        self._refuse_incomplete(
            lambda report: (
                []
                if report.done or (report.text or "").strip()
                else [self.env._("Choose what was done, or say it in a few words.")]
            )
        )

    def _is_late_trip(self):
        return self._get_handed_day() > self.day

    def _do_hand_in_trip(self):
        """The day is reported, and who forgot to say that he left has left."""
        for (day, date), reports in self.grouped(lambda report: (report.day, report.date_handed)).items():
            reports.trip_id._meet_day(day, date)
        leaving = self.trip_id.filtered(lambda trip: trip.state == "approved")
        if leaving:
            leaving.action_start()
