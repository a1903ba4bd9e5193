from odoo import models


class OpsWorkReport(models.Model):
    """What the paper of a collection report says."""

    _inherit = "ops.work.report"

    _paper_kinds = {"ops_dept_reports.ops_collection_report": "collection"}

    def _get_collection_paper(self):
        """Return what the report says, written in the language of the environment; amounts in the company's
        currency.

        Clause: M1.7
        """
        self.ensure_one()
        report_sudo = self.sudo()  # sudo: names of colleagues, for who may read the report
        return {
            "person": report_sudo.user_id.name,
            "department": report_sudo.user_id._ops_employee().department_id.name or "",
            "month": str(self.month)[:7],
            "handed": self._ops_paper_date(self.date_handed),
            "facts_of": self._ops_paper_date(self.date_facts),
            "lines": [line._get_paper_row() for line in report_sudo.debt_ids],
            "rate": f"{self.rate:.1f}" if self.due else "–",
            **{name: self._ops_paper_number(self[name], 2, 2) for name in ("due", "collected", "overdue")},
            "currency": self.currency_id.name,
            "text": (self.text or "").strip(),
            "filed_by": report_sudo.filed_by_id.name or "",
            "filed": self._ops_paper_date(self.date_filed),
        }


class OpsWorkReportDebt(models.Model):
    """A customer on that paper."""

    _inherit = "ops.work.report.debt"

    def _get_paper_row(self):
        number = self.report_id._ops_paper_number
        causes = dict(self._fields["cause"]._description_selection(self.env))
        return {
            "customer": self.partner_id.name,
            **{
                name: number(self[name], 2, 2) if self[name] else "–"
                for name in ("due", "collected", "overdue")
            },
            "cause": causes.get(self.cause, ""),
            "next_step": self.next_step or "",
            "loss": number(self.loss, 2, 2) if self.cause == "own_mistake" else "",
        }
