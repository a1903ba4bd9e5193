from contextlib import suppress

from psycopg2.extensions import TransactionRollbackError

from odoo import api, fields, models


class ResCompany(models.Model):
    """How many things the self-check found to mend, kept for the first page: looking costs too much there."""

    _inherit = "res.company"

    ops_selfcheck_bad = fields.Integer("To mend", readonly=True, copy=False)

    def _ops_note_selfcheck(self, rows):
        """Keep how many of these rows are to be mended."""
        bad = sum(row["state"] == "bad" for row in rows)
        # sudo: a figure that the check itself counts; leaders write no companies
        if self.sudo().ops_selfcheck_bad != bad:
            self.sudo().ops_selfcheck_bad = bad

    @api.model
    def _cron_selfcheck(self):
        """Look every night, so that the administrator's first page says what broke meanwhile."""
        for company in self.browse(sorted(self._ops_companies_on())):
            rows = self.env["ops.selfcheck"].with_company(company)._run_checks()
            # another job noted it just now: that one stands
            with suppress(TransactionRollbackError), self.env.cr.savepoint():
                company._ops_note_selfcheck(rows)
