"""The outbound slip: what its template gets."""

from odoo import api, models
from odoo.tools import get_lang


class ReportOpsReleaseSlip(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_release_slip"
    _description = "Outbound slip"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the releases, each to be written in the language of the customer, who signs it.

        Clause: W4.C
        """
        releases = self.env["ops.release"].browse(docids)
        releases.check_access("read")
        docs = [
            # sudo: the customer's language only
            release.with_context(lang=get_lang(self.env, release.partner_id.sudo().lang).code)
            for release in releases
        ]
        return {"doc_ids": docids, "doc_model": "ops.release", "docs": docs}
