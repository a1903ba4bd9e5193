"""The papers of a month: what their templates get."""

from odoo import api, models


class ReportOpsMonthSheet(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_month_sheet"
    _description = "Monthly sheet of cases"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what was asked for, as whoever prints it.

        Clause: R16
        """
        docs = self.env["ops.month.paper"].sudo(False).browse(docids)
        docs.check_access("read")
        return {"doc_ids": docids, "doc_model": "ops.month.paper", "docs": docs}


class ReportOpsCleanMonths(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_clean_months"
    _inherit = ["report.ops_dept_reports.ops_month_sheet"]
    _description = "Clean months"
