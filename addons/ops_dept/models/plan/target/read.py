"""What the readers of all measures share: days and districts."""

from datetime import datetime, time, timedelta

from pytz import timezone, utc


def moments(company, first, last):
    """Return from which moment until before which these days of the company last, in naive UTC."""
    tz = timezone(company._ops_tz())

    def midnight(day):
        return tz.localize(datetime.combine(day, time.min)).astimezone(utc).replace(tzinfo=None)

    return midnight(first), midnight(last + timedelta(days=1))


def day_of(when):
    """Return the day of what a group is called by: a date, or its midnight."""
    return when.date() if isinstance(when, datetime) else when


def by_district(env, parts, rows):
    """Return rows with the customer's district in place of the customer, where the district is asked for."""
    if "district_id" not in parts:
        return rows
    place = 1 + parts.index("district_id")
    districts = {
        customer.id: district.id
        for customer, district in env["ops.customer"]._read_group(
            [("district_id", "!=", False), ("company_id", "=", env.company.id)], ["partner_id", "district_id"]
        )
    }
    return [(*row[:place], districts.get(row[place], False), *row[place + 1 :]) for row in rows]
