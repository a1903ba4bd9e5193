from odoo import api, fields, models
from odoo.tools import SQL

from .sql import sql_collection

# How many months back the analysis goes.
MONTHS = 24
# The aggregate that is none of its own.
RATE = "rate:avg"
_DEPENDS = {
    "account.move": [
        "commercial_partner_id", "company_id", "invoice_user_id", "move_type", "state", "team_id",
    ],
    "account.move.line": [
        "balance", "date_maturity", "display_type", "journal_id", "move_id", "parent_state", "reconciled",
    ],
    "account.partial.reconcile": ["amount", "credit_move_id", "debit_move_id", "max_date"],
    "account.journal": ["type"],
    "mail.message": ["date", "model", "res_id"],
    "mail.tracking.value": ["field_id", "mail_message_id", "old_value_integer"],
}  # fmt: skip


class OpsCollection(models.Model):
    """What a customer owed in a month and what of it came in: a row for each part of an invoice with a
    day of its own, person and month.

    Due is what was open and past its day when the month began, and what fell due in it; what was paid before
    the month in which it fell due counts on neither side, nor what a credit note or a write-off took away.
    Where an invoice got another salesperson within the month, the row is split on that day: the former has
    what was due and collected until then, the new one what was left.

    Clauses: H2, M1.7
    """

    _name = "ops.collection"
    _description = "Due and collected"
    _auto = False
    _order = "month desc, date_due, id"
    _rec_name = "move_id"
    _depends = _DEPENDS

    month = fields.Date(readonly=True)
    move_id = fields.Many2one("account.move", "Invoice", readonly=True)
    partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    user_id = fields.Many2one("res.users", "Salesperson", readonly=True)
    team_id = fields.Many2one("crm.team", "Sales team", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date_due = fields.Date("Due on", readonly=True)
    due = fields.Monetary("Due, with tax", readonly=True)
    collected = fields.Monetary("Collected, with tax", readonly=True)
    overdue = fields.Monetary(
        "Left past its day", readonly=True, help="At the end of the month, in the present month today."
    )
    rate = fields.Float("Collected (%)", readonly=True, aggregator="avg", digits=(5, 1))

    @property
    def _table_query(self):
        first = fields.Date.subtract(self.env.company._ops_today(), months=MONTHS)
        return self._sql_rows(self.env.company, fields.Date.start_of(first, "month"))

    @api.model
    def _sql_rows(self, company, first):
        """Return the statement of the rows from a month on, as a company's day and time zone are."""
        return sql_collection(
            first=first,
            today=company._ops_today(),
            tz=company._ops_tz(),
            salesperson=self.env["ir.model.fields"]._get("account.move", "invoice_user_id").id,
        )

    @api.model
    def _read_month(self, company, month, people, columns):
        """Return what was due in a month and what of it came in, in one statement over that month only.

        :param date month: its first day
        :param people: domain of the salespersons
        :param tuple columns: by what, names of columns
        :rtype: list[tuple]: the columns, due, collected, left past its day; in the company's currency
        """
        for name, names in _DEPENDS.items():
            self.env[name].flush_model(names)
        # sudo: sums of people whom the caller asked for; no invoice gets out
        users = self.env["res.users"].sudo().with_context(active_test=False)._search(people)
        by = SQL(", ").join(SQL.identifier(column) for column in columns)
        return self.env.execute_query(
            SQL(
                """
                SELECT %(by)s, SUM(due), SUM(collected), SUM(overdue)
                  FROM (%(rows)s) collection
                 WHERE company_id = %(company)s AND month = %(month)s AND user_id IN %(users)s
                 GROUP BY %(by)s ORDER BY SUM(collected) / SUM(due), SUM(due) DESC
                """,
                by=by,
                rows=self._sql_rows(company, month),
                company=company.id,
                month=month,
                users=users.subselect(),
            )
        )

    def _read_group_select(self, aggregate_spec, query):
        """The rate of several is of their sums, not the mean of their rates."""
        if aggregate_spec != RATE:
            return super()._read_group_select(aggregate_spec, query)
        collected = self._field_to_sql(self._table, "collected", query)
        due = self._field_to_sql(self._table, "due", query)
        return SQL("100.0 * SUM(%s) / NULLIF(SUM(%s), 0)", collected, due)

    def action_open_invoice(self):
        """Open the invoice of a row."""
        self.ensure_one()
        return self.move_id._get_records_action()
