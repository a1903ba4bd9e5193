from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ...policy.home.ops_home import Part
from .ops_visit import WRITTEN

VISITORS = ("consultant", "field_specialist", "sales_manager")


class OpsHome(models.AbstractModel):
    """The day of who visits and calls, and what a head's people did today (V1, P4.4)."""

    _inherit = "ops.home"

    _cards = (
        Part(15, "_get_visits_card", roles=VISITORS),
        Part(112, "_get_reports_card", roles=("sales_manager", "leader")),
    )
    _shortcuts = (
        Part(25, "_get_visit_shortcut", roles=VISITORS),
        Part(5, "_get_incoming_shortcut", roles=VISITORS),
    )

    @api.model
    def _get_visits_card(self):
        """Return what the user has before him today, each with its next tap; the forgotten comes first."""
        return self._card(
            "ops.visit",
            Domain("user_id", "=", self.env.uid)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("state", "in", ("planned", "departed", "arrived", "finished"))
            & Domain("date_start", "<", self._get_day()[1]),
            "date_start, id",
            self._get_visit_row,
            key="visits",
            icon="fa-map-marker",
            title=self.env._("My visits and calls today"),
            vanishes=True,
            action="ops_dept.ops_visit_action_mine",
        )

    @api.model
    def _get_day(self):
        """Return from when until when it is today where the company is, in naive UTC."""
        today = self.env.company._ops_today()
        return self.env.company._ops_span(today, today)

    @api.model
    def _get_visit_row(self, visit):
        label, method = visit._get_next_tap()
        when = format_datetime(self.env, visit.date_start, dt_format="MM-dd HH:mm")
        goal = visit.goal_id.name or visit.goal or ""
        return self._row(
            visit,
            visit._get_customer_name(),
            " · ".join(filter(None, (when, goal, visit.place if visit._is_visit() else visit.phone))),
            badge=visit._ops_state_label() if visit.state != "planned" else "",
            is_late=visit.is_past,
            button=label,
            method=method,
        )

    @api.model
    def _get_reports_card(self):
        """Return what the user's people did today and handed in: one card, no mail for each (P4.4)."""
        start, stop = self._get_day()
        return self._card(
            "ops.visit",
            Domain("company_id", "=", self.env.company.id)
            & Domain("user_id", "!=", self.env.uid)
            & Domain("user_id", "any!", self.env.user._ops_guided_domain())
            & Domain("state", "in", WRITTEN)
            & Domain("date_reported", ">=", start)
            & Domain("date_reported", "<", stop),
            "state, date_reported desc, id",
            self._get_report_row,
            key="team_visits",
            icon="fa-comments-o",
            title=self.env._("Calls and visits of my team today"),
            vanishes=True,
            action="ops_dept.ops_visit_action_team_today",
        )

    @api.model
    def _get_report_row(self, visit):
        result = dict(visit._fields["result"]._description_selection(self.env)).get(visit.result, "")
        words = (visit.user_id.name, result, (visit.talk or "").split("\n")[0][:60])
        is_open = visit.state == "reported"
        return self._row(
            visit,
            visit._get_customer_name(),
            " · ".join(filter(None, words)),
            badge="" if is_open else visit._ops_state_label(),
            button=self.env._("Seen") if is_open else "",
            method="action_review" if is_open else "",
        )

    @api.model
    def _get_visit_shortcut(self):
        return self._shortcut(
            "visit", "fa-map-marker", self.env._("New visit"), "ops_dept.ops_visit_action_new"
        )

    @api.model
    def _get_incoming_shortcut(self):
        """The telephone rings: the note is one tap away (P3.1)."""
        return self._shortcut(
            "incoming",
            "fa-volume-control-phone",
            self.env._("Incoming call"),
            "ops_dept.ops_visit_action_inbound",
        )
