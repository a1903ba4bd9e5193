from datetime import datetime, time, timedelta

from odoo import models, tools
from odoo.tools.intervals import Intervals


class ResourceCalendar(models.Model):
    """Make-up days: on which days off one works, and from when to when."""

    _inherit = "resource.calendar"

    def _ops_days_known(self, year):
        """Tell how well the holidays of a year are known here.

        :return: "published", "provisional" or "missing"
        :rtype: str
        """
        # sudo: whether the year is laid is no secret
        days = (
            self.env["ops.calendar.day"]
            .sudo()
            .search(
                [
                    ("calendar_id", "=", self.id),
                    ("date_from", "<=", f"{year}-12-31"),
                    ("date_to", ">=", f"{year}-01-01"),
                ]
            )
        )
        if not days:
            return "missing"
        return "provisional" if all(days.mapped("is_provisional")) else "published"

    @tools.ormcache("self.id")
    def _ops_makeup_days(self):
        """Return date → local hours (from, to), … of the make-up days (no query once known)."""
        # sudo: who owes something need not be allowed to read what moves his deadline
        calendar_sudo = self.sudo()
        days = (
            self.env["ops.calendar.day"]
            .sudo()
            .search_fetch(
                [("calendar_id", "=", self.id), ("kind", "=", "makeup")],
                ["date_from", "follows", "hour_from"],
            )
        )
        return {
            day.date_from: ((day.hour_from, day.hour_to),)
            if day.follows == "own"
            else calendar_sudo._ops_hours_of(day.follows or "0", day.date_from)
            for day in days
        }

    def _ops_hours_of(self, weekday, date):
        """Return the hours of a day of the week, of the week of this date where two weeks differ."""
        work = self.attendance_ids.filtered(
            lambda line: line.dayofweek == weekday and not line.display_type and line.day_period != "lunch"
        )
        if self.two_weeks_calendar:
            week = str(work.get_week_type(date))
            work = work.filtered(lambda line: line.week_type == week)
        return tuple(sorted((line.hour_from, line.hour_to) for line in work))

    def _ops_with_makeup_days(self, low, high, leaves):
        """Return when one works in a period, make-up days with their own hours instead of the week's.

        :param datetime low: in the calendar's timezone, as `high`
        :param list leaves: domain of the times off; also on a make-up day nobody works then
        """
        tz, days = low.tzinfo, self._ops_makeup_days()
        week = self._attendance_intervals_batch(low, high)[False]
        work = [span for span in week if span[0].date() not in days]
        for day, hours in days.items():
            midnight = datetime.combine(day, time.min)
            local = [[tz.localize(midnight + timedelta(hours=hour)) for hour in pair] for pair in hours]
            work += [
                (start, stop, self.attendance_ids.browse()) for start, stop in local if low <= start < high
            ]
        return Intervals(work) - self._leave_intervals_batch(low, high, domain=leaves)[False]
