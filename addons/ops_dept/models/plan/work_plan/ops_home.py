from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_list

from ...policy.home.ops_home import Part

PLANNERS = ("consultant", "field_specialist")
# From this day of the week on (Thursday) the next week is planned.
FROM_WEEKDAY = 3


class OpsHome(models.AbstractModel):
    """Next week's plan: one's own in one tap; of who has none the head reads the name (W1.A, W1.B)."""

    _inherit = "ops.home"

    _cards = (
        Part(32, "_get_plan_card", roles=PLANNERS),
        Part(34, "_get_missing_plans_card", roles=("sales_manager",)),
    )

    @api.model
    def _is_planning_time(self):
        return self.env.company._ops_today().weekday() >= FROM_WEEKDAY

    @api.model
    def _get_plan_card(self):
        """Return the plan of the week to come, from Thursday on until it is handed in."""
        plans = self.env["ops.work.plan"]
        domain = (
            Domain("user_id", "=", self.env.uid)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("scope", "=", "person")
            & Domain("period", "=", "week")
            & Domain("date_from", "=", plans._get_next_week())
        )
        if not self._is_planning_time():
            return None
        if not plans.search_count(domain & Domain("state", "!=", "cancel"), limit=1):
            return self._get_no_plan_card()
        return self._card(
            "ops.work.plan",
            domain & Domain("state", "in", ("draft", "refused")),
            "id",
            self._get_plan_row,
            key="plan",
            icon="fa-calendar-check-o",
            title=self.env._("Plan of next week"),
            vanishes=True,
            action="ops_dept.ops_work_plan_action",
        )

    @api.model
    def _get_no_plan_card(self):
        """Return the card that offers to make the plan, where there is none."""
        return self._card_of(
            self.env.user,
            1,
            Domain("id", "=", self.env.uid),
            lambda user: self._row(
                user,
                self.env._("No plan yet"),
                self.env._("One tap proposes whom to visit; hand it in before the Saturday meeting."),
                button=self.env._("Plan My Week"),
                opens="ops_dept.ops_work_plan_action_new",
            ),
            key="plan",
            icon="fa-calendar-check-o",
            title=self.env._("Plan of next week"),
            vanishes=True,
            action="ops_dept.ops_work_plan_action",
        )

    @api.model
    def _get_plan_row(self, plan):
        return self._row(
            plan,
            plan.display_name,
            self.env._("%s visits", plan.visit_count),
            badge=plan._ops_state_label(),
        )

    @api.model
    def _get_missing_plans_card(self):
        """Name, from Thursday on, who of the manager's teams has handed in no plan for the next week."""
        if not self._is_planning_time():
            return None
        teams = self.env["crm.team"].search([("user_id", "=", self.env.uid)])
        missing = {team: self._get_team_week(team)._get_missing() for team in teams}
        wanted = teams.filtered(lambda team: missing[team])
        return wanted and self._card_of(
            wanted,
            len(wanted),
            Domain("id", "in", wanted.ids),
            lambda team: self._row(
                team,
                team.name,
                format_list(self.env, missing[team].mapped("name")),
                opens="ops_dept.ops_work_plan_action_team",
            ),
            key="plans_missing",
            icon="fa-calendar-times-o",
            title=self.env._("No plan for next week"),
            vanishes=True,
            action="ops_dept.ops_work_plan_action_team",
        )

    @api.model
    def _get_team_week(self, team):
        """Return the next week of a team, as a plan that is not kept."""
        plans = self.env["ops.work.plan"]
        return plans.new({"scope": "team", "team_id": team.id, "date_from": plans._get_next_week()})
