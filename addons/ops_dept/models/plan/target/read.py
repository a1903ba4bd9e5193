"""What the readers of all measures share: days and districts."""

from datetime import datetime


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
