"""The statement of account: what its template gets."""

from odoo import api, models
from odoo.tools import get_lang


class ReportOpsReconciliation(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_reconciliation_statement"
    _description = "Statement of account: values"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the statements, each to be written in the language of the customer, who seals it; the
        papers of one language are read at once.

        Clause: R13
        """
        statements = self.env["ops.reconciliation"].browse(docids)
        statements.check_access("read")
        papers, languages = {}, {}
        for statement in statements:
            # sudo: the customer's language only
            code = get_lang(self.env, statement.sudo().partner_id.lang).code
            languages.setdefault(code, []).append(statement.id)
        for code, ids in languages.items():
            papers |= statements.with_context(lang=code).browse(ids)._get_statement_papers()
        docs = [
            doc for code, ids in languages.items() for doc in statements.with_context(lang=code).browse(ids)
        ]
        place = {each: index for index, each in enumerate(docids)}
        docs.sort(key=lambda doc: place[doc.id])
        return {"doc_ids": docids, "doc_model": "ops.reconciliation", "docs": docs, "papers": papers}
