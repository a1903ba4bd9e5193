from bisect import bisect_left, bisect_right
from datetime import date

from odoo import api, fields, models
from odoo.tools import format_date


class OpsTarget(models.Model):
    """How far one would be by the working days gone, day by day beside what is reached (H1)."""

    _inherit = "ops.target"

    percent_time = fields.Float("Time gone in %", compute="_compute_pace", digits=(16, 1))
    pace = fields.Selection(
        [("future", "To come"), ("behind", "Behind"), ("on_track", "On track"), ("reached", "Achieved")],
        "Standing",
        compute="_compute_pace",
    )
    daily = fields.Json("Day by day", compute="_compute_daily")

    @api.depends("achieved", "value", "date_from", "date_to")
    def _compute_pace(self):
        gone = self._get_shares_gone()
        for target in self:
            share = gone.get(target, 0.0)
            target.percent_time = 100.0 * share
            if target.value and target.achieved >= target.value:
                target.pace = "reached"
            elif not share:
                target.pace = "future"
            else:
                target.pace = "on_track" if target.achieved >= share * target.value else "behind"

    def _get_shares_gone(self):
        """Return which share of each target's working days is over, today counted.

        :rtype: dict[ops.target, float]
        """
        result = {}
        for company, targets in self.filtered("date_to").grouped("company_id").items():
            today = (company or self.env.company)._ops_today()
            days = targets._get_working_days(company)
            for target in targets:
                low = bisect_left(days, target.date_from)
                high = bisect_right(days, target.date_to)
                now = min(max(bisect_right(days, today), low), high)
                result[target] = (now - low) / (high - low) if high > low else 0.0
        return result

    def _get_working_days(self, company):
        """Return the working days of the periods of these targets, in their order."""
        company_sudo = (company or self.env.company).sudo()  # sudo: when a company works is no secret
        first, last = min(self.mapped("date_from")), max(self.mapped("date_to"))
        return sorted(company_sudo.resource_calendar_id._ops_working_time(first, last, company_sudo).days)

    @api.depends("achieved", "value", "date_from", "date_to")
    def _compute_daily(self):
        """Two lines over the working days: what is reached, and what would be by an even pace."""
        for target in self:
            target.daily = target._prepare_daily() if target._origin.id and target.date_to else False

    def _prepare_daily(self):
        company = self.company_id
        days = [day for day in self._get_working_days(company) if self.date_from <= day <= self.date_to]
        today = company._ops_today()
        found = self._get_daily()
        total, place, reached = 0.0, 0, []
        # what comes on a free day counts for the working day before it
        for day, following in zip(days, [*days[1:], date.max], strict=True):
            while place < len(found) and found[place][0] < following:
                total += found[place][1]
                place += 1
            reached.append(total if day <= today else None)
        even = [round(self.value * number / len(days), 2) for number in range(1, len(days) + 1)]
        return {
            "labels": [format_date(self.env, day, date_format="MM-dd") for day in days],
            "series": [
                {"label": self.env._("Achieved"), "values": reached},
                {"label": self.env._("Even pace"), "values": even, "is_dashed": True},
            ],
        }
