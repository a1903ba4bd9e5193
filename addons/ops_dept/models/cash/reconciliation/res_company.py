from datetime import timedelta

from odoo import fields, models

from ...policy.repeated.periods import period_of

# The cut-off is counted from the 30th of June and of December, so that both are the same day of the month.
LAST = 30


class ResCompany(models.Model):
    """How many days before the end of the half-year the accounts are cut off (R13)."""

    _inherit = "res.company"

    ops_reconciliation_days = fields.Integer(
        "Cut-off of the half-year (days before the 30th)",
        default=10,
        help="So many days before 30 June and 30 December, statements of account are made for all "
        "customers that night (R13). 10: as of 20 June and 20 December.",
    )

    _ops_reconciliation_days_sane = models.Constraint(
        "CHECK(ops_reconciliation_days BETWEEN 0 AND 90)", "Accounts are cut off 0 to 90 days before the end."
    )

    def _ops_half_year(self, day):
        """Return the half-year in which a day lies, as (key, first day of its movements, cut-off).

        The movements begin after the cut-off before, so that nothing falls between two statements.

        :rtype: tuple[str, date, date]
        """
        days = timedelta(days=self.sudo().ops_reconciliation_days)  # sudo: a setting
        period = period_of("half_year", day)
        before = period_of("half_year", period.first - timedelta(days=1))
        first = before.last.replace(day=LAST) - days + timedelta(days=1)
        return period.key, first, period.last.replace(day=LAST) - days
