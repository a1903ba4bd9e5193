from odoo import api, models
from odoo.tools import SQL

from ....tools.journals import MONEY_JOURNALS
from .read import by_district

# The parts of a key on the customer's invoice (i).
COLUMNS = {
    "team_id": SQL("i.team_id"),
    "user_id": SQL("i.invoice_user_id"),
    "district_id": SQL("i.commercial_partner_id"),
}
READ = {
    "account.partial.reconcile": ["debit_move_id", "credit_move_id", "amount", "max_date", "company_id"],
    "account.move.line": ["move_id", "journal_id"],
    "account.move": ["move_type", "state", "team_id", "invoice_user_id", "commercial_partner_id"],
    "account.journal": ["type"],
}


class OpsTarget(models.Model):
    """What customers paid: money of a bank or cash journal, once it is reconciled with their invoices."""

    _inherit = "ops.target"

    @api.model
    def _read_collected(self, company, parts, first, last, unit):
        """With tax; money that is paid back on a credit note counts against it. What is written off, or
        settled with a credit note, is no money.
        """
        for name, fields in READ.items():
            self.env[name].flush_model(fields)
        columns = [COLUMNS[part] for part in parts]
        day = SQL("date_trunc(%s, p.max_date)::date", unit)
        rows = self.env.execute_query(
            SQL(
                "SELECT %(columns)s,"
                " SUM(CASE WHEN i.move_type = 'out_refund' THEN -p.amount ELSE p.amount END)"
                " FROM account_partial_reconcile p"
                " JOIN account_move_line d ON d.id = p.debit_move_id"
                " JOIN account_move_line c ON c.id = p.credit_move_id"
                " JOIN account_move i ON i.state = 'posted' AND ("
                "   (i.id = d.move_id AND i.move_type IN ('out_invoice', 'out_receipt'))"
                "   OR (i.id = c.move_id AND i.move_type = 'out_refund'))"
                " JOIN account_journal j"
                "   ON j.id = CASE WHEN i.move_type = 'out_refund' THEN d.journal_id ELSE c.journal_id END"
                " WHERE p.company_id = %(company)s AND p.max_date BETWEEN %(first)s AND %(last)s"
                " AND j.type IN %(money)s"
                " GROUP BY %(columns)s",
                columns=SQL(", ").join([day, *columns]),
                company=company.id,
                first=first,
                last=last,
                money=MONEY_JOURNALS,
            )
        )
        return by_district(self.env, parts, rows)
