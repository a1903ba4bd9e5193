from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..work_report.ops_work_report import HANDED


class OpsTrip(models.Model):
    """Leaving, reporting, coming back: each is one tap of the traveller."""

    _inherit = "ops.trip"

    report_ids = fields.One2many("ops.work.report", "trip_id", "Reports", readonly=True)
    report_count = fields.Integer("How many reports", compute="_compute_report_count")
    days_text = fields.Text("Days", compute="_compute_days_text")
    can_report = fields.Boolean(compute="_compute_can_report")

    @api.depends("report_ids.state")
    def _compute_report_count(self):
        for trip in self:
            trip.report_count = len(trip.report_ids)

    @api.depends("date_start", "date_end", "report_ids.state", "report_ids.day", "report_ids.is_late")
    @api.depends_context("lang")
    def _compute_days_text(self):
        """Say of each day away whether it was reported."""
        for trip in self:
            today = trip.company_id._ops_today()
            handed = trip._get_handed().grouped("day")
            lines = []
            for day in trip._get_away_days():
                reports = handed.get(day)
                if reports:
                    late = all(reports.mapped("is_late"))
                    said = self.env._("reported late") if late else self.env._("reported")
                else:
                    said = self.env._("no report") if day < today else self.env._("to report")
                lines.append(f"{trip._format_day(day)} · {said}")
            trip.days_text = "\n".join(lines) or False

    def _get_handed(self):
        return self.report_ids.filtered(lambda report: report.state in HANDED)

    @api.depends("state", "user_id", "date_start")
    @api.depends_context("uid")
    def _compute_can_report(self):
        now = fields.Datetime.now()
        for trip in self:
            begun = bool(trip.date_start) and trip.date_start <= now
            is_on = trip.state == "running" or (trip.state == "approved" and begun)
            trip.can_report = is_on and trip.user_id == self.env.user

    def _check_traveller(self):
        for trip in self:
            if trip.user_id != self.env.user:
                raise AccessError(
                    self.env._(
                        "%(trip)s: only %(who)s says that, who travels (M7.5).",
                        trip=trip.display_name,
                        who=trip.sudo().user_id.name,  # sudo: a colleague's name
                    )
                )

    # ------------------------------------------------------------------
    # Leaving and coming back
    # ------------------------------------------------------------------
    def action_start(self):
        """Leave; who forgets it leaves with his first report.

        Clause: M7.5
        """
        return self.write({"state": "running"})

    def _check_start(self):
        self._check_traveller()

    def _prepare_start_vals(self):
        return {"date_left": fields.Datetime.now()}

    def action_close(self):
        """Be back: who is back earlier than planned owes nothing for the days left.

        Clause: M7.5
        """
        return self.write({"state": "closed"})

    def _check_close(self):
        self._check_traveller()

    def _prepare_close_vals(self):
        return {"date_back": fields.Datetime.now()}

    def _do_close(self):
        now = fields.Datetime.now()
        for trip in self:
            if trip.date_start < now < trip.date_end:
                trip._stamp({"date_end": now})
                trip._follow_days()
            elif now <= trip.date_start:
                trip._release_days(self.env._("The trip did not take place."), keep=())

    # ------------------------------------------------------------------
    # Reporting
    # ------------------------------------------------------------------
    def action_report_today(self):
        """Open the report of today: a choice or some words, and the next tap hands it in.

        Clause: M7.5
        """
        return self._open_report(self.company_id._ops_today())

    def action_report_missing(self):
        """Open the report of the first day that has none yet.

        Clause: M7.5
        """
        self.ensure_one()
        handed, today = set(self._get_handed().mapped("day")), self.company_id._ops_today()
        missing = [day for day in self._get_away_days() if day <= today and day not in handed]
        return self._open_report(missing[0] if missing else today)

    def _open_report(self, day, report=None):
        """Open the report of a day: what was begun and not handed in, else a new one.

        :param report: ops.work.report, the one that is open (default: looked for)
        """
        self.ensure_one()
        self.check_access("read")
        self._check_traveller()
        begun = self.report_ids.filtered(lambda one: one.day == day and one.state == "draft")
        view = self.env.ref("ops_dept.ops_work_report_view_form_trip")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Trip report of %(day)s", day=self._format_day(day)),
            "res_model": "ops.work.report",
            "res_id": (report or begun[:1]).id,
            "views": [(view.id, "form")],
            "target": "new",
            "context": {
                "default_kind": "trip",
                "default_trip_id": self.id,
                "default_day": fields.Date.to_string(day),
            },
        }

    def action_open_reports(self):
        """Open the reports of this trip."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("ops_dept.ops_work_report_action")
        return {**action, "domain": [("trip_id", "=", self.id)], "context": {"create": False}}
