from datetime import datetime, time, timedelta

import pytz

from odoo import models
from odoo.tools import format_date, format_datetime

# A calendar day counts when somebody is away longer than so many hours of it (M7.5).
HOURS = 4


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
        zone = pytz.timezone(self.company_id._ops_tz())
        start, end = start or self.date_start, end or self.date_end
        if not (start and end):
            return []
        first, last = (pytz.utc.localize(moment).astimezone(zone) for moment in (start, end))
        days = (
            first.date() + timedelta(days=number) for number in range((last.date() - first.date()).days + 1)
        )
        return [day for day in days if self._hours_on(day, first, last, zone) > HOURS]

    def _hours_on(self, day, first, last, zone):
        """Return how many hours of a day lie between two moments of that zone."""
        begins, ends = (
            zone.localize(datetime.combine(date, time.min)) for date in (day, day + timedelta(days=1))
        )
        return (min(last, ends) - max(first, begins)).total_seconds() / 3600

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
