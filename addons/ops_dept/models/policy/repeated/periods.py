"""The periods in which something is owed again and again: what they are called, where they begin and end."""

from datetime import date, timedelta
from typing import NamedTuple

# Limits that count from the first day of a period; the others count from its end.
WITHIN = ("end_of_day", "weekday", "end_of_month", "date_of_year")


class Period(NamedTuple):
    """A day, a week from Monday to Sunday, a month, half a year or a year, with its first and last day."""

    key: str
    first: date
    last: date

    def start_of(self, unit):
        """Return the day from which a limit counts: the 5th of the month is that of the month after."""
        if unit in WITHIN:
            return self.first
        return self.last + timedelta(days=1) if unit == "day_of_month" else self.last


def period_of(kind, day):
    """Return the period of this kind in which a day lies.

    :param str kind: a value of `ops.clause.limit.period`
    """
    return _KINDS[kind](day)


def _day(day):
    return Period(day.isoformat(), day, day)


def _week(day):
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Period(f"{year}-W{week:02}", monday, monday + timedelta(days=6))


def _months(day, count):
    """Return the first and the last day of the so many months in which a day lies."""
    first = date(day.year, (day.month - 1) // count * count + 1, 1)
    after = first.year * 12 + first.month - 1 + count
    return first, date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def _month(day):
    return Period(f"{day:%Y-%m}", *_months(day, 1))


def _half_year(day):
    return Period(f"{day.year}-H{1 if day.month < 7 else 2}", *_months(day, 6))


def _year(day):
    return Period(f"{day.year}", *_months(day, 12))


_KINDS = {"day": _day, "week": _week, "month": _month, "half_year": _half_year, "year": _year}
