"""Data files lie with their documents now; a mail template knows its file, from which it can be reset."""

MOVED = {"ops_dept_reports/data/mail_template_data.xml": "ops_dept_reports/data/deal/quotation.xml"}


def migrate(cr, version):
    """Name the file where it lies: an upgrade loads no template anew, users may have edited it."""
    for old, new in MOVED.items():
        cr.execute("UPDATE mail_template SET template_fs = %s WHERE template_fs = %s", (new, old))
