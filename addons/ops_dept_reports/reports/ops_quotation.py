from odoo import api, models


class ReportOpsQuotation(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_quotation"
    _description = "Quotation paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the quotations, each to be written in its customer's language.

        Clause: W2.F
        """
        orders = self.env["sale.order"].browse(docids)
        return {
            "doc_ids": docids,
            "doc_model": "sale.order",
            "docs": [order.with_context(lang=order._get_lang()) for order in orders],
        }
