from odoo import models


class IrActionsReport(models.Model):
    """Nothing prints a quotation before it is approved, whichever report and whichever way (W2.E).

    Every rendering passes one of these methods: pdf, html, text, saved attachments, mails, portal, pro forma.
    Superuser mode is not exempt, the portal prints in it.
    """

    _inherit = "ir.actions.report"

    def _ops_check_released(self, report_ref, res_ids):
        report = self._get_report(report_ref)
        if report.model == "sale.order" and res_ids:
            ids = [res_ids] if isinstance(res_ids, int) else res_ids
            # sudo: the check must hold also where the reader's own rules hide the order; reports check
            # reading
            self.env["sale.order"].sudo().browse(ids).exists()._ops_require_released("print")

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        self._ops_check_released(report_ref, res_ids)
        return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        self._ops_check_released(report_ref, res_ids)
        return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)

    def _get_rendering_context(self, report, docids, data):
        self._ops_check_released(report, docids)
        return super()._get_rendering_context(report, docids, data)
