"""Fapiao stood as text on invoices and requests; each gets its row in the register."""

import logging

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from odoo.addons.ops_dept.tools.fapiao import is_fapiao, read_fapiao

_logger = logging.getLogger(__name__)

# Invoices first, the older one before the younger, each with its request; then what is entered on requests
# that have no invoice yet.
TEXTS = """
    SELECT move.id, move.ops_invoice_request_id, move.ops_fapiao_number, move.ops_fapiao_code,
           move.move_type IN ('in_invoice', 'in_refund', 'in_receipt')
      FROM account_move move
     WHERE move.ops_fapiao_number IS NOT NULL
 UNION ALL
    SELECT NULL, id, fapiao_number, fapiao_code, FALSE
      FROM ops_invoice_request
     WHERE fapiao_number IS NOT NULL AND move_id IS NULL
  ORDER BY 1 NULLS LAST, 2
"""


def migrate(cr, version):
    """Make the rows; a text that is no fapiao, or one that stands on two invoices, stays text and is named
    in the log, since finance has to decide.
    """
    if not version:
        return
    env = api.Environment(cr, SUPERUSER_ID, {})
    found = {}
    for move, request, numbers, code, bought in env.execute_query(SQL(TEXTS)):
        if not is_fapiao(numbers, code):
            _logger.warning("no fapiao, left as text: %s", numbers)
            continue
        for own, number in read_fapiao(numbers, code):
            row = {"is_bought": bought, "code": own or False, "number": number}
            key = tuple(row.values())
            if key in found:
                _logger.warning("fapiao %s stands on several invoices", number)
                continue
            found[key] = {**row, "move_id": move, "request_id": request}
    env["ops.fapiao"].create(list(found.values()))
