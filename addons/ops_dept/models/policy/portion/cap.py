from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

from ..penalty.ops_penalty import DECIDED


class OpsPenalty(models.Model):
    """What one person is fined and pays back in a month, together within the cap; no wage is said (R16)."""

    _inherit = "ops.penalty"

    def _get_cap(self):
        """Return what one person is fined and pays back in a month at most, and whether it follows from his
        wage.
        """
        company_sudo = self.company_id.sudo()  # sudo: settings
        # sudo: the wage is read for the cap alone and shown to nobody
        wage = self.employee_id.sudo().current_version_id.wage
        if wage and wage > 0:
            return self.currency_id.round(wage * company_sudo.ops_fine_cap_percent / 100), True
        return company_sudo.ops_fine_cap, False

    def _get_cap_excess(self, amount, month):
        """Return what the month comes to with this amount, and the cap in words (None: it is within)."""
        total = amount + self._get_fined_in(month) + self._get_portions_in(month)
        cap, is_wage = self._get_cap()
        if self.currency_id.compare_amounts(total, cap) <= 0:
            return None
        percent = self.company_id.sudo().ops_fine_cap_percent  # sudo: a setting
        rule = (
            self.env._("%(percent)g %% of the wage entered", percent=percent)
            if is_wage
            else self.currency_id.format(cap)
        )
        return self.currency_id.format(total), rule

    def _get_cap_blockers(self):
        """Return that the person's fines of this month exceed the cap."""
        self.ensure_one()
        if self.kind != "fine":
            return []
        excess = self._get_cap_excess(self.amount, self.company_id._ops_today().replace(day=1))
        if not excess:
            return []
        return [
            self.env._(
                "with this fine of %(amount)s, what %(person)s is fined and pays back in this month comes to "
                "%(total)s: more than the cap of %(rule)s. Ask for less, or decide in the next month (R16).",
                amount=self.currency_id.format(self.amount),
                person=self._person_name(),
                total=excess[0],
                rule=excess[1],
            )
        ]

    def _get_deduction_blockers(self, amount, month):
        """Return that a portion exceeds what may be deducted in the month; the rest is carried."""
        excess = self._get_cap_excess(amount, month)
        if not excess:
            return []
        return [
            self.env._(
                "with this portion of %(amount)s, what %(person)s is fined and pays back in %(month)s comes "
                "to %(total)s: more than the cap of %(rule)s. Settle less, the rest is carried to the next "
                "month (R16).",
                amount=self.currency_id.format(amount),
                person=self._person_name(),
                month=format_date(self.env, month, date_format="yyyy-MM"),
                total=excess[0],
                rule=excess[1],
            )
        ]

    def _get_fined_in(self, month):
        """Return the sum of the person's other fines decided in this month of the company."""
        begin, end = map(self.company_id._ops_moment, (month, month + relativedelta(months=1)))
        domain = (
            Domain("employee_id", "=", self.employee_id.id)
            & Domain("kind", "=", "fine")
            & Domain("state", "in", DECIDED)
            & Domain("ops_date_approved", ">=", begin)
            & Domain("ops_date_approved", "<", end)
            & Domain("id", "not in", self._origin.ids)
        )
        # sudo: summed only
        [(total,)] = self.sudo()._read_group(domain, aggregates=["amount:sum"])
        return total or 0.0

    def _get_portions_in(self, month):
        """Return the sum of what the person pays back in this month, of all his cases."""
        domain = (
            Domain("penalty_id.employee_id", "=", self.employee_id.id)
            & Domain("month", "=", month)
            & Domain("penalty_id.state", "!=", "repealed")
        )
        # sudo: summed only
        [(total,)] = self.env["ops.penalty.portion"].sudo()._read_group(domain, aggregates=["amount:sum"])
        return total or 0.0
