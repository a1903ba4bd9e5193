"""Papers on the letterhead become PDFs: without web assets, in handy portions, counted once released."""

import re

import psycopg2

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ...tools import draw_signs, name_far_signs

# wkhtmltopdf grows faster than its input: 10 records take 0.4 s, 40 take 5.5 s, 200 end in a crash.
CHUNK = 10
# Of a batch that takes longer, so many papers are told at a time.
TOLD_EACH = 50
# Which document a page is, see the letterhead.
PAPER_OF = re.compile(r'data-oe-model="(?P<model>[\w.]+)" data-oe-id="(?P<id>\d+)"')


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

    def _run_wkhtmltopdf(self, bodies, report_ref=False, header=None, footer=None, **kwargs):
        """Let each sign of our papers be drawn by a font that has it; one that none has is told, not lost."""
        if not report_ref or not self._get_report(report_ref)._ops_is_letterhead():
            return super()._run_wkhtmltopdf(
                bodies, report_ref=report_ref, header=header, footer=footer, **kwargs
            )
        pages, drawn = [], {}
        for page in (*bodies, header, footer):
            text, lacking, found = draw_signs(str(page)) if page else (page, {}, {})
            if lacking:
                self._ops_refuse_signs(str(page), lacking)
            pages.append(text)
            drawn.update(found)
        *bodies, header, footer = pages
        pdf = super(IrActionsReport, self.with_context(ops_letterhead=True))._run_wkhtmltopdf(
            bodies, report_ref=report_ref, header=header, footer=footer, **kwargs
        )
        return name_far_signs(pdf, drawn)

    def _ops_refuse_signs(self, page, lacking):
        """Name the signs that would print as boxes or not at all, before anything is printed.

        :param str page: the page, as for the PDF engine
        :param dict lacking: each such sign with the words around it
        :raises UserError: always
        """
        found = PAPER_OF.search(page)
        record = self.env[found["model"]].browse(int(found["id"])) if found else self
        signs = [
            self.env._(
                "“%(sign)s” (U+%(code)s) in “%(words)s”", sign=sign, code=f"{ord(sign):04X}", words=words
            )
            for sign, words in lacking.items()
        ]
        raise UserError(
            self.env._(
                "%(document)s is not printed, because no font of this server has %(signs)s. Write it in "
                "another way, or let the administrator install a font that has it, and print again.",
                document=record.display_name,
                signs=format_list(self.env, signs),
            )
        )

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
            self._ops_tell_progress(len(streams), len(ids))
        return streams

    def _ops_tell_progress(self, done, total):
        """Tell whoever waits for a long batch how far it is, now and then, whatever becomes of the batch."""
        if total <= TOLD_EACH or done % TOLD_EACH or done == total:
            return
        with self.env.registry.cursor() as cr:  # told at once, not when the batch is through
            user = self.env(cr=cr).user.exists()
            text = self.env._("%(done)s of %(total)s papers are ready …", done=done, total=total)
            user._bus_send("simple_notification", {"type": "info", "message": text})
