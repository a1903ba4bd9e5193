from babel.dates import format_skeleton
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate, format_date, get_lang
from odoo.tools.misc import babel_locale_parse

_lt = LazyTranslate(__name__)

LENGTHS = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
LABELS = {"week": _lt("Week"), "month": _lt("Month"), "quarter": _lt("Quarter"), "year": _lt("Year")}
# How a period is written, as a babel skeleton; a week by its first and last day.
SKELETONS = {"month": "yMMMM", "quarter": "yQQQ", "year": "y"}


class OpsPeriod(models.AbstractModel):
    """A record of a week, a month, a quarter or a year: it begins with the first day of that."""

    _name = "ops.period"
    _inherit = ["ops.record"]
    _description = "Record of a period"

    _period_clause = ""  # the clause that asks for it by period

    _periods = tuple(LENGTHS)  # those that the record may be of
    period = fields.Selection(selection="_select_periods", required=True)
    date_from = fields.Date("First day", required=True)
    date_to = fields.Date("Last day", compute="_compute_date_to", store=True, derived=True)

    @api.model
    def _select_periods(self):
        return [(name, self.env._(LABELS[name])) for name in self._periods]

    @api.model
    def _get_first_day(self, period, day=None):
        """Return the first day of the period of a day (default: today); a week begins on Monday."""
        day = day or self.env.company._ops_today()
        if period == "week":
            return day - relativedelta(days=day.weekday())
        length = LENGTHS[period].normalized()
        months = 12 * length.years + length.months
        return day.replace(day=1, month=(day.month - 1) // months * months + 1)

    @api.depends("period", "date_from")
    def _compute_date_to(self):
        for record in self:
            length = record.date_from and LENGTHS.get(record.period)
            record.date_to = length and record.date_from + length - relativedelta(days=1)

    def _get_period_text(self):
        """Return the period in words: Week 03-02 to 03-08, March 2026, Q1 2026, 2026."""
        if not self.date_from or self.period not in LENGTHS:
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
        for record in self:
            first = self._get_first_day(record.period, record.date_from)
            if record.date_from != first:
                raise UserError(
                    self.env._(
                        "%(record)s: the period begins on %(first)s, not on %(day)s (%(clause)s).",
                        record=record.display_name,
                        first=format_date(self.env, first),
                        day=format_date(self.env, record.date_from),
                        clause=self._period_clause,
                    )
                )
