from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...policy.document.ops_document import MOVES
from ...policy.guarded.moves import Move

# What is agreed binds: what comes afterwards is marked.
AGREED = ("approved", "running", "closed")


class OpsWorkPlan(models.Model):
    """What a person or a team wants to do in a week, a month, a year; its visits are the visits themselves.

    Split by concern: here whose and when, `agree.py` how it is agreed and ends, `counts.py` planned and done,
    `propose.py` whom to visit, `above.py` what it is part of; `ops_visit.py` marks what was not agreed.

    Clauses: W1.A, W1.B, W1.C, H6, V2.2
    """

    _name = "ops.work.plan"
    _inherit = ["ops.personal", "ops.period", "ops.document"]
    _description = "Work plan"
    _order = "date_from desc, scope desc, id desc"
    _rec_names_search = ["name", "user_id"]

    _ops_clause = "W1.B"
    _number_prefix = "JH-"
    _transitions = {
        **MOVES,
        "draft": Move("reset", ("submitted", "refused", "cancel", "approved", "running")),
        "running": Move("run", ("approved",)),
        "closed": Move("close", ("running",)),
    }
    _state_sets = {
        "asked": ("submitted", "approved", "running", "closed", "cancel"),
        "ended": ("closed", "cancel"),
    }
    _closed_states = ("closed", "cancel")
    _head_is_named = False  # who decides stands on the plan
    _period_clause = "W1.A"
    _periods = ("week", "month", "year")

    state = fields.Selection(
        selection_add=[
            ("draft", "Draft"),
            ("submitted", "To be confirmed"),
            ("approved", "Confirmed"),
            ("refused", "Returned"),
            ("running", "Running"),
            ("closed", "Closed"),
            ("cancel", "Cancelled"),
        ],
        ondelete=dict.fromkeys(("running", "closed"), "cascade"),
    )
    period = fields.Selection(default="week", frozen="asked", index=True)
    scope = fields.Selection(
        [("person", "A person's"), ("team", "A team's")],
        "Whose",
        required=True,
        default="person",
        frozen="asked",
    )
    user_id = fields.Many2one(
        string="Person", tracking=False, frozen="asked", help="Whose plan it is; of a team its head."
    )
    team_id = fields.Many2one(readonly=False, check_company=True, derived=False, frozen="asked", help=None)
    date_from = fields.Date(default=lambda self: self._get_next_week(), index=True, frozen="asked")
    moment_from = fields.Datetime(
        compute="_compute_moments", store=True, derived=True, export_string_translation=False
    )
    moment_to = fields.Datetime(
        compute="_compute_moments", store=True, derived=True, export_string_translation=False
    )
    goals = fields.Text(frozen="ended", help="What is to be reached, in words.")
    focus_ids = fields.Many2many(
        "res.partner",
        string="Focus customers",
        domain="[('parent_id', '=', False)]",  # as text: core searches no list for a new contact
        frozen="ended",
        help="Whom it is about above all.",
    )

    _period_unique = models.UniqueIndex(
        "(company_id, period, date_from, user_id) WHERE scope = 'person' AND state != 'cancel'",
        "There is a plan for this person and period already: open that one (W1.A).",
    )
    _team_unique = models.UniqueIndex(
        "(company_id, period, date_from, team_id) WHERE scope = 'team' AND state != 'cancel'",
        "There is a plan for this team and period already: open that one (H6).",
    )

    @api.model
    def _get_next_week(self):
        """Return the Monday of the week that is planned now: on Thursday one plans the next."""
        today = self.env.company._ops_today()
        return self._get_first_day("week", today + relativedelta(days=4))

    @api.depends("scope")
    def _compute_team_id(self):
        """A person's plan is of his team; a team's of the team that he leads, or that was chosen."""
        chosen = {plan: plan.team_id for plan in self}
        result = super()._compute_team_id()
        for plan in self.filtered(lambda plan: plan.scope == "team"):
            plan.team_id = chosen[plan] or self._find_led_team(plan.user_id)
        return result

    @api.model
    def _find_led_team(self, user):
        return self.env["crm.team"].search([("user_id", "=", user.id)], limit=1)

    @api.depends("date_from", "date_to", "company_id")
    def _compute_moments(self):
        for plan in self:
            plan.moment_from = plan.moment_to = False
            if plan.date_to:
                company = plan.company_id or self.env.company
                plan.moment_from, plan.moment_to = company._ops_span(plan.date_from, plan.date_to)

    @api.depends("period", "date_from", "scope", "user_id", "team_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for plan in self:
            # sudo: whose plan it is
            whose = plan.team_id.sudo().name if plan.scope == "team" else plan.user_id.sudo().name
            plan.display_name = " · ".join(filter(None, (plan._get_period_text(), whose)))

    @api.constrains("scope", "team_id")
    def _check_team(self):
        for plan in self:
            if plan.scope == "team" and not plan.team_id:
                raise UserError(
                    self.env._("%(plan)s: choose the team whose plan it is (H6).", plan=plan.display_name)
                )

    def _ops_inbox_summary(self):
        return {plan.id: {"ops_summary": plan._get_summary()} for plan in self}
