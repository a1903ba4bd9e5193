"""The quotation's paper: what its template gets."""

from odoo import api, models
from odoo.tools import get_lang


class ReportOpsQuotation(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_quotation"
    _description = "Quotation paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the quotations, each to be written in its customer's language.

        Clause: W2.F
        """
        orders = self.env["sale.order"].browse(docids)
        orders.order_line.mapped("tax_ids")  # read for all at once: core's totals would read them one by one
        # a language that is not installed would come out half in the source language, half in the company's
        return {
            "doc_ids": docids,
            "doc_model": "sale.order",
            "docs": [order.with_context(lang=get_lang(self.env, order._get_lang()).code) for order in orders],
        }
