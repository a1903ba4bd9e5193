"""What is known of a customer, each item as a condition in SQL on his file (c) and his contact (p): one
statement says it of a whole list, and finds the incomplete ones.
"""

from odoo.tools import SQL

KNOWN = {
    "address": "COALESCE(p.street, p.street2, '') <> ''",
    "phone": "COALESCE(p.phone, p.email, '') <> ''",
    "contact": "NOT COALESCE(p.is_company, false) OR EXISTS (SELECT 1 FROM res_partner k"
    " WHERE k.parent_id = p.id"
    " AND k.active AND k.name IS NOT NULL AND (k.type = 'contact' OR k.type IS NULL))",
    "tax_number": "COALESCE(p.vat, '') <> ''",
    "business": "COALESCE(c.ops_business, '') <> ''",
    "source": "c.source_id IS NOT NULL",
    "district": "c.district_id IS NOT NULL",
    "fact": "EXISTS (SELECT 1 FROM ops_customer_fact f WHERE f.customer_id = c.id)",
    "need": "EXISTS (SELECT 1 FROM ops_customer_fact f WHERE f.customer_id = c.id AND f.kind <> 'fact')",
    "potential": "c.ops_potential IS NOT NULL",
    "supplier": "c.ops_competitor_id IS NOT NULL",
    "situation": "c.date_situation IS NOT NULL",
}
# What has to be on the disk before it is asked.
READ = {
    "res.partner": [
        *("street", "street2", "phone", "email", "vat", "name", "type"),
        *("is_company", "parent_id", "active"),
    ],
    "ops.customer": [
        "partner_id",
        "company_id",
        "ops_business",
        "source_id",
        "district_id",
        "ops_potential",
        "ops_competitor_id",
        "date_situation",
    ],
    "ops.customer.fact": ["customer_id", "kind"],
}


def is_known(code):
    """Return the condition for an item as SQL."""
    return SQL("(%s)", SQL(KNOWN[code]))  # pylint: disable=sql-injection


def completeness(weights):
    """Return the percentage as SQL; with nothing that counts a file is complete.

    :param dict weights: code → weight, those above zero
    """
    if not weights:
        return SQL("100")
    parts = SQL(" + ").join(
        SQL("CASE WHEN %s THEN %s ELSE 0 END", is_known(code), weight) for code, weight in weights.items()
    )
    return SQL("round(100.0 * (%s) / %s)", parts, sum(weights.values()))


def flush(env):
    """Write what the conditions read."""
    for name, fields in READ.items():
        env[name].flush_model(fields)
