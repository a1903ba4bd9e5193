from odoo import models
from odoo.exceptions import UserError

from odoo.addons.ops_dept.models.plan.work_report.ops_work_report import (  # pylint: disable=no-name-in-module
    HANDED,
)

# pylint only looks for add-ons in Odoo's own folders
from odoo.addons.ops_dept.tools.rows import find_entry  # pylint: disable=no-name-in-module


class OpsWorkReport(models.Model):
    """What the annual summary says: the facts of the year, the person's words, what became of suggestions."""

    _name = "ops.work.report"
    _inherit = ["ops.work.report", "ops.printed"]

    # Which kind of report a paper is of.
    _paper_kinds = {"ops_dept_reports.ops_annual_summary": "annual"}

    def _ops_require_printable(self, report):
        """Refuse whoever may not read the report, and the paper of another kind or of what is not handed in.

        :raises UserError: names the report
        """
        # sudo is left: it is for its readers alone, whichever way it is printed
        self.sudo(False).check_access("read")
        kind = find_entry(self, "_paper_kinds", report.report_name)
        for work_report in self:
            if work_report.kind != kind or work_report.state not in HANDED:
                raise UserError(
                    self.env._(
                        "%(report)s: “%(paper)s” is printed of a report of that kind that was handed in "
                        "(%(clause)s).",
                        report=work_report.display_name,
                        paper=report.name,
                        clause=self._get_kind(kind).clause,
                    )
                )

    def _get_summary_paper(self):
        """Return what the summary says, written in the language of the environment.

        Clause: M7.4
        """
        self.ensure_one()
        report_sudo = self.sudo()  # sudo: names of colleagues, for who may read the report
        return {
            "person": report_sudo.user_id.name,
            "department": report_sudo.user_id._ops_employee().department_id.name or "",
            "year": str(self.year),
            "handed": self._ops_paper_date(self.date_handed),
            "facts": [(fact.name, fact.text or "") for fact in report_sudo.fact_ids],
            "facts_of": self._ops_paper_date(self.date_facts),
            "text": (self.text or "").strip(),
            "suggestions": [self._get_paper_suggestion(line) for line in report_sudo.suggestion_ids],
            "filed_by": report_sudo.filed_by_id.name or "",
            "filed": self._ops_paper_date(self.date_filed),
        }

    def _get_paper_suggestion(self, line):
        states = dict(line.proposal_id._fields["state"]._description_selection(self.env))
        return {
            "text": line.text,
            "effect": line.effect or "",
            "state": states.get(line.proposal_id.state, ""),
            "answer": line.answer or "",
        }
