"""Reading a PDF as its reader does."""

import re
import subprocess

from ..deal.common import DealCase

# The same shapes as 金 门 长 … at other code points: they look right and no search finds them.
RADICALS = re.compile(r"[⺀-⻳⼀-⿕]")


def pdf_pages(pdf):
    """Return the text of each page, laid out as on paper."""
    text = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=pdf, stdout=subprocess.PIPE, check=True
    ).stdout.decode()
    return text.split("\f")[:-1]


def squeezed(text):
    """Return a text without white space: how columns and lines are spaced is not what it says."""
    return re.sub(r"\s+", "", text)


class PaperCase(DealCase):
    """Prints for real: the PDF engine runs, no page is asked of the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for code in ("zh_CN", "en_US"):
            cls.env["res.lang"]._activate_lang(code)
        cls.company.resource_calendar_id.tz = "Asia/Shanghai"
        cls.customer.lang = "zh_CN"

    def _print(self, orders, user=None, report="ops_dept_reports.report_ops_quotation"):
        """Print orders as a user (the consultant by default) and return the pages' texts."""
        reports = self.env["ir.actions.report"].with_user(user or self.consultant)
        content, kind = reports.with_context(force_report_rendering=True)._render_qweb_pdf(report, orders.ids)
        self.assertEqual(kind, "pdf")
        self.assertTrue(content.startswith(b"%PDF"))
        return pdf_pages(content)

    def _print_text(self, orders, **kwargs):
        return squeezed("".join(self._print(orders, **kwargs)))
