import logging

import psycopg2

from odoo import api, models
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

# System parameter, off unless it says so: how a commit waits for the disk is the database administrator's.
EARLY_UNLOCK = "ops_dept.numbers_unlock_before_disk"
# Key in the transaction's own data: it waits for the disk already.
PENDING = "ops_dept.ops_number"


class OpsNumber(models.AbstractModel):
    """Numbers without gaps: who comes second waits, nobody fails, and what is rolled back was never taken.

    A series has no counter. Its next number is one more than the highest in use, read under a lock of the
    series that lasts until the transaction ends. Odoo's own gapless sequence locks its row without waiting
    and fails instead, and so does any counter row, because a transaction of Odoo sees the row as it was when
    it began.
    """

    _name = "ops.number"
    _description = "Numbers without gaps"

    @api.model
    def _take(self, series_key, max_query, count=1):
        """Take the next numbers of a series; they belong to the caller's transaction, which must store them.

        The caller stores the numbers in this transaction, behind a unique index, and never deletes one. It
        calls as late as it can, once for all its documents: until it commits, everybody else who needs a
        number of the series waits. Who needs several series in one transaction takes them in sorted order.
        For a moment a second connection to the database is used.

        Clause: M7.3

        :param str series_key: names the series, for example ``"ops.contract,3,2026"`` for company and year
        :param SQL max_query: selects one value, ``coalesce(max(number), 0)`` of the series (a higher start
            may be put in); it runs as it is, so it sees the documents of everybody
        :param int count: how many numbers are needed
        :return: the first of `count` numbers in a row
        :rtype: int
        :raises ValueError: when `count` is less than 1
        """
        if count < 1:
            raise ValueError(f"{count} numbers cannot be taken: at least one")
        # What is still to be written goes out before the lock: others wait for less, and the query sees it.
        self.env.flush_all()
        ((own, commit_level, _lock),) = self.env.execute_query(
            SQL(
                "SELECT (%s), current_setting('synchronous_commit'), "
                "pg_advisory_xact_lock(hashtextextended(%s, 0))",
                max_query,
                f"ops.number,{series_key}",
            )
        )
        if commit_level != "off" and self._unlocks_before_disk():
            self._wait_for_disk_after_unlocking()
        # This transaction's snapshot is older than the lock: only a new one sees what the last holder
        # committed. Not a read-only cursor: that may be a replica, which is late.
        with self.env.registry.cursor() as fresh:
            fresh.execute(max_query)
            ((committed,),) = fresh.fetchall()
        return max(own, committed) + 1

    @api.model
    def _unlocks_before_disk(self):
        # sudo: a setting of the server, for whoever takes a number
        text = self.env["ir.config_parameter"].sudo().get_param(EARLY_UNLOCK, "")
        return text.lower() in ("1", "true", "on")

    def _wait_for_disk_after_unlocking(self):
        """Let the next holder go on while this transaction is on its way to the disk.

        Else the series is as slow as the disk: its lock is held until the commit is written. So the commit
        itself does not wait for the disk, the lock is free at once, and the wait is made up for after it,
        together with everybody else's, before the user gets an answer. The log is written in order: after a
        crash either a number is there with all before it, or it never was.
        """
        cr, registry = self.env.cr, self.env.registry
        cr.execute("SET LOCAL synchronous_commit = off")
        if PENDING not in cr.postcommit.data:
            cr.postcommit.data[PENDING] = True
            cr.postcommit.add(lambda: _wait_for_disk(registry))


def _wait_for_disk(registry):
    """Commit something small that waits: the log is written in order, what came before is then on disk."""
    try:
        with registry.cursor() as cr:
            cr.execute("SELECT pg_logical_emit_message(true, 'ops.number', '')")
    except psycopg2.Error:
        # The numbers are committed and cannot be refused any more; PostgreSQL writes them within a second.
        _logger.warning("Could not wait until the numbers taken are on the disk", exc_info=True)
