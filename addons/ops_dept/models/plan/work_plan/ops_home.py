from odoo import api, models
from odoo.fields import Domain

from ....tools.states import TO_SUBMIT
from ...policy.home.ops_home import Part

PLANNERS = ("consultant", "field_specialist")
# From this day of the week on (Thursday) the next week is planned.
FROM_WEEKDAY = 3


class OpsHome(models.AbstractModel):
    """Next week's plan: one's own in one tap; of who has none the head reads the name (W1.A, W1.B)."""

    _inherit = "ops.home"

    _cards = (
        Part(31, "_get_no_plan_card", roles=PLANNERS),
        Part(32, "_get_plan_card", roles=PLANNERS),
        Part(34, "_get_missing_plans_card", roles=("sales_manager",)),
    )

    @api.model
    def _is_planning_time(self):
        return self.env.company._ops_today().weekday() >= FROM_WEEKDAY

    @api.model
    def _get_next_week_domain(self, *states):
        """Return the domain of the persons' plans of the next week, but those in these states."""
        return (
            Domain("company_id", "=", self.env.company.id)
            & Domain("scope", "=", "person")
            & Domain("period", "=", "week")
            & Domain("date_from", "=", self.env["ops.work.plan"]._get_next_week())
            & Domain("state", "not in", ("cancel", *states))
        )

    @api.model
    def _get_people_without_plan(self, people, *states):
        """Return the domain of users among these who have no plan of the next week."""
        # sudo: whether there is one, of people whom the user plans for
        planned = self.env["ops.work.plan"].sudo()._search(self._get_next_week_domain(*states))
        return people & Domain("id", "not in", planned.subselect("user_id"))

    @api.model
    def _get_plan_card(self):
        """Return the plan of the week to come, from Thursday on until it is handed in."""
        if not self._is_planning_time():
            return None
        mine = Domain("user_id", "=", self.env.uid) & Domain("state", "in", TO_SUBMIT)
        return self._card(
            "ops.work.plan",
            self._get_next_week_domain() & mine,
            "id",
            self._get_plan_row,
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
    def _get_no_plan_card(self):
        """Return the card that offers to make the plan, where there is none."""
        if not self._is_planning_time():
            return None
        return self._card(
            "res.users",
            self._get_people_without_plan(Domain("id", "=", self.env.uid)),
            "id",
            lambda user: self._row(
                user,
                self.env._("No plan yet"),
                self.env._("One tap proposes whom to visit; hand it in before the Saturday meeting."),
                button=self.env._("Plan My Week"),
                opens="ops_dept.ops_work_plan_action_new",
            ),
            key="plan_none",
            icon="fa-calendar-check-o",
            title=self.env._("Plan of next week"),
            vanishes=True,
            action="ops_dept.ops_work_plan_action",
        )

    @api.model
    def _get_missing_plans_card(self):
        """Name, from Thursday on, who of the manager's teams has handed in no plan for the next week."""
        if not self._is_planning_time():
            return None
        led = Domain("crm_team_member_ids", "any!", Domain("crm_team_id.user_id", "=", self.env.uid))
        return self._card(
            "res.users",
            self._get_people_without_plan(led & Domain("id", "!=", self.env.uid), "draft", "refused"),
            "id",
            lambda user: self._row(
                user,
                user.name,
                self.env._("No plan handed in"),
                opens="ops_dept.ops_work_plan_action_team",
            ),
            key="plans_missing",
            icon="fa-calendar-times-o",
            title=self.env._("No plan for next week"),
            vanishes=True,
            action="ops_dept.ops_work_plan_action_team",
        )
