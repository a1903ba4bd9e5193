from datetime import date

from odoo import api, fields, models

from .ops_selfcheck import Check

# From this month on the next year's calendar is missed.
FROM_MONTH = 11
# So many days off, entered in the calendar itself, are a year's holidays.
HOLIDAYS = 7


class OpsSelfcheck(models.AbstractModel):
    """Whether the rules themselves can be carried out: switch, clauses, calendar."""

    _inherit = "ops.selfcheck"

    _checks = (
        Check(5, "_check_switch"),
        Check(50, "_check_calendar"),
        Check(60, "_check_clauses"),
    )

    @api.model
    def _check_switch(self):
        _ = self.env._
        return self._found(
            _("Rulebook"),
            not self.env.company._ops_rulebook_on() and _("Switched off: turn it on when all is set up."),
            _("Switched on."),
            "ops_dept.res_config_settings_action",
            is_bad=False,
        )

    @api.model
    def _check_calendar(self):
        """Without next year's holidays every deadline over New Year is counted wrongly."""
        _ = self.env._
        today = fields.Date.context_today(self)
        years = [today.year] + ([today.year + 1] if today.month >= FROM_MONTH else [])
        missing = [str(year) for year in years if not self._has_holidays(year)]
        problem = missing and _(
            "No holidays and make-up days for %(years)s: deadlines are counted as if everybody worked. "
            "Enter or import them.",
            years=", ".join(missing),
        )
        provisional = [str(year) for year in years if self._get_days(year)[:1].is_provisional]
        if not missing and provisional:
            problem = _(
                "%(years)s: only the statutory days, provisionally. Import the published holidays and "
                "make-up days as soon as they are known.",
                years=", ".join(provisional),
            )
        return self._found(
            _("Calendar"),
            problem,
            _("Holidays are entered as far as deadlines reach."),
            "ops_dept.ops_calendar_day_action",
            is_bad=bool(missing),
        )

    @api.model
    def _get_days(self, year):
        """Return the holidays and make-up days of a year that were laid, published ones first."""
        return self.env["ops.calendar.day"].search(
            [
                ("date_from", ">=", date(year, 1, 1)),
                ("date_from", "<=", date(year, 12, 31)),
                ("calendar_id", "in", self.env.company.resource_calendar_id.ids),
            ],
            order="is_provisional, date_from",
        )

    @api.model
    def _has_holidays(self, year):
        """Tell whether days of this year are laid, or leaves entered in the calendar itself."""
        company, calendar = self.env.company, self.env.company.resource_calendar_id
        if self._get_days(year):
            return True
        leaves = self.env["resource.calendar.leaves"].search_fetch(
            [
                ("date_from", ">=", f"{year}-01-01"),
                ("date_from", "<=", f"{year}-12-31 23:59:59"),
                ("resource_id", "=", False),
                ("calendar_id", "in", [False, *calendar.ids]),
                *calendar._ops_leave_domain(company),
            ],
            ["date_from", "date_to"],
        )
        # one time off, entered for another reason, is no calendar
        return sum((leave.date_to - leave.date_from).days + 1 for leave in leaves) >= HOLIDAYS

    @api.model
    def _check_clauses(self):
        _ = self.env._
        by_hand = self.env["ops.clause"].search_count(
            [("enforcement", "=", "hand"), ("is_active", "=", True)]
        )
        return self._found(
            _("Clauses"),
            by_hand
            and _(
                "%(count)s clauses in force are enforced by people: the software does not ask for them yet.",
                count=by_hand,
            ),
            _("The software asks for every clause in force."),
            {
                "type": "ir.actions.act_window",
                "name": _("Clauses"),
                "res_model": "ops.clause",
                "views": [[False, "list"], [False, "form"]],
                "domain": [["enforcement", "=", "hand"]],
            },
            is_bad=False,
        )
