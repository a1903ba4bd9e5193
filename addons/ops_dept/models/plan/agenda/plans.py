from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ....tools.states import TO_SUBMIT
from ..work_plan.ops_work_plan import AGREED
from .ops_meeting import AgendaPart


class OpsMeeting(models.Model):
    """What was planned and done in the week, and whose next week is to be confirmed (W1.B, W1.C)."""

    _inherit = "ops.meeting"

    _agenda_rows = ((5, "_agenda_plans"),)

    def _agenda_plans(self):
        """Return each person's week in figures and the plan of his next one; on the team's page who has none.

        Clause: W1.C
        """
        plans = self.env["ops.work.plan"]
        monday = plans._get_first_day("week", self._day_of(self.date_start))
        following = monday + timedelta(days=7)
        people = self._get_agenda_people()
        found = plans.search(
            Domain("user_id", "in", people.ids)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("scope", "=", "person")
            & Domain("period", "=", "week")
            & Domain("date_from", "in", (monday, following))
            & Domain("state", "!=", "cancel")
        )
        now = {plan.user_id: plan for plan in found if plan.date_from == monday}
        coming = {plan.user_id: plan for plan in found if plan.date_from == following}
        figures = {user.id: self._say_week(plan) for user, plan in now.items()}
        rows = {user.id: [self._get_plan_fact(plan)] for user, plan in coming.items()}
        team = [self._get_plan_fact(plan) for plan in coming.values() if plan.state not in AGREED]
        heads = self.team_id.user_id
        team += [
            self._agenda_row(user.name, badge=self.env._("No plan yet"), is_late=True)
            for user in people - heads
            if user not in coming
        ]
        return AgendaPart("plans", self.env._("Plan of the week"), rows, figures, team)

    def _say_week(self, plan):
        return self.env._(
            "Agreed %(agreed)s, done %(done)s, moved %(moved)s, dropped %(dropped)s, besides %(added)s",
            agreed=plan.agreed_count,
            done=plan.done_count,
            moved=plan.moved_count,
            dropped=plan.dropped_count,
            added=plan.added_count,
        )

    def _get_plan_fact(self, plan):
        return self._agenda_row(
            plan.display_name,
            plan,
            note=" · ".join(filter(None, (self.env._("%s visits", plan.visit_count), plan.goals or ""))),
            badge=plan._ops_state_label(),
            is_late=plan.state in TO_SUBMIT,
        )
