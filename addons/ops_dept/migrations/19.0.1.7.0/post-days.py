"""China's holidays and make-up days, where a company under the rulebook counts without them."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Lay the shipped days of years of which nobody has laid any, in working hours of Chinese companies.

    What is open moves with them, what was met or missed stays as it is; the log says what was laid.
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    companies = env["res.company"].browse(sorted(env["res.company"]._ops_companies_on()))
    chinese = companies.filtered(lambda company: company.country_id.code == "CN")
    for calendar in chinese.resource_calendar_id:
        company = chinese.filtered(lambda company, used=calendar: company.resource_calendar_id == used)[0]
        days = env["ops.calendar.day"].with_company(company)
        days.with_context(lang=company.partner_id.lang)._lay_shipped(calendar)
