from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, get_lang
from odoo.tools.misc import babel_locale_parse

from ...policy.document.ops_document import MOVES
from ...policy.guarded.moves import Move
from ..target.read import moments

PERIODS = [("week", "Week"), ("month", "Month"), ("year", "Year")]
LENGTHS = {"week": {"days": 7}, "month": {"months": 1}, "year": {"years": 1}}
SKELETONS = {"month": "yMMMM", "year": "y"}
# What is agreed binds: what comes afterwards is marked.
AGREED = ("approved", "running", "closed")


class OpsWorkPlan(models.Model):
    """What a person or a team wants to do in a week, a month, a year; its visits are the visits themselves.

    Split by concern: here whose and when, `agree.py` how it is agreed and ends, `counts.py` planned and done,
    `propose.py` whom to visit, `above.py` what it is part of; `ops_visit.py` marks what was not agreed.

    Clauses: W1.A, W1.B, W1.C, H6, V2.2
    """

    _name = "ops.work.plan"
    _inherit = ["ops.document"]
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
    period = fields.Selection(PERIODS, required=True, default="week", frozen="asked", index=True)
    scope = fields.Selection(
        [("person", "A person's"), ("team", "A team's")],
        "Whose",
        required=True,
        default="person",
        frozen="asked",
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        index=True,
        ondelete="restrict",
        frozen="asked",
        help="Whose plan it is; of a team its head.",
    )
    team_id = fields.Many2one(
        "crm.team",
        compute="_compute_team_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        frozen="asked",
    )
    date_from = fields.Date(
        "First day", required=True, default=lambda self: self._get_next_week(), index=True, frozen="asked"
    )
    date_to = fields.Date("Last day", compute="_compute_dates", store=True, derived=True)
    moment_from = fields.Datetime(
        compute="_compute_dates", store=True, derived=True, export_string_translation=False
    )
    moment_to = fields.Datetime(
        compute="_compute_dates", store=True, derived=True, export_string_translation=False
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
    def _get_first_day(self, period, day):
        """Return the first day of the period in which a day lies; a week begins on Monday."""
        if period == "week":
            return day - relativedelta(days=day.weekday())
        return day.replace(day=1) if period == "month" else day.replace(day=1, month=1)

    @api.model
    def _get_next_week(self):
        """Return the Monday of the week that is planned now: on Thursday one plans the next."""
        today = self.env.company._ops_today()
        return self._get_first_day("week", today + relativedelta(days=4))

    @api.depends("user_id", "scope")
    def _compute_team_id(self):
        for plan in self:
            # sudo: the team of a colleague
            team = plan.user_id.sudo().sale_team_id
            if plan.scope == "team":
                team = plan.team_id or self._find_led_team(plan.user_id)
            plan.team_id = team

    @api.model
    def _find_led_team(self, user):
        return self.env["crm.team"].search([("user_id", "=", user.id)], limit=1)

    @api.depends("period", "date_from", "company_id")
    def _compute_dates(self):
        for plan in self:
            if not plan.date_from or plan.period not in LENGTHS:
                plan.date_to = plan.moment_from = plan.moment_to = False
                continue
            following = plan.date_from + relativedelta(**LENGTHS[plan.period])
            plan.date_to = following - relativedelta(days=1)
            company = plan.company_id or self.env.company
            plan.moment_from, plan.moment_to = moments(company, plan.date_from, plan.date_to)

    @api.depends("period", "date_from", "scope", "user_id", "team_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for plan in self:
            # sudo: whose plan it is
            whose = plan.team_id.sudo().name if plan.scope == "team" else plan.user_id.sudo().name
            plan.display_name = " · ".join(filter(None, (plan._get_period_text(), whose)))

    def _get_period_text(self):
        """Return the period in words: a week by its first and last day."""
        if not self.date_from or not self.date_to:
            return ""
        if self.period == "week":
            first, last = (
                format_date(self.env, day, date_format="MM-dd") for day in (self.date_from, self.date_to)
            )
            return self.env._("Week %(first)s to %(last)s", first=first, last=last)
        locale = babel_locale_parse(get_lang(self.env).code)
        return format_skeleton(SKELETONS[self.period], self.date_from, locale=locale)

    @api.onchange("period", "date_from")
    def _onchange_period(self):
        """Whatever day is chosen, the period begins with its first one."""
        if self.period and self.date_from:
            self.date_from = self._get_first_day(self.period, self.date_from)

    @api.constrains("period", "date_from")
    def _check_aligned(self):
        for plan in self:
            first = self._get_first_day(plan.period, plan.date_from)
            if plan.date_from != first:
                raise UserError(
                    self.env._(
                        "%(plan)s: the period begins on %(first)s, not on %(day)s (W1.A).",
                        plan=plan.display_name,
                        first=format_date(self.env, first),
                        day=format_date(self.env, plan.date_from),
                    )
                )

    @api.constrains("scope", "team_id")
    def _check_team(self):
        for plan in self:
            if plan.scope == "team" and not plan.team_id:
                raise UserError(
                    self.env._("%(plan)s: choose the team whose plan it is (H6).", plan=plan.display_name)
                )

    def _ops_owner(self):
        """Nobody confirms his own plan."""
        return self.user_id

    def _ops_inbox_summary(self):
        return {plan.id: {"ops_summary": plan._get_summary()} for plan in self}
