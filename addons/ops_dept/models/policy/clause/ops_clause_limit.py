import re

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import LazyTranslate

from ....tools.answers import forget_answers
from ....tools.working_time import LIMIT_UNITS

_lt = LazyTranslate(__name__)


PERIODS = [
    ("day", "Every working day"),
    ("week", "Every week"),
    ("month", "Every month"),
    ("half_year", "Every half year"),
    ("year", "Every year"),
]


class OpsClauseLimit(models.Model):
    """How long a clause allows. Shipped with the rulebook's default; each company may set its own limit.

    Most clauses have one limit; some have a step each (V5.2: report the complaint, tell the customer the
    outcome).
    """

    _name = "ops.clause.limit"
    _inherit = ["ops.kept", "ops.rule"]
    _description = "Limit of a clause"
    _order = "clause_id, id"

    _kept = _lt("A shipped limit is never deleted: change it or switch the clause off.")
    _is_shipped = True

    clause_id = fields.Many2one("ops.clause", required=True, readonly=True, ondelete="cascade", index=True)
    step = fields.Char(
        readonly=True, help="Technical name of the step; empty when the clause has one limit only."
    )
    name = fields.Char("Step name", translate=True, readonly=True)
    period = fields.Selection(PERIODS, string="Repeated", readonly=True)
    shipped_number = fields.Integer(readonly=True)
    shipped_unit = fields.Selection(LIMIT_UNITS, required=True, readonly=True)
    shipped_dates = fields.Char(readonly=True)
    own_number = fields.Integer(company_dependent=True)
    own_unit = fields.Selection(LIMIT_UNITS, company_dependent=True)
    own_dates = fields.Char(company_dependent=True)

    number = fields.Integer(compute="_compute_number", inverse="_inverse_limit")
    unit = fields.Selection(LIMIT_UNITS, compute="_compute_unit", inverse="_inverse_limit")
    dates = fields.Char(
        compute="_compute_dates",
        inverse="_inverse_limit",
        help="Fixed dates as month-day, separated by commas: 06-30,12-31.",
    )
    is_own = fields.Boolean("Changed by us", compute="_compute_is_own")
    limit_text = fields.Char("In words", compute="_compute_limit_text")

    _step_uniq = models.UniqueIndex("(clause_id, COALESCE(step, ''))", "This clause has this step already.")

    # One method per field: writing one of them must not hide the others from the common inverse.
    @api.depends("is_own", "own_number", "shipped_number")
    @api.depends_context("company")
    def _compute_number(self):
        for limit in self:
            limit.number = limit.own_number if limit.is_own else limit.shipped_number

    @api.depends("is_own", "own_unit", "shipped_unit")
    @api.depends_context("company")
    def _compute_unit(self):
        for limit in self:
            limit.unit = limit.own_unit if limit.is_own else limit.shipped_unit

    @api.depends("is_own", "own_dates", "shipped_dates")
    @api.depends_context("company")
    def _compute_dates(self):
        for limit in self:
            limit.dates = limit.own_dates if limit.is_own else limit.shipped_dates

    @api.depends("own_unit")
    @api.depends_context("company")
    def _compute_is_own(self):
        for limit in self:
            limit.is_own = bool(limit.own_unit)

    def _inverse_limit(self):
        for limit in self:
            limit._check_limit()
            chosen = (limit.number, limit.unit, limit.dates or False)
            shipped = (limit.shipped_number, limit.shipped_unit, limit.shipped_dates or False)
            if chosen == shipped:  # the shipped limit applies, also when an upgrade changes it
                chosen = (0, False, False)
            limit.write(dict(zip(("own_number", "own_unit", "own_dates"), chosen, strict=True)))

    def _check_limit(self):
        """Refuse limits that mean nothing, naming what is possible."""
        self.ensure_one()
        if not self.unit:
            raise ValidationError(
                self.env._("%(clause)s: say what the limit counts.", clause=self.clause_id.code)
            )
        lowest, highest = {
            "working_hours": (1, 1000),
            "working_days": (1, 250),
            "working_days_before": (1, 250),
            "calendar_days": (0, 400),
            "before_date": (0, 400),
            "weekday": (1, 7),
            "day_of_month": (1, 31),
        }.get(self.unit, (0, 0))
        if highest and not lowest <= self.number <= highest:
            raise ValidationError(
                self.env._(
                    "%(clause)s: the number must be between %(low)s and %(high)s.",
                    clause=self.clause_id.code,
                    low=lowest,
                    high=highest,
                )
            )
        day = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
        if self.unit == "date_of_year" and not re.fullmatch(rf"{day}(,{day})*", self.dates or ""):
            raise ValidationError(
                self.env._(
                    "%(clause)s: write dates as month-day, like 06-30,12-31.", clause=self.clause_id.code
                )
            )

    @api.depends("number", "unit", "dates", "name")
    @api.depends_context("company", "lang")
    def _compute_limit_text(self):
        for limit in self:
            words = limit._get_limit_words()
            limit.limit_text = f"{limit.name}: {words}" if limit.name else words

    def _get_limit_words(self):
        """Return the limit as a reader would say it."""
        self.ensure_one()
        number, _ = self.number, self.env._
        match self.unit:
            case "working_hours":
                return _("within %(number)s working hours", number=number)
            case "end_of_day":
                return _("by the end of the same working day")
            case "working_days":
                return _("within %(number)s working days", number=number)
            case "working_days_before":
                return _("%(number)s working days before", number=number)
            case "calendar_days":
                if not number:
                    return _("by the end of the same day")
                return _("within %(number)s calendar days", number=number)
            case "before_date":
                return _("%(number)s days before the date", number=number)
            case "weekday":
                return _("every week by %(day)s", day=self._get_weekday_name())
            case "day_of_month":
                return _("by day %(number)s of the month", number=number)
            case "end_of_month":
                return _("by the last working day of the month")
            case "date_of_year":
                return _("by %(dates)s", dates=self.dates)
        return ""

    def _get_weekday_name(self):
        # the calendar's own field translates the names of the days
        names = dict(
            self.env["resource.calendar.attendance"]._fields["dayofweek"]._description_selection(self.env)
        )
        return names.get(str(self.number - 1), "")

    @api.model_create_multi
    def create(self, vals_list):
        limits = super().create(vals_list)
        forget_answers(self.env)
        return limits

    def write(self, vals):
        """Change the company's own limit; the shipped one stays (superuser: the data of an upgrade)."""
        self._ops_refuse_shipped(vals.keys())
        with self._ops_traced(vals):
            result = super().write(vals)
        forget_answers(self.env)
        return result

    def _ops_refuse_shipped(self, names):
        if names - self._get_setting_names() and not self.env.su:
            raise UserError(self.env._("The shipped limit stays; change the limit of your company instead."))

    @api.model
    def _get_setting_names(self):
        """Return the names of what an administrator may set; all else is the rulebook itself."""
        return frozenset({"number", "unit", "dates", "own_number", "own_unit", "own_dates"})

    @api.model
    def _ops_rule_names(self):
        return self._get_setting_names()

    def _ops_rule_clause(self, name):
        return self.clause_id.code

    def _ops_rule_label(self, name):
        return self.name or super()._ops_rule_label("limit_text")

    def _ops_rule_texts(self, names):
        """Number and unit are one rule, as people say it: within two working hours."""
        return {"limit_text": self.limit_text or "-"}

    def action_restore(self):
        """Go back to the limit that the rulebook ships."""
        return self.write(self._prepare_restore_vals())

    def _prepare_restore_vals(self):
        return {"own_number": 0, "own_unit": False, "own_dates": False}
