"""The hand-over sheet of cheques and bills: what its template gets."""

from odoo import api, models


class ReportOpsInstrumentSheet(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_instrument_sheet"
    _description = "Hand-over sheet of cheques and bills: values"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what was chosen, as whoever prints it.

        Clause: R12
        """
        docs = self.env["ops.instrument.sheet"].sudo(False).browse(docids)
        docs.check_access("read")
        return {"doc_ids": docids, "doc_model": docs._name, "docs": docs}
