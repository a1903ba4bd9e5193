"""The driver's sheet of the day: what its template gets."""

from odoo import api, models


class ReportOpsShippingSheet(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_shipping_sheet"
    _description = "Shipping sheet: values"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what was chosen, as whoever prints it.

        Clause: W4.E
        """
        docs = self.env["ops.release.sheet"].sudo(False).browse(docids)
        docs.check_access("read")
        return {"doc_ids": docids, "doc_model": "ops.release.sheet", "docs": docs}
