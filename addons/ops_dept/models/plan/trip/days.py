from datetime import timedelta

from odoo import models
from odoo.tools import format_date, format_datetime

# A calendar day counts when somebody is away longer than this (M7.5).
LONG_ENOUGH = timedelta(hours=4)


class OpsTrip(models.Model):
    """On which days of the company's clock somebody is away."""

    _inherit = "ops.trip"

    def _get_away_days(self, start=None, end=None):
        """Return the calendar days on which the person is away more than four hours.

        Clause: M7.5

        :param start: naive UTC (default: when the trip begins)
        :param end: naive UTC (default: when it ends)
        :rtype: list[date]
        """
        self.ensure_one()
        company = self.company_id
        start, end = start or self.date_start, end or self.date_end
        if not (start and end):
            return []
        first, last = map(company._ops_day_of, (start, end))
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return [day for day in days if self._get_time_away(day, start, end) > LONG_ENOUGH]

    def _get_time_away(self, day, start, end):
        """Return how much of a day of the company lies between two moments (naive UTC)."""
        begins, ends = self.company_id._ops_span(day, day)
        return min(end, ends) - max(start, begins)

    def _get_when(self):
        """Say from when until when, as the company's clock shows it."""
        self.ensure_one()
        tz = self.company_id._ops_tz()
        if not (self.date_start and self.date_end):
            return ""
        start, end = (
            format_datetime(self.env, moment, tz=tz, dt_format="MM-dd HH:mm")
            for moment in (self.date_start, self.date_end)
        )
        return f"{start} – {end}"

    def _format_day(self, day):
        return format_date(self.env, day)
