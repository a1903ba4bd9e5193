from odoo import models


class IrActionsReport(models.Model):
    """Nothing prints a document before it may leave the house, whichever report and whichever way.

    Every rendering passes one of these methods: pdf, html, text, saved attachments, mails, portal, pro forma.
    Superuser mode is not exempt, the portal prints in it.

    Clauses: W2.E, W3.D, W4.C
    """

    _inherit = "ir.actions.report"

    def _ops_check_printable(self, report_ref, res_ids):
        report = self._get_report(report_ref)
        if not res_ids or not hasattr(self.env.get(report.model), "_ops_require_printable"):
            return
        ids = [res_ids] if isinstance(res_ids, int) else res_ids
        # sudo: the check must hold also where the reader's own rules hide the document; reports check reading
        self.env[report.model].sudo().browse(ids).exists()._ops_require_printable(report)

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        self._ops_check_printable(report_ref, res_ids)
        return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        self._ops_check_printable(report_ref, res_ids)
        return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)

    def _get_rendering_context(self, report, docids, data):
        self._ops_check_printable(report, docids)
        return super()._get_rendering_context(report, docids, data)
