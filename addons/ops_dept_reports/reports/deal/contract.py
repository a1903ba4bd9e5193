"""The contract's paper: what its template gets."""

from odoo import api, models
from odoo.tools import get_lang


class ReportOpsContract(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_contract"
    _description = "Contract paper"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the contracts, each to be written in its customer's language.

        Clause: W3.D
        """
        contracts = self.env["ops.contract"].browse(docids)
        contracts.check_access("read")
        orders_sudo = contracts.sudo().order_ids  # sudo: reads ahead for all, shows nothing
        orders_sudo.mapped("name")
        orders_sudo.order_line.mapped("tax_ids")
        articles = self.env["ops.contract.article"]._fetch_for_companies(contracts.company_id)
        docs = [
            contract.with_context(lang=get_lang(self.env, contract.partner_id.lang).code)
            for contract in contracts
        ]
        return {"doc_ids": docids, "doc_model": "ops.contract", "docs": docs, "articles": articles}
