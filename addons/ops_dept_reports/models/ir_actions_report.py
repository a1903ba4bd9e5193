import psycopg2

from odoo import models

# wkhtmltopdf grows faster than its input: 10 records take 0.4 s, 40 take 5.5 s, 200 end in a crash.
CHUNK = 10


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _ops_is_letterhead(self):
        """Tell whether this report stands on the shared letterhead (an empty report does not)."""
        return (self.report_name or "").startswith("ops_dept_reports.")

    def _get_layout(self):
        """Use a page frame without web assets: the engine asks the server for nothing that could be late."""
        if self._ops_is_letterhead():
            return self.env.ref("ops_dept_reports.ops_minimal_layout")
        return super()._get_layout()

    def _run_wkhtmltopdf(self, bodies, report_ref=False, **kwargs):
        letterhead = bool(report_ref) and self._get_report(report_ref)._ops_is_letterhead()
        reports = self.with_context(ops_letterhead=True) if letterhead else self
        return super(IrActionsReport, reports)._run_wkhtmltopdf(bodies, report_ref=report_ref, **kwargs)

    def _build_wkhtmltopdf_args(self, *args, **kwargs):
        """Do not wait for scripts on our pages (core's default is a second): there are none to load."""
        command = super()._build_wkhtmltopdf_args(*args, **kwargs)
        if self.env.context.get("ops_letterhead") and "--javascript-delay" in command:
            command[command.index("--javascript-delay") + 1] = "0"
        return command

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        """Count the release before making it; a refusal or a failure takes the count back.

        Before, because the report route reads on a read-only cursor first: the write turns it to a writing
        one at once instead of after the work. Without a savepoint: it would flush, and a mail that prints
        while it is composed would be computed in the customer's name, who may read none of it.

        Clause: W2.F
        """
        report = self._get_report(report_ref)
        ids = [res_ids] if isinstance(res_ids, int) else res_ids
        if not ids or "ops_print_count" not in self.env[report.model]._fields:
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        records = self.env[report.model].browse(ids)
        records._ops_count_print()
        try:
            return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        except psycopg2.Error:  # the transaction is lost, and the count with it
            raise
        except Exception:
            records._ops_count_print(-1)
            raise

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Render papers of ours in small engine runs, each record as its own stream.

        When a heading in somebody's terms keeps the library from splitting a run, it renders the records
        singly and keeps the unsplit pages besides: those are left out, or every page would print twice.
        """
        ids = res_ids or []
        if len(ids) != len(set(ids)) or not ids or not self._get_report(report_ref)._ops_is_letterhead():
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        streams = {}
        for start in range(0, len(ids), CHUNK):
            chunk = ids[start : start + CHUNK]
            part = super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=chunk)
            streams.update((res_id, part[res_id]) for res_id in chunk)
        return streams
