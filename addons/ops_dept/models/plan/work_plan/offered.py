from odoo import api, models


class OpsWorkPlan(models.Model):
    """A week without a visit is offered proposals first: there is nothing yet to hand in (V2.2)."""

    _inherit = "ops.work.plan"

    @api.depends("state", "goals", "period", "scope", "visit_count")
    @api.depends_context("uid")
    def _compute_ops_can_submit(self):
        result = super()._compute_ops_can_submit()
        for plan in self:
            is_week = plan.period == "week" and plan.scope == "person"
            if is_week and not plan.visit_count and plan._asks_visits():
                plan.ops_can_submit = False
        return result

    def action_open_visits(self):
        """Open the calendar; on a phone, where a week of a calendar is not readable, the days as cards."""
        action = super().action_open_visits()
        cards = self.env["ir.model.data"]._xmlid_to_res_id("ops_dept.ops_visit_view_kanban_week")
        views = [(cards if kind == "kanban" else view, kind) for view, kind in action["views"]]
        return {**action, "views": views, "mobile_view_mode": "kanban"}
