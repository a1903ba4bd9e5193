from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.fields import Domain

# In these a case says that nothing was to be fined.
VOID = ("cancel", "repealed")


class OpsMonthPaper(models.TransientModel):
    """In which months of a year who kept all clauses: by department and name, without any order of merit."""

    _inherit = "ops.month.paper"

    def _get_clean(self):
        """Return the clean months of everybody above whom the reader stands, and his own.

        Clause: R16
        """
        first = self.month.replace(month=1, day=1)
        months = [first + relativedelta(months=number) for number in range(12)]
        employees = self._get_people()
        since = self._get_since(employees)
        soiled = self._get_soiled(employees, first)
        today = self.company_id._ops_today()
        groups = {}
        for employee in employees:
            marks = [
                self._get_mark(month, since[employee], (employee.id, month) in soiled, today)
                for month in months
            ]
            groups.setdefault(employee.department_id.name or "", []).append(
                {"person": employee.name, "marks": marks, "count": marks.count("clean")}
            )
        return {"groups": list(groups.items()), "numbers": [month.month for month in months]}

    def _get_mark(self, month, since, is_soiled, today):
        """Return "clean", "" (nothing is said) or "running" (clean so far) for one month."""
        if not since or month < since or month > today or is_soiled:
            return ""
        return "running" if (month.year, month.month) == (today.year, today.month) else "clean"

    def _get_people(self):
        """Return those about whom the reader may know this, in superuser mode, by department and name."""
        # sudo: names and departments of colleagues; which of them the reader gets is decided below
        employees_sudo = (
            self.env["hr.employee"]
            .sudo()
            .search(Domain("company_id", "=", self.company_id.id), order="department_id, name, id")
        )
        user = self.env.user
        if user._ops_has_role("leader", "auditor"):
            return employees_sudo
        heads = employees_sudo._ops_head_users(named=True)
        return employees_sudo.filtered(lambda one: user in heads[one] or one.user_id == user)

    def _get_since(self, employees):
        """Return since which whole month each employee works here under the rulebook."""
        # sudo: when the switch was turned is logged for leaders
        switched = (
            self.env["ops.log"]
            .sudo()
            ._read_group(
                [
                    ("model", "=", "res.company"),
                    ("res_id", "=", self.company_id.id),
                    ("event", "=", "switch_on"),
                ],
                aggregates=["create_date:min"],
            )[0][0]
        )
        ruled = fields.Date.to_date(switched) or self.company_id._ops_today()
        return {
            employee: self._get_whole_month(max(ruled, min(employee.version_ids.mapped("date_version"))))
            for employee in employees
        }

    def _get_whole_month(self, day):
        return day if day.day == 1 else day.replace(day=1) + relativedelta(months=1)

    def _get_soiled(self, employees, first):
        """Return `{(employee id, month)}` in which something was noted that stands."""
        begin, end = self._get_bounds(first, months=12)
        # sudo: whether something was noted, of people above whom the reader stands now
        found = (
            self.env["ops.violation"]
            .sudo()
            .with_context(tz=self.company_id._ops_tz())
            ._read_group(
                Domain("employee_id", "in", employees.ids)
                & Domain("date", ">=", begin)
                & Domain("date", "<", end)
                & Domain("state", "!=", "dismissed")
                & ~Domain("penalty_line_ids", "any", [("penalty_id.state", "in", VOID)]),
                ["employee_id", "date:month"],
            )
        )
        return {(employee.id, fields.Date.to_date(month)) for employee, month in found}
