from datetime import timedelta

from odoo import models

# A day count beyond which nobody asks; it keeps dates within what a calendar knows.
LONGEST = 36_500


class ResCompany(models.Model):
    """Days of a company as moments."""

    _inherit = "res.company"

    def _ops_day_start(self, days):
        """Return when the day so many days ago began where the company is, in naive UTC."""
        return self._ops_moment(self._ops_today() - timedelta(days=min(days, LONGEST)))
