"""What customers owed and what moved it, in one statement over the ledger for all of them (R13)."""

from odoo.tools import SQL

from ....tools.journals import MONEY_JOURNALS

# A line counts for the company that its contact belongs to. All figures are signed as in the ledger: what
# raises the debt is positive, so that the opening and the movements add up to the closing.
_FIGURES = """
    COALESCE(SUM(line.balance) FILTER (WHERE line.date < {first}), 0) AS opening,
    COALESCE(SUM(line.balance) FILTER (
        WHERE line.date >= {first} AND move.move_type IN ('out_invoice', 'out_receipt')), 0) AS invoiced,
    COALESCE(SUM(line.balance) FILTER (
        WHERE line.date >= {first} AND move.move_type = 'out_refund'), 0) AS credited,
    COALESCE(SUM(line.balance) FILTER (
        WHERE line.date >= {first} AND move.move_type = 'entry'
          AND journal.type IN %(money)s), 0) AS received,
    COALESCE(SUM(line.balance) FILTER (
        WHERE line.date >= {first} AND move.move_type NOT IN ('out_invoice', 'out_receipt', 'out_refund')
          AND NOT (move.move_type = 'entry' AND journal.type IN %(money)s)), 0) AS other,
    COALESCE(SUM(line.balance), 0) AS closing
"""

_LINES = """
      FROM account_move_line line
      JOIN account_account account ON account.id = line.account_id
       AND account.account_type = 'asset_receivable'
      JOIN account_move move ON move.id = line.move_id
      JOIN account_journal journal ON journal.id = line.journal_id
"""

_MISSING = f"""
SELECT partner.commercial_partner_id AS partner_id, {_FIGURES.format(first="%(first)s")}
{_LINES}
      JOIN res_partner partner ON partner.id = line.partner_id
     WHERE line.parent_state = 'posted' AND line.company_id = %(company)s AND line.date <= %(last)s
       AND NOT EXISTS (
            SELECT FROM ops_reconciliation known
             WHERE known.company_id = %(company)s AND known.half_year = %(half_year)s
               AND known.partner_id = partner.commercial_partner_id)
     GROUP BY partner.commercial_partner_id
    HAVING ABS(SUM(line.balance)) >= %(smallest)s OR MAX(line.date) >= %(first)s
     ORDER BY partner.commercial_partner_id
"""

_CHANGED = f"""
WITH figure AS (
    SELECT known.id, {_FIGURES.format(first="known.date_from")}
      FROM ops_reconciliation known
      LEFT JOIN (
            SELECT line.*, partner.commercial_partner_id
              FROM account_move_line line
              JOIN res_partner partner ON partner.id = line.partner_id
              JOIN account_account account ON account.id = line.account_id
             WHERE account.account_type = 'asset_receivable' AND line.parent_state = 'posted'
               AND line.company_id = %(company)s
           ) line ON line.commercial_partner_id = known.partner_id AND line.date <= known.date_to
      LEFT JOIN account_move move ON move.id = line.move_id
      LEFT JOIN account_journal journal ON journal.id = line.journal_id
     WHERE known.company_id = %(company)s AND known.date_to >= %(since)s
     GROUP BY known.id
)
SELECT figure.id, figure.opening, figure.invoiced, figure.credited, figure.received, figure.other,
       figure.closing
  FROM figure
  JOIN ops_reconciliation known ON known.id = figure.id
 WHERE ABS(figure.opening - known.opening) >= %(smallest)s
    OR ABS(figure.invoiced - known.invoiced) >= %(smallest)s
    OR ABS(figure.credited - known.credited) >= %(smallest)s
    OR ABS(figure.received - known.received) >= %(smallest)s
    OR ABS(figure.other - known.other) >= %(smallest)s
 ORDER BY figure.id
"""


def sql_missing(*, company, half_year, first, last):
    """Return customer and figures of those who have no statement of a half-year yet.

    :param company: res.company
    :param str half_year: e.g. "2026-H1"
    :param date first: the first day that the movements count from
    :param date last: the cut-off
    """
    return SQL(
        _MISSING,
        company=company.id,
        half_year=half_year,
        first=first,
        last=last,
        money=MONEY_JOURNALS,
        smallest=_smallest(company),
    )


def sql_changed(*, company, since):
    """Return id and figures of the statements that the ledger no longer agrees with.

    :param date since: the earliest cut-off that is looked at
    """
    return SQL(_CHANGED, company=company.id, since=since, money=MONEY_JOURNALS, smallest=_smallest(company))


def _smallest(company):
    """Half of the smallest amount: what is less is a rounding of the database."""
    return company.currency_id.rounding / 2
