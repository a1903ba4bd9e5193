"""What was late before duties led to violations leads to none: nobody knew that it would."""


def migrate(cr, version):
    """Mark what is late at the update as reminded only."""
    if version:
        cr.execute("UPDATE ops_obligation SET never_violated = true WHERE state = 'late'")
