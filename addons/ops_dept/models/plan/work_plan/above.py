from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_list

# What a period is part of.
GREATER = {"week": "month", "month": "year"}


class OpsWorkPlan(models.Model):
    """A week is part of its month, a month of its year, a person's plan of his team's (H6)."""

    _inherit = "ops.work.plan"

    parent_id = fields.Many2one("ops.work.plan", "Part of", compute="_compute_parent_id")
    team_plan_id = fields.Many2one("ops.work.plan", "Plan of the team", compute="_compute_parent_id")
    part_count = fields.Integer(compute="_compute_part_count", export_string_translation=False)
    missing_text = fields.Char("No plan yet", compute="_compute_missing_text")
    target_ids = fields.Many2many("ops.target", string="Targets", compute="_compute_target_ids")

    @api.depends("period", "date_from", "scope", "user_id", "team_id")
    def _compute_parent_id(self):
        for plan in self:
            plan.parent_id = plan._find_plan(GREATER.get(plan.period), plan.scope)
            plan.team_plan_id = plan.scope == "person" and plan._find_plan(plan.period, "team")

    def _find_plan(self, period, scope):
        if not period or not self.date_from:
            return self.browse()
        whose = (
            Domain("team_id", "=", self.team_id.id)
            if scope == "team"
            else Domain("user_id", "=", self.user_id.id)
        )
        return self.search(
            whose
            & Domain("scope", "=", scope)
            & Domain("company_id", "=", (self.company_id or self.env.company).id)
            & Domain("period", "=", period)
            & Domain("date_from", "=", self._get_first_day(period, self.date_from))
            & Domain("state", "!=", "cancel"),
            limit=1,
        )

    def _get_parts_domain(self):
        """Return the domain of what this plan is made of: the persons' plans, and those of shorter time."""
        shorter = next((period for period, greater in GREATER.items() if greater == self.period), None)
        inside = Domain("date_from", ">=", self.date_from) & Domain("date_from", "<=", self.date_to)
        own = (
            Domain("team_id", "=", self.team_id.id) & Domain("scope", "=", "team")
            if self.scope == "team"
            else Domain("user_id", "=", self.user_id.id) & Domain("scope", "=", "person")
        )
        domain = own & Domain("period", "=", shorter) & inside if shorter else Domain.FALSE
        if self.scope == "team":
            domain |= (
                Domain("team_id", "=", self.team_id.id)
                & Domain("scope", "=", "person")
                & Domain("period", "=", self.period)
                & Domain("date_from", "=", self.date_from)
            )
        return domain & Domain("company_id", "=", self.company_id.id) & Domain("state", "!=", "cancel")

    @api.depends("period", "date_from", "scope", "user_id", "team_id")
    def _compute_part_count(self):
        for plan in self:
            plan.part_count = plan._origin.id and self.search_count(plan._get_parts_domain())

    def action_open_parts(self):
        """Open the plans that this one is made of. Clause: H6"""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Parts of %s", self.display_name),
            "res_model": "ops.work.plan",
            "view_mode": "list,kanban,form",
            "domain": list(self._get_parts_domain()),
        }

    @api.depends("period", "date_from", "scope", "team_id")
    def _compute_missing_text(self):
        """Name who of the team has no plan for this time that is handed in."""
        for plan in self:
            missing = plan._get_missing() if plan.scope == "team" and plan.team_id else self.env["res.users"]
            plan.missing_text = format_list(self.env, missing.mapped("name")) if missing else False

    def _get_missing(self):
        """Return the people of the team who have handed in no plan for this time."""
        # sudo: who is on the team
        people = self.team_id.sudo().member_ids - self.team_id.sudo().user_id
        planned = self.search(
            Domain("user_id", "in", people.ids)
            & Domain("scope", "=", "person")
            & Domain("period", "=", self.period)
            & Domain("date_from", "=", self.date_from)
            & Domain("state", "not in", ("draft", "refused", "cancel"))
        )
        return people - planned.user_id

    @api.depends("scope", "user_id", "team_id", "date_from", "date_to")
    def _compute_target_ids(self):
        """The targets in force that this plan is to reach: of the same time or a greater one."""
        for plan in self:
            whose = (
                Domain("team_id", "=", plan.team_id.id) & Domain("user_id", "=", False)
                if plan.scope == "team"
                else Domain("user_id", "=", plan.user_id.id)
            )
            plan.target_ids = (
                self.env["ops.target"].search(
                    whose
                    & Domain("state", "=", "published")
                    & Domain("date_from", "<=", plan.date_to)
                    & Domain("date_to", ">=", plan.date_from)
                )
                if plan.date_from and plan.date_to
                else False
            )
