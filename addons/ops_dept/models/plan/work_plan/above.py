from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_list

from ....tools.states import DORMANT

# What a period is part of, and what it is made of.
GREATER = {"week": "month", "month": "year"}
SHORTER = {greater: period for period, greater in GREATER.items()}


class OpsWorkPlan(models.Model):
    """A week is part of its month, a month of its year, a person's plan of his team's (H6)."""

    _inherit = "ops.work.plan"

    parent_id = fields.Many2one("ops.work.plan", "Part of", compute="_compute_parent_id")
    team_plan_id = fields.Many2one("ops.work.plan", "Plan of the team", compute="_compute_parent_id")
    part_count = fields.Integer(compute="_compute_part_count", export_string_translation=False)
    missing_text = fields.Char("No plan yet", compute="_compute_missing_text")
    target_ids = fields.Many2many("ops.target", string="Targets", compute="_compute_target_ids")

    def _find_for_each(self, model, get_domain):
        """Return `{plan: what its domain finds}` of a model; one statement, however many plans.

        :param get_domain: function of one plan that returns a domain
        """
        domains = {plan: get_domain(plan) for plan in self}
        found = self.env[model].search(Domain.OR(domains.values()))
        return {plan: found.filtered_domain(domain) for plan, domain in domains.items()}

    # ------------------------------------------------------------------
    # What it is part of
    # ------------------------------------------------------------------
    @api.depends("period", "date_from", "scope", "user_id", "team_id")
    def _compute_parent_id(self):
        greater = self._find_for_each(self._name, lambda plan: plan._get_parent_domain())
        of_team = self._find_for_each(self._name, lambda plan: plan._get_team_plan_domain())
        for plan in self:
            plan.parent_id = greater[plan][:1]
            plan.team_plan_id = of_team[plan][:1]

    def _get_parent_domain(self):
        period = GREATER.get(self.period)
        return self._get_whose_domain(self.scope) & self._get_when_domain(period)

    def _get_team_plan_domain(self):
        if self.scope == "team":
            return Domain.FALSE
        return self._get_whose_domain("team") & self._get_when_domain(self.period)

    def _get_whose_domain(self, scope):
        """Return the domain of the living plans of this one's person, or of its team."""
        who = "team_id" if scope == "team" else "user_id"
        return (
            Domain("scope", "=", scope)
            & Domain(who, "=", self[who].id)
            & Domain("company_id", "=", (self.company_id or self.env.company).id)
            & Domain("state", "!=", "cancel")
        )

    def _get_when_domain(self, period):
        """Return the domain of plans of that period in which this one begins."""
        if not period or not self.date_from:
            return Domain.FALSE
        return Domain("period", "=", period) & Domain(
            "date_from", "=", self._get_first_day(period, self.date_from)
        )

    # ------------------------------------------------------------------
    # What it is made of
    # ------------------------------------------------------------------
    def _get_parts_domain(self):
        """Return the domain of what this plan is made of: shorter ones, the persons' of a team."""
        shorter = (
            self._get_whose_domain(self.scope)
            & Domain("period", "=", SHORTER.get(self.period))
            & Domain("date_from", ">=", self.date_from)
            & Domain("date_from", "<=", self.date_to)
        )
        return (shorter if self.period in SHORTER else Domain.FALSE) | self._get_persons_domain()

    def _get_persons_domain(self):
        """Return the domain of the plans of a team's people for the same time."""
        if self.scope != "team":
            return Domain.FALSE
        return (
            Domain("team_id", "=", self.team_id.id)
            & Domain("scope", "=", "person")
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "!=", "cancel")
            & self._get_when_domain(self.period)
        )

    @api.depends("period", "date_from", "scope", "user_id", "team_id")
    def _compute_part_count(self):
        stored = self.filtered(lambda plan: plan._origin)
        parts = stored._find_for_each(self._name, lambda plan: plan._get_parts_domain())
        for plan in self:
            plan.part_count = len(parts.get(plan, ()))

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
        handed = self._find_for_each(self._name, lambda plan: plan._get_handed_domain())
        for plan in self:
            # sudo: who is on the team
            team_sudo = plan.team_id.sudo()
            people = (
                team_sudo.member_ids - team_sudo.user_id if plan.scope == "team" else team_sudo.user_id[:0]
            )
            missing = people - handed[plan].user_id.sudo()  # sudo: compared
            plan.missing_text = format_list(self.env, missing.mapped("name")) if missing else False

    def _get_handed_domain(self):
        """Return the domain of the plans of the team's people that were handed in."""
        if self.scope != "team" or not self.date_from:
            return Domain.FALSE
        return (
            Domain("user_id", "in", self.team_id.sudo().member_ids.ids)  # sudo: who is on the team
            & Domain("scope", "=", "person")
            & Domain("state", "not in", DORMANT)
            & self._get_when_domain(self.period)
        )

    # ------------------------------------------------------------------
    # What it is to reach
    # ------------------------------------------------------------------
    @api.depends("scope", "user_id", "team_id", "date_from", "date_to")
    def _compute_target_ids(self):
        targets = self._find_for_each("ops.target", lambda plan: plan._get_targets_domain())
        for plan in self:
            plan.target_ids = targets[plan]

    def _get_targets_domain(self):
        """Return the domain of the targets in force of the same time or a greater one."""
        if not self.date_to:
            return Domain.FALSE
        whose = (
            Domain("team_id", "=", self.team_id.id) & Domain("user_id", "=", False)
            if self.scope == "team"
            else Domain("user_id", "=", self.user_id.id)
        )
        return (
            whose
            & Domain("state", "=", "published")
            & Domain("date_from", "<=", self.date_to)
            & Domain("date_to", ">=", self.date_from)
        )
