"""Days and hours of a place as moments, which the ORM stores in naive UTC."""

from datetime import datetime, time

from pytz import timezone, utc

DAY_END = time(23, 59, 59)


def moment_at(tz, day, at=time.min):
    """Return when it is this time of a day there, in naive UTC; by default when the day begins.

    :param tz: a time zone of pytz, or its name
    """
    zone = timezone(tz) if isinstance(tz, str) else tz
    return zone.localize(datetime.combine(day, at)).astimezone(utc).replace(tzinfo=None)


def local_of(tz, moment):
    """Return a moment (naive UTC) as the clock there shows it, with its time zone."""
    zone = timezone(tz) if isinstance(tz, str) else tz
    return utc.localize(moment).astimezone(zone)
