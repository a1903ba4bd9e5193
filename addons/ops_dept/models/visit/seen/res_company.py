from datetime import datetime, time, timedelta

import pytz

from odoo import models

# A day count beyond which nobody asks; it keeps dates within what a calendar knows.
LONGEST = 36_500


class ResCompany(models.Model):
    """Days of a company as moments."""

    _inherit = "res.company"

    def _ops_day_of(self, moment):
        """Return the day of a moment (naive UTC) where the company is."""
        return pytz.utc.localize(moment).astimezone(pytz.timezone(self._ops_tz())).date()

    def _ops_day_start(self, days):
        """Return when the day so many days ago began where the company is, in naive UTC."""
        day = self._ops_today() - timedelta(days=min(days, LONGEST))
        begins = pytz.timezone(self._ops_tz()).localize(datetime.combine(day, time.min))
        return begins.astimezone(pytz.utc).replace(tzinfo=None)
