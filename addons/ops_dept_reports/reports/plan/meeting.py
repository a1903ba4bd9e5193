"""Papers of a meeting: what their templates get."""

from odoo import api, models
from odoo.tools import get_lang


class ReportOpsMeetingPack(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_meeting_pack"
    _description = "Meeting pack"

    @api.model
    def _get_report_values(self, docids, data=None):
        """Return the meetings, as whoever prints them.

        Clauses: W1.E, H4
        """
        lang = get_lang(self.env, self.env.context.get("lang") or self.env.user.lang).code
        docs = self.env["ops.meeting"].sudo(False).with_context(lang=lang).browse(docids)
        docs._check_printed()
        return {"doc_ids": docids, "doc_model": "ops.meeting", "docs": docs}


class ReportOpsMeetingMinutes(models.AbstractModel):
    _name = "report.ops_dept_reports.ops_meeting_minutes"
    _inherit = ["report.ops_dept_reports.ops_meeting_pack"]
    _description = "Minutes of a meeting"
