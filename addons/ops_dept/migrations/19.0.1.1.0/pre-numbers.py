"""Numbers become unique in the database: what bears one twice already is told apart, and that is noted."""

import logging

from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# table, column with the number, the model for the log
NUMBERS = (
    ("ops_bid", "name", "ops.bid"),
    ("ops_release", "name", "ops.release"),
    ("ops_invoice_request", "name", "ops.invoice.request"),
    ("ops_receipt", "name", "ops.receipt"),
)


def migrate(cr, version):
    """Let the first keep its number, give the later ones an addition (BID-2027-00450/2), log each change.

    Until now a document made in the first hours of a year got the new year and the old counter, so that
    months later its number came a second time. Without this the unique index could not be made, and only a
    line of the server's log would say so.
    """
    if not version:
        return
    for table, column, model in NUMBERS:
        cr.execute("SELECT 1 FROM pg_tables WHERE tablename = %s", [table])
        if cr.fetchone():
            _tell_apart(cr, table, column, model)


def _tell_apart(cr, table, column, model):
    cr.execute(
        SQL(
            """
        WITH twice AS (
            SELECT id, company_id, %(column)s AS old,
                   row_number() OVER (PARTITION BY company_id, %(column)s ORDER BY id) AS place
              FROM %(table)s WHERE %(column)s IS NOT NULL
        ), renamed AS (
            UPDATE %(table)s SET %(column)s = twice.old || '/' || twice.place
              FROM twice WHERE twice.id = %(table)s.id AND twice.place > 1
         RETURNING %(table)s.id, twice.company_id, twice.old, %(table)s.%(column)s AS new
        )
        INSERT INTO ops_log (date, user_id, event, model, res_id, document_name, company_id, comment,
                             create_uid, create_date, write_uid, write_date)
             SELECT now() AT TIME ZONE 'UTC', 1, 'setting', %(model)s, id, new, company_id,
                    old || ' → ' || new || ': two documents bore this number.', 1,
                    now() AT TIME ZONE 'UTC', 1, now() AT TIME ZONE 'UTC'
               FROM renamed ORDER BY id
          RETURNING comment
        """,
            table=SQL.identifier(table),
            column=SQL.identifier(column),
            model=model,
        )
    )
    for (comment,) in cr.fetchall():
        _logger.warning("%s %s", model, comment)
