from odoo import api, models

from .ops_reconciliation import CODE
from .sql import sql_missing

# So many statements are made in one transaction: a night that breaks off loses no more.
BATCH = 500
FIGURES = ("opening", "invoiced", "credited", "received", "other", "closing")
# What the statements over the ledger read.
READ = {
    "account.move.line": (
        "account_id",
        "balance",
        "company_id",
        "date",
        "journal_id",
        "parent_state",
        "partner_id",
    ),
    "account.move": ("move_type",),
    "account.account": ("account_type",),
    "account.journal": ("type",),
    "res.partner": ("commercial_partner_id",),
}


class OpsReconciliation(models.Model):
    """The statements of a half-year, of all customers in one night; twice nothing is made twice (R13)."""

    _inherit = "ops.reconciliation"

    @api.model
    def _cron_reconcile(self):
        """Each night: follow the ledger; in the nights after the cut-off, make the statements."""
        self.env["res.company"]._ops_each_on(self._pass_night)

    @api.model
    def _pass_night(self, company):
        """Do what a night brings in one company. Clause: R13"""
        self._follow_ledger(company)
        self._follow_salesmen(company)
        today = company._ops_today()
        last = company._ops_half_year(today)[2]
        if last < today and self.env["ops.clause"]._is_in_force(CODE, company):
            self._make_statements(company, today)

    @api.model
    def _make_statements(self, company, day):
        """Make the statements of the half-year in which a day lies, of each customer who has none yet and
        who owes something or moved something.

        The figures of all customers come from one statement; each batch is kept as soon as it is made, so
        that whatever breaks off is taken up where it stopped.

        :return: how many were made
        :rtype: int
        """
        half_year, first, last = company._ops_half_year(day)
        self._flush_ledger()
        rows = self.env.execute_query(
            sql_missing(company=company, half_year=half_year, first=first, last=last)
        )
        common = {"company_id": company.id, "half_year": half_year, "date_from": first, "date_to": last}
        for start in range(0, len(rows), BATCH):
            self._make_batch(company, common, rows[start : start + BATCH])
            # between batches; the last one is whoever calls's
            if start + BATCH < len(rows) and not self.env["ir.cron"]._commit_progress():
                self._trigger_again()
                break
        return len(rows)

    @api.model
    def _make_batch(self, company, common, rows):
        """Make the statements of some customers, and forget them: a night keeps no more than a batch."""
        vals_list = [
            {**common, "partner_id": partner_id, **dict(zip(FIGURES, figures, strict=True))}
            for partner_id, *figures in rows
        ]
        # sudo: made by the software, from the ledger
        self.sudo()._create_noted(vals_list, company)
        self.env.flush_all()
        self.env.invalidate_all()

    @api.model
    def _flush_ledger(self):
        """Let the database know what the statements over the ledger read."""
        for name, names in READ.items():
            self.env[name].flush_model(names)
        self.flush_model()

    @api.model
    def _trigger_again(self):
        """What this night had no time for is made as soon as possible."""
        cron = self.env.ref("ops_dept.ir_cron_reconciliation", raise_if_not_found=False)
        if cron:
            cron._trigger()
