"""Working time as sorted lists: when a limit that starts at some moment is over."""

from bisect import bisect_left, bisect_right
from calendar import monthrange
from datetime import date, datetime, timedelta
from itertools import pairwise

from .local_time import DAY_END, local_of, moment_at

# How a limit counts; `ops.clause.limit` offers them, the methods `_<unit>` of WorkingTime compute them.
LIMIT_UNITS = [
    ("working_hours", "Working hours after"),
    ("end_of_day", "End of the same working day"),
    ("working_days", "Working days after"),
    ("working_days_before", "Working days before"),
    ("calendar_days", "Calendar days after"),
    ("before_date", "Calendar days before"),
    ("weekday", "Day of the week (1 Monday – 7 Sunday)"),
    ("day_of_month", "Day of the month"),
    ("end_of_month", "Last working day of the month"),
    ("date_of_year", "Fixed dates of the year"),
]
UNITS_BEFORE = ("working_days_before", "before_date")
MAX_MARGIN = timedelta(days=1200)


class WorkingTime:
    """The working time of a calendar over some period, as sorted lists: each question is a bisection.

    Times in and out are naive UTC, as the ORM stores them; days are days of the calendar's own timezone.
    An answer outside of the period raises IndexError.
    """

    def __init__(self, tz, spans):
        """:param spans: (start, stop) in naive UTC, ascending, not overlapping"""
        self.tz = tz
        self.starts, self.stops, self.before, self.after = [], [], [], []
        self.days, self.ends = [], []
        total = 0.0
        for start, stop in spans:
            if stop <= start:
                continue
            self.starts.append(start)
            self.stops.append(stop)
            self.before.append(total)
            total += (stop - start).total_seconds()
            self.after.append(total)
            day = self.day_of(start)
            end = min(stop, self.midnight(day))
            if self.days and self.days[-1] == day:
                self.ends[-1] = end
            else:
                self.days.append(day)
                self.ends.append(end)

    @classmethod
    def round_the_clock(cls, tz, first, last):
        """Working time without a calendar: every day, all day."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return cls(tz, pairwise(moment_at(tz, day) for day in days))

    # --- local days -----------------------------------------------------------

    def day_of(self, moment):
        return local_of(self.tz, moment).date()

    def midnight(self, day):
        """Return the last second of this local day."""
        return moment_at(self.tz, day, DAY_END)

    def close_of(self, day):
        """Return the end of work of this day, the end of the day itself when nobody works."""
        index = bisect_left(self.days, day)
        if index < len(self.days) and self.days[index] == day:
            return self.ends[index]
        return self.midnight(day)

    def _first_open(self, days, start):
        """Return the close of the first of these days that is still ahead of start."""
        for day in days:
            close = self.close_of(day)
            if close > start:
                return close
        raise IndexError

    # --- hours ----------------------------------------------------------------

    def seconds_until(self, moment):
        """Return the working seconds from the beginning of the period until this moment."""
        index = bisect_right(self.starts, moment) - 1
        if index < 0:
            return 0.0
        return self.before[index] + (min(moment, self.stops[index]) - self.starts[index]).total_seconds()

    def hours_between(self, start, stop):
        return (self.seconds_until(stop) - self.seconds_until(start)) / 3600

    def moved(self, moment, old, new):
        """Return the moment at which as much working time is left from `new` as there was from `old`."""
        left = self.seconds_until(moment) - self.seconds_until(old)
        if left <= 0:  # outside of working time, e.g. on a Saturday: by the clock
            return moment + (new - old)
        target = self.seconds_until(new) + left
        index = bisect_left(self.after, target)
        return self.starts[index] + timedelta(seconds=target - self.before[index])

    def over_since(self, now, number):
        """Return before which moment something was due whose time plus these working days is over now."""
        index = bisect_left(self.ends, now) - number  # the last working day that is over, and back from it
        if index < 0:
            raise IndexError
        return self.midnight(self.days[index] - timedelta(days=1)) + timedelta(seconds=1)

    # --- one method per unit --------------------------------------------------

    def deadline(self, start, number, unit, dates=()):
        """Return when a limit that starts here is over, in naive UTC.

        :param start: datetime in naive UTC, or a date of the calendar's timezone
        :param dates: (month, day) pairs for `date_of_year`
        """
        if isinstance(start, datetime):
            day = self.day_of(start)
        else:
            day, start = start, self.midnight(start - timedelta(days=1))
        if unit == "date_of_year":
            return self._date_of_year(start, day, dates)
        return getattr(self, f"_{unit}")(start, day, number)

    def _working_hours(self, start, day, number):
        target = self.seconds_until(start) + number * 3600
        index = bisect_left(self.after, target)
        return self.starts[index] + timedelta(seconds=target - self.before[index])

    def _end_of_day(self, start, day, number):
        index = bisect_left(self.days, day)
        if self.ends[index] <= start:  # after hours the next working day counts
            index += 1
        return self.ends[index]

    def _working_days(self, start, day, number):
        if number < 1:
            return self._end_of_day(start, day, number)
        return self.ends[bisect_right(self.days, day) + number - 1]

    def _working_days_before(self, start, day, number):
        index = bisect_left(self.days, day) - number
        if index < 0:
            raise IndexError
        return self.ends[index]

    def _calendar_days(self, start, day, number):
        return self.midnight(day + timedelta(days=number))

    def _before_date(self, start, day, number):
        return self.close_of(day - timedelta(days=number))

    def _weekday(self, start, day, number):
        return self._first_open(
            (d for d in (day + timedelta(n) for n in range(15)) if d.isoweekday() == number), start
        )

    def _day_of_month(self, start, day, number):
        return self._first_open((self._in_month(day, n, number) for n in range(3)), start)

    def _end_of_month(self, start, day, number):
        def last_working_day(month):
            day = self._in_month(month, 0, 31)
            if day > self.days[-1]:
                raise IndexError
            index = bisect_right(self.days, day) - 1
            found = self.days[index] if index >= 0 else day
            return found if found.month == day.month else day

        return self._first_open((last_working_day(self._in_month(day, n, 1)) for n in range(3)), start)

    def _date_of_year(self, start, day, dates):
        days = (
            self._in_month(date(year, month, 1), 0, dom)
            for year in (day.year, day.year + 1)
            for month, dom in dates
        )
        return self._first_open(sorted(days), start)

    @staticmethod
    def _in_month(day, months_later, day_of_month):
        """Return the given day of the month, the month's last day when it has fewer."""
        months = day.year * 12 + day.month - 1 + months_later
        year, month = months // 12, months % 12 + 1
        return date(year, month, min(day_of_month, monthrange(year, month)[1]))
