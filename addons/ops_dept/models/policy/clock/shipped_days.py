import csv

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import file_open

FILE = "ops_dept/data/policy/clock/china_days.csv"


class OpsCalendarDay(models.Model):
    """The days that are shipped: China's, as the State Council announces them for a year."""

    _inherit = "ops.calendar.day"

    @api.model
    def action_lay_shipped(self):
        """Lay China's holidays and make-up days of the years that the company's working hours lack.

        Years of which days are published there already stay as they are; provisional days give way.

        :raises UserError: when nothing is missing
        """
        if not self.env.user._ops_has_role("admin"):
            raise AccessError(
                self.env._("A rulebook administrator lays the holidays and make-up days of the company.")
            )
        if not self._lay_shipped(self.env.company.resource_calendar_id):
            raise UserError(
                self.env._("All shipped years are laid already: import the days of the next year's notice.")
            )
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    @api.model
    def _lay_shipped(self, calendar):
        """Lay the shipped days of years that these working hours lack, and return them."""
        known = self.search([("calendar_id", "=", calendar.id)])
        years = {day.date_from.year for day in known}
        published = {day.date_from.year for day in known if not day.is_provisional}
        fresh = [
            {**vals, "calendar_id": calendar.id}
            for vals in self._get_shipped_days()
            if int(vals["date_from"][:4]) not in (years if vals["is_provisional"] else published)
        ]
        return self.create(fresh)

    @api.model
    def _get_shipped_days(self):
        """Return the values of the shipped days, named in the user's language."""
        name = "name_zh" if (self.env.lang or "").startswith("zh") else "name"
        with file_open(FILE, "r") as file:
            return [
                {
                    "name": row[name],
                    "kind": row["kind"],
                    "date_from": row["date_from"],
                    "date_to": row["date_to"],
                    "follows": row["follows"] or "0",
                    "is_provisional": row["is_provisional"] == "1",
                }
                for row in csv.DictReader(file)
            ]
