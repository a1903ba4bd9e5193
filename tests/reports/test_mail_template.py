"""The quotation's mail template can be set back to what was shipped, also after an upgrade."""

from odoo.modules.migration import load_script
from odoo.tests import TransactionCase, tagged
from odoo.tools import file_path

SCRIPT = "ops_dept_reports/migrations/19.0.1.1.0/post-template-file.py"


@tagged("post_install", "-at_install")
class TestMailTemplate(TransactionCase):
    def test_reset_after_upgrade(self):
        template = self.env.ref("ops_dept_reports.mail_template_quotation")
        shipped = template.subject
        template.write({"subject": "Edited", "template_fs": "ops_dept_reports/data/mail_template_data.xml"})
        self.env.flush_all()
        load_script(file_path(SCRIPT), "ops_dept_reports_template_file").migrate(self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()
        self.assertEqual(template.subject, "Edited", "an upgrade leaves what users wrote")
        template.reset_template()
        self.assertEqual(template.subject, shipped)
