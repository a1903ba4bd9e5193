"""What is asked about a document was called as its text is; from now on changed words reach databases by
themselves (`models/policy/words`).
"""


def migrate(cr, version):
    """Forget the former word, so that the new one is loaded with this version."""
    if version:
        cr.execute("UPDATE ir_model SET name = name - 'zh_CN' WHERE model = 'ops.question'")
