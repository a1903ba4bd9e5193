from odoo import fields, models, tools

from ....tools.fetch_lines import fetch_lines

CREDIT_BASE = 10000.0


class AccountPaymentTerm(models.Model):
    """How long a term lets the customer wait: kept, since each comparison with what was approved asks."""

    _inherit = "account.payment.term"

    def _ops_credit_days(self, company):
        """Return the average days of credit the term grants in a company today, weighted by amount (no term:
        paid at once).
        """
        return self._ops_kept_credit_days(company, fields.Date.context_today(self)) if self else 0.0

    # a term that ends with the month grants other days tomorrow
    @tools.ormcache("self.id", "company.id", "day")
    def _ops_kept_credit_days(self, company, day):
        currency = company.currency_id
        fetch_lines(self, "line_ids")
        dues = self._compute_terms(
            date_ref=day,
            currency=currency,
            company=company,
            tax_amount=0.0,
            tax_amount_currency=0.0,
            untaxed_amount=CREDIT_BASE,
            untaxed_amount_currency=CREDIT_BASE,
            sign=1,
        )["line_ids"]
        return sum(due["company_amount"] * (due["date"] - day).days for due in dues) / CREDIT_BASE
