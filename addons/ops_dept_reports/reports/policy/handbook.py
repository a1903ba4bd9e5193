"""The handbook: what its template gets."""

from odoo import api, models
from odoo.exceptions import UserError


class ReportOpsHandbook(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_handbook"
    _description = "Handbook"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the editions, each in its company's language; one that is kept is not printed anew.

        Clause: G1

        :raises UserError: for a published edition: clauses may have changed since
        """
        handbooks = self.env["ops.handbook"].browse(docids)
        handbooks.check_access("read")
        kept = handbooks.filtered("pdf")
        if kept:
            raise UserError(
                self.env._(
                    "%s was printed when it was published: open that PDF on it. What has changed since "
                    "stands in the next edition (G1).",
                    kept[0].display_name,
                )
            )
        docs = [handbook.with_context(lang=handbook._get_paper_lang()) for handbook in handbooks]
        return {"doc_ids": docids, "doc_model": "ops.handbook", "docs": docs}
