from odoo import api, fields, models
from odoo.fields import Domain

from ...policy.home.ops_home import Part
from ..work_report.ops_work_report import HANDED


class OpsHome(models.AbstractModel):
    """The traveller's day: report it in one tap; and what his head reads."""

    _inherit = "ops.home"

    _cards = (Part(6, "_get_trip_report_card"), Part(18, "_get_trips_card"))
    _shortcuts = (Part(55, "_get_trip_shortcut", roles=("consultant", "field_specialist", "leader")),)

    @api.model
    def _get_my_trips_domain(self):
        return (
            Domain("user_id", "=", self.env.uid)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("state", "in", ("approved", "running"))
        )

    @api.model
    def _get_unreported_domain(self):
        """Return my trips that lead over today and have no report of today yet."""
        start = self._get_day()[0]
        today = fields.Date.to_string(self.env.company._ops_today())
        said = Domain("day", "=", today) & Domain("state", "in", HANDED)
        return (
            self._get_my_trips_domain()
            & Domain("date_start", "<", fields.Datetime.now())
            & Domain("date_end", ">=", start)
            & Domain("report_ids", "not any", said)
        )

    @api.model
    def _get_trip_report_card(self):
        return self._card(
            "ops.trip",
            self._get_unreported_domain(),
            "date_start, id",
            lambda trip: self._row(
                trip,
                trip.place,
                " · ".join((trip.purpose, trip._get_when())),
                button=self.env._("Report Today"),
                method="action_report_today",
            ),
            key="trip_report",
            icon="fa-suitcase",
            title=self.env._("Trip: report today"),
            vanishes=True,
            action="ops_dept.ops_trip_action_mine",
        )

    @api.model
    def _get_trips_card(self):
        """Return my other trips: to come, reported today, or over and not closed yet."""
        return self._card(
            "ops.trip",
            self._get_my_trips_domain() & ~self._get_unreported_domain(),
            "date_start, id",
            self._get_trip_row,
            key="trips",
            icon="fa-suitcase",
            title=self.env._("My trips"),
            vanishes=True,
            action="ops_dept.ops_trip_action_mine",
        )

    @api.model
    def _get_trip_row(self, trip):
        now = fields.Datetime.now()
        button, method = "", ""
        if trip.date_end <= now:
            button, method = self.env._("I Am Back"), "action_close"
        elif trip.date_start <= now:
            button, method = self.env._("Report Again"), "action_report_today"
        return self._row(
            trip,
            trip.place,
            " · ".join((trip.purpose, trip._get_when())),
            badge=trip._ops_state_label(),
            button=button,
            method=method,
        )

    @api.model
    def _get_trip_shortcut(self):
        return self._shortcut("trip", "fa-suitcase", self.env._("New trip"), "ops_dept.ops_trip_action_new")
