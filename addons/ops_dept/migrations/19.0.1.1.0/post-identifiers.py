"""Fapiao and tax numbers that are stored already get the form in which later ones are stored."""

import logging

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

from odoo.addons.ops_dept.tools.fapiao import tidy_numbers, tidy_tax_number
from odoo.addons.ops_dept.tools.identifier import tidy

_logger = logging.getLogger(__name__)

FAPIAO = (("account_move", "ops_fapiao_number"), ("account_move", "ops_fapiao_code"))
FAPIAO += (("ops_invoice_request", "fapiao_number"), ("ops_invoice_request", "fapiao_code"))


def migrate(cr, version):
    """Write them in ordinary digits, so that a number entered again from now on is found.

    Tax numbers of customers change only where a company runs the rulebook; two records of one fapiao that
    come to light are named in the log, finance decides which one is right.
    """
    if not version:
        return
    for table, column in FAPIAO:
        _tidy(cr, table, column, tidy_numbers)
    _tidy(cr, "ops_receipt", "payer_reference", tidy)
    cr.execute("SELECT 1 FROM res_company WHERE ops_rulebook")
    if cr.fetchone():
        _tidy(cr, "res_partner", "vat", tidy_tax_number)
    _tidy(cr, "ops_invoice_request", "tax_number", tidy_tax_number)
    cr.execute(
        "SELECT ops_fapiao_number, array_agg(id) FROM account_move WHERE ops_fapiao_number IS NOT NULL"
        " GROUP BY company_id, ops_fapiao_code, ops_fapiao_number HAVING count(*) > 1"
    )
    for number, ids in cr.fetchall():
        _logger.warning("fapiao %s stands on several invoices: %s", number, ids)
    env = api.Environment(cr, SUPERUSER_ID, {})
    receipts = env["ops.receipt"].search([("payer_reference", "!=", False)])
    env.add_to_compute(receipts._fields["reference_key"], receipts)
    env.flush_all()


def _tidy(cr, table, column, form):
    names = {"table": SQL.identifier(table), "column": SQL.identifier(column)}
    cr.execute(SQL("SELECT id, %(column)s FROM %(table)s WHERE %(column)s > ''", **names))
    changed = [(row, form(text) or None) for row, text in cr.fetchall() if form(text) != text]
    if changed:
        cr.execute(
            SQL(
                "UPDATE %(table)s SET %(column)s = new.text FROM (VALUES %(rows)s) AS new (id, text)"
                " WHERE %(table)s.id = new.id",
                rows=SQL(", ").join(SQL("(%s, %s)", row, text) for row, text in changed),
                **names,
            )
        )
        _logger.info("%s numbers in %s.%s were written anew", len(changed), table, column)
