"""The custody sheet: what its template gets."""

from odoo import api, models


class ReportOpsCustodySheet(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_custody_sheet"
    _description = "Custody sheet: values"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what was chosen, as whoever prints it.

        Clause: R9
        """
        docs = self.env["ops.custody.sheet"].sudo(False).browse(docids)
        docs.check_access("read")
        return {"doc_ids": docids, "doc_model": "ops.custody.sheet", "docs": docs}
