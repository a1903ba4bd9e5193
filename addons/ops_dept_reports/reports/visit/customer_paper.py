"""Lists of customers: what their templates get."""

from odoo import api, models


class ReportOpsCustomerSelection(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_customer_selection"
    _description = "Selection list"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return what was chosen, as whoever prints it.

        Clause: V2.1
        """
        docs = self.env["ops.customer.paper"].sudo(False).browse(docids)
        docs.check_access("read")
        return {"doc_ids": docids, "doc_model": "ops.customer.paper", "docs": docs}


class ReportOpsCustomerReferences(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_customer_references"
    _inherit = ["report.ops_dept_reports.ops_customer_selection"]
    _description = "Key customers"
