from odoo import api, models
from odoo.tools import SQL


class OpsNumber(models.AbstractModel):
    """Gapless numbers that queue instead of failing: one series, one lock, held until the commit."""

    _name = "ops.number"
    _description = "Gapless numbers"

    @api.model
    def _take(self, series, query, count=1):
        """Return the first of `count` numbers in a row that nobody else can have.

        Call it as late in the transaction as possible: whoever wants a number of the same series waits for
        this commit. What was taken is used by a row that is never deleted; then the series has no gap.

        :param str series: key of the lock, e.g. "ops.contract/1/2026"
        :param query: SQL that returns the highest number used so far (0: none); the caller has flushed
        :param int count: how many numbers are needed
        :rtype: int
        """
        self.env.cr.execute(SQL("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", series))
        self.env.cr.execute(query)
        own = self.env.cr.fetchone()[0]  # sees this transaction's own rows
        # our snapshot is older than the lock: what was committed while we waited shows on a fresh one
        with self.env.registry.cursor() as cursor:
            cursor.execute(query)
            committed = cursor.fetchone()[0]
        return max(own, committed) + 1
