"""What was due and collected, as one statement over the ledger (H2, M1.7)."""

from odoo.tools import SQL

from ....tools.journals import MONEY_JOURNALS

_COLLECTION = """
WITH former AS (
    -- whose invoices were until which day, where somebody else got them
    SELECT message.res_id AS move_id,
           tracked.old_value_integer AS user_id,
           (message.date AT TIME ZONE 'UTC' AT TIME ZONE %(tz)s)::date AS until,
           tracked.id
      FROM mail_tracking_value tracked
      JOIN mail_message message ON message.id = tracked.mail_message_id
     WHERE tracked.field_id = %(salesperson)s AND message.model = 'account.move'
), span AS (
    SELECT move_id, user_id, id,
           COALESCE(LAG(until) OVER changes, '-infinity'::date) AS since, until
      FROM former
    WINDOW changes AS (PARTITION BY move_id ORDER BY until, id)
     UNION ALL
    SELECT former.move_id, move.invoice_user_id, NULL, MAX(former.until), 'infinity'::date
      FROM former JOIN account_move move ON move.id = former.move_id
     GROUP BY former.move_id, move.invoice_user_id
), candidate AS (
    -- what is open, and what was paid since then: the months before need not be read
    SELECT id FROM account_move_line
     WHERE reconciled IS NOT TRUE AND parent_state = 'posted' AND display_type = 'payment_term'
     UNION
    SELECT debit_move_id FROM account_partial_reconcile WHERE max_date >= %(first)s
), item AS (
    SELECT line.id, line.balance, line.date_maturity, line.reconciled,
           move.id AS move_id, move.company_id, move.invoice_user_id, move.team_id,
           move.commercial_partner_id
      FROM candidate
      JOIN account_move_line line ON line.id = candidate.id
      JOIN account_move move ON move.id = line.move_id
     WHERE move.state = 'posted' AND move.move_type IN ('out_invoice', 'out_receipt')
       AND line.display_type = 'payment_term' AND line.balance > 0
)
SELECT item.id * 12000::bigint + LEAST(held.place, 9)
           + (EXTRACT(YEAR FROM month.first) * 12 + EXTRACT(MONTH FROM month.first))::int %% 1200 * 10 AS id,
       month.first::date AS month, item.move_id, item.company_id, item.team_id,
       item.commercial_partner_id AS partner_id, held.user_id, item.date_maturity AS date_due,
       item.balance - paid.before - paid.otherwise AS due,
       paid.collected,
       CASE WHEN item.date_maturity < held.until AND item.date_maturity < %(today)s
            THEN item.balance - paid.before - paid.otherwise - paid.collected ELSE 0 END AS overdue,
       100.0 * paid.collected / NULLIF(item.balance - paid.before - paid.otherwise, 0) AS rate
  FROM item
  JOIN LATERAL (
        SELECT MAX(partial.max_date) AS last FROM account_partial_reconcile partial
         WHERE partial.debit_move_id = item.id
       ) settled ON TRUE
  JOIN LATERAL (
        SELECT first, (first + interval '1 month')::date AS next
          FROM generate_series(
                GREATEST(date_trunc('month', item.date_maturity), %(first)s::timestamp),
                CASE WHEN item.reconciled THEN date_trunc('month', settled.last)
                     ELSE date_trunc('month', %(today)s::timestamp) END,
                '1 month'
               ) first
       ) month ON TRUE
  JOIN LATERAL (
        SELECT item.invoice_user_id AS user_id, 0 AS place, month.first::date AS since, month.next AS until
         WHERE item.move_id NOT IN (SELECT move_id FROM span)
         UNION ALL
        SELECT span.user_id, ROW_NUMBER() OVER (ORDER BY span.since, span.until, span.id),
               GREATEST(span.since, month.first::date), LEAST(span.until, month.next)
          FROM span
         WHERE span.move_id = item.move_id
       ) held ON held.since < held.until AND item.date_maturity < held.until
  JOIN LATERAL (
        SELECT COALESCE(SUM(partial.amount) FILTER (WHERE partial.max_date < held.since), 0) AS before,
               COALESCE(SUM(partial.amount) FILTER (
                   WHERE partial.max_date >= held.since AND journal.type IN %(money)s), 0) AS collected,
               COALESCE(SUM(partial.amount) FILTER (
                   WHERE partial.max_date >= held.since AND journal.type NOT IN %(money)s), 0) AS otherwise
          FROM account_partial_reconcile partial
          JOIN account_move_line counterpart ON counterpart.id = partial.credit_move_id
          JOIN account_journal journal ON journal.id = counterpart.journal_id
         WHERE partial.debit_move_id = item.id AND partial.max_date < held.until
       ) paid ON item.balance > paid.before + paid.otherwise
"""


def sql_collection(*, today, first, tz, salesperson):
    """Return the rows of `ops.collection`.

    :param date today: the day where the company is
    :param date first: the first day of the first month
    :param str tz: time zone in which a change of salesperson has its day
    :param int salesperson: id of the tracked field of invoices
    """
    return SQL(_COLLECTION, today=today, first=first, tz=tz, salesperson=salesperson, money=MONEY_JOURNALS)
