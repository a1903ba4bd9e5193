from odoo import api, fields, models
from odoo.tools import SQL

from ..clause.violation_after import NEVER

BATCH = 1000


class OpsObligation(models.Model):
    """A repeated duty closes at its due moment: what is not met by then is missed."""

    _inherit = "ops.obligation"

    @api.model
    def _close_missed(self):
        """Close the periods that are over, batch by batch; missing them is a violation of their clause."""
        while missed := self._mark_missed(BATCH):
            missed._note_missed()
            if len(missed) < BATCH or not self.env["ir.cron"]._commit_progress():
                break

    @api.model
    def _mark_missed(self, limit):
        """Turn repeated duties past their due moment into missed ones, in one statement.

        :return: the obligations that were missed now, on sudo
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return self.browse()
        self.flush_model()
        now = fields.Datetime.now()
        over = SQL(
            "FROM ops_obligation WHERE state IN ('open', 'late') AND owed_by IS NOT NULL"
            " AND date_due < %s AND company_id IN %s",
            now,
            tuple(companies),
        )
        if not self.env.execute_query(SQL("SELECT 1 %s LIMIT 1", over)):
            return self.browse()  # as a rule; nothing is claimed then
        rows = self._claim(
            SQL(
                """
                UPDATE ops_obligation SET state = 'missed', write_date = %(now)s, write_uid = %(uid)s
                 WHERE ctid = ANY(ARRAY(SELECT ctid %(over)s LIMIT %(limit)s FOR UPDATE SKIP LOCKED))
             RETURNING id
                """,
                now=now,
                uid=self.env.uid,
                over=over,
                limit=limit,
            )
        )
        missed_sudo = self.sudo().browse(sorted(row[0] for row in rows))  # sudo: the job follows up
        missed_sudo.invalidate_recordset(["state"])
        return missed_sudo

    def _note_missed(self):
        """Make violations of what was missed, except of clauses whose lateness is none."""
        get_numbers = self.env["ops.clause.limit"]._get_violation_numbers
        self.filtered(
            lambda missed: (
                get_numbers(missed.company_id).get((missed.clause_id.id, missed.step or "")) != NEVER
            )
        )._note_violation()
