from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import models

from ....tools.local_time import moment_at
from ....tools.working_time import MAX_MARGIN, WorkingTime


class ResourceCalendar(models.Model):
    """Deadlines in a company's working time: its calendar asked for many at once."""

    _inherit = "resource.calendar"

    def _ops_deadline(self, start, number, unit, dates="", company=None):
        """Return when a limit is over, in naive UTC; see `_ops_deadlines`."""
        return self._ops_deadlines([start], number, unit, dates, company)[0]

    def _ops_deadlines(self, starts, number, unit, dates="", company=None):
        """Return when a limit is over for each start, in naive UTC.

        Public holidays of the calendar count; without a calendar (empty recordset) every day is a working
        day. The calendar is read once for all starts.

        :param list starts: datetimes in naive UTC or dates of the calendar's timezone; None stays None
        :param int number: of the unit (day of the week, of the month, hours, days); some units ignore it
        :param str unit: a key of `LIMIT_UNITS`
        :param str dates: for `date_of_year`, like "06-30,12-31"
        :param company: res.company whose public holidays count and whose timezone is used without a calendar
        """
        known = [start for start in starts if start]
        if not known:
            return [None] * len(starts)
        dates_of_year = [tuple(map(int, day.split("-"))) for day in dates.split(",")] if dates else ()
        days = [start.date() if isinstance(start, datetime) else start for start in known]
        return self._ops_ask(
            lambda work: [
                work.deadline(start, number, unit, dates_of_year) if start else None for start in starts
            ],
            min(days),
            max(days),
            timedelta(days=400 if unit == "date_of_year" else 20 + 3 * number),
            company,
        )

    def _ops_moment(self, start):
        """Return a start as a moment in naive UTC: a date is its midnight where the calendar is."""
        if isinstance(start, datetime):
            return start
        return moment_at(self.tz or "UTC", start)

    def _ops_moved(self, moments, old, new, company=None):
        """Return each moment moved: as much working time is left from `new` as there was from `old`."""
        if not moments:
            return []
        return self._ops_ask(
            lambda work: [work.moved(moment, old, new) for moment in moments],
            old.date(),
            (max(moments) + (new - old)).date(),
            timedelta(days=20),
            company,
        )

    def _ops_over_since(self, now, number, company=None):
        """Return before which moment something was due whose time plus these working days is over now."""
        if not number:
            return now
        margin = timedelta(days=20 + 3 * number)
        return self._ops_ask(
            lambda work: work.over_since(now, number), now.date(), now.date(), margin, company
        )

    def _ops_ask(self, question, first, last, margin, company):
        """Ask a WorkingTime around these days, a longer one when the answer lies outside of it."""
        while True:
            try:
                return question(self._ops_working_time(first - margin, last + margin, company))
            except IndexError:
                if not self:
                    raise
                if margin > MAX_MARGIN:  # a calendar without working days must not swallow a deadline
                    return self.browse()._ops_ask(question, first, last, MAX_MARGIN, company)
                margin *= 4

    def _ops_hours_between(self, pairs, company=None):
        """Return the working hours between each pair (start, stop) of naive UTC datetimes."""
        if not pairs:
            return []
        work = self._ops_working_time(
            min(start for start, _stop in pairs).date() - timedelta(days=1),
            max(stop for _start, stop in pairs).date() + timedelta(days=1),
            company,
        )
        return [work.hours_between(start, stop) for start, stop in pairs]

    def _ops_is_working_day(self, day, company=None):
        """Tell whether anybody works on this day of the calendar's timezone."""
        work = self._ops_working_time(day - timedelta(days=2), day + timedelta(days=2), company)
        return day in work.days

    def _ops_working_time(self, first, last, company=None):
        """Return the WorkingTime from one day to another, make-up days and public holidays counted."""
        tz = timezone((self.tz if self else company and company.partner_id.tz) or "UTC")
        if not self:
            return WorkingTime.round_the_clock(tz, first, last)
        self.ensure_one()
        low = tz.localize(datetime.combine(first, time.min))
        high = tz.localize(datetime.combine(last, time.max))
        # sudo: who owes something is not always allowed to read the leaves that move his deadline
        calendar_sudo, leaves = self.sudo(), self._ops_leave_domain(company)
        if any(first <= day <= last for day in self._ops_makeup_days()):
            intervals = calendar_sudo._ops_with_makeup_days(low, high, leaves)
        else:
            intervals = calendar_sudo._work_intervals_batch(low, high, domain=leaves)[False]
        return WorkingTime(
            tz,
            [
                (start.astimezone(utc).replace(tzinfo=None), stop.astimezone(utc).replace(tzinfo=None))
                for start, stop, _records in intervals
            ],
        )

    def _ops_leave_domain(self, company=None):
        """Return which leaves are public holidays here: core would count those of other companies too."""
        domain = [("time_type", "=", "leave")]
        company = company or self.company_id
        return [*domain, ("company_id", "in", [False, *company.ids])] if company else domain
