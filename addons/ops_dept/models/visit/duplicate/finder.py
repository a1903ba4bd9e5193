"""The one statement that finds who exists already, of many new contacts or leads at once."""

from typing import NamedTuple

from odoo.tools import SQL

from .spelling import SHORTEST, name_key, phone_key, sql, tax_key

# A number that so many share says nothing; nobody reads more.
MOST = 1000


# What has to be on the disk before it is asked.
READ = {
    "res.partner": (
        *("name", "phone", "vat", "parent_id", "is_company", "active", "company_id"),
        "commercial_partner_id",
    ),
    "crm.lead": (
        *("partner_name", "phone", "partner_id", "user_id", "active", "won_status"),
        "company_id",
    ),
}


class Asked(NamedTuple):
    """Somebody new, as typed: what is compared, and which contact and lead he is himself."""

    name: str | None
    phone: str | None
    tax: str | None
    is_company: bool
    owner_id: int
    partner_id: int
    lead_id: int


class Hit(NamedTuple):
    """Who exists already: a contact or a lead, and what is the same: name, phone, tax."""

    model: str
    res_id: int
    same: tuple


def find(env, asked):
    """Return for each of these the hits, in their order.

    A contact's persons stand for it. Colleagues, our own companies and contacts of companies that the user
    does not work in are nobody's customers; leads count that belong to somebody else and have no contact yet.

    :param asked: list of `Asked`
    """
    for model, names in READ.items():
        env[model].flush_model(names)
    found = [{} for _one in asked]
    for number, same, model, res_id in env.execute_query(_select(env, asked)):
        found[number].setdefault((model, res_id), []).append(same)
    return [[Hit(*key, tuple(same)) for key, same in hits.items()] for hits in found]


def _select(env, asked):
    rows = SQL(", ").join(
        SQL(
            "(%s, %s::text, %s::text, %s::text, %s::boolean, %s::integer, %s::integer, %s::integer)",
            number,
            *(one.name or None, one.phone or None, one.tax or None, one.is_company),
            *(one.owner_id or 0, one.partner_id or 0, one.lead_id or 0),
        )
        for number, one in enumerate(asked)
    )
    return SQL(
        """
        WITH typed (number, name, phone, tax, is_company, owner_id, partner_id, lead_id) AS (VALUES %s),
        w AS MATERIALIZED (
            SELECT number, is_company, owner_id, partner_id, lead_id,
                   %s AS name, %s AS phone, %s AS tax
              FROM typed
        ),
        same AS (%s)
        SELECT DISTINCT number, what, model, res_id
          FROM same ORDER BY number, model DESC, res_id, what LIMIT %s
        """,
        rows,
        *(sql(name_key("name")), sql(phone_key("phone")), sql(tax_key("tax"))),
        SQL(" UNION ALL ").join([*_contacts(env), *_leads(env)]),
        MOST,
    )


def _contacts(env):
    """Return the statements that compare with contacts, each by an index of its own."""
    name = SQL(
        "%s = w.name AND w.name <> '' AND p.parent_id IS NULL AND (w.is_company OR p.is_company)",
        sql(name_key("p.name")),
    )
    phone = SQL(
        "%s = w.phone AND length(w.phone) >= %s AND p.phone IS NOT NULL", sql(phone_key("p.phone")), SHORTEST
    )
    tax = SQL("%s = w.tax AND w.tax <> '' AND p.vat IS NOT NULL", sql(tax_key("p.vat")))
    return [
        _contacts_with(env, what, same) for what, same in (("name", name), ("phone", phone), ("tax", tax))
    ]


def _contacts_with(env, what, same):
    return SQL(
        """
        SELECT w.number, %s AS what, 'res.partner' AS model, c.id AS res_id
          FROM w JOIN res_partner p ON %s JOIN res_partner c ON c.id = p.commercial_partner_id
         WHERE p.active AND c.active AND c.id <> w.partner_id
           AND (c.company_id IS NULL OR c.company_id IN %s)
           AND NOT EXISTS (SELECT FROM res_users u WHERE u.partner_id IN (p.id, c.id) AND NOT u.share)
           AND NOT EXISTS (SELECT FROM res_company o WHERE o.partner_id = c.id)
           AND NOT EXISTS (SELECT FROM hr_employee e WHERE e.work_contact_id = p.id)
        """,
        what,
        same,
        tuple(env.companies.ids),
    )


def _leads(env):
    """Return the statements that compare with leads."""
    name = SQL(
        "%s = w.name AND w.name <> '' AND w.is_company AND l.partner_name IS NOT NULL",
        sql(name_key("l.partner_name")),
    )
    phone = SQL(
        "%s = w.phone AND length(w.phone) >= %s AND l.phone IS NOT NULL", sql(phone_key("l.phone")), SHORTEST
    )
    return [_leads_with(env, what, same) for what, same in (("name", name), ("phone", phone))]


def _leads_with(env, what, same):
    return SQL(
        """
        SELECT w.number, %s AS what, 'crm.lead' AS model, l.id AS res_id FROM w JOIN crm_lead l ON %s
         WHERE l.active AND l.won_status = 'pending' AND l.partner_id IS NULL AND l.id <> w.lead_id
           AND l.user_id IS NOT NULL AND l.user_id <> w.owner_id
           AND (l.company_id IS NULL OR l.company_id IN %s)
        """,
        what,
        same,
        tuple(env.companies.ids),
    )
