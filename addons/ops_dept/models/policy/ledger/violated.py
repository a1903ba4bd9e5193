from datetime import datetime

from odoo import api, fields, models
from odoo.tools import SQL

from ..clause.violation_after import NEVER

BATCH = 1000


class OpsObligation(models.Model):
    """What stays late and owed past the second limit of its clause, or was missed, is a violation: once.

    What follows is added by other rooms as rows of `_on_violated`: (place, method), called with many
    obligations at once in superuser mode. When the lateness is excused afterwards, the rows of `_on_excused`
    are called in the same way.
    """

    _inherit = "ops.obligation"

    _on_violated = ()
    _on_excused = ()

    date_violated = fields.Datetime(
        "Violation since",
        readonly=True,
        groups="ops_dept.ops_dept_group_leader,ops_dept.ops_dept_group_auditor",
        help="When being late, or missing it, became a violation.",
    )
    never_violated = fields.Boolean(
        "No violation when late",
        readonly=True,
        help="The time limit of an approver: he is reminded, and his superiors are told, no more.",
    )

    _violation_idx = models.Index(
        "(company_id, date_due) WHERE state = 'late' AND date_violated IS NULL AND never_violated IS NOT TRUE"
    )

    @api.model
    def _cron_note_violations(self):
        """Note the violations of the day, batch by batch; may run at any time, and twice at once."""
        cron = self.env["ir.cron"]
        while violated := self._mark_violated(limit=BATCH):
            if not cron._commit_progress(len(violated)) or len(violated) < BATCH:
                break
        cron._commit_progress(remaining=0)

    @api.model
    def _mark_violated(self, limit=BATCH):
        """Turn what is late past the second limit of its clause into violations, in one statement.

        Rows locked by somebody who is just meeting them are left for the next run.

        :return: the obligations that became a violation now, on sudo
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return self.browse()
        self.flush_model()
        now = fields.Datetime.now()
        rows = self._claim(
            SQL(
                """
                UPDATE ops_obligation
                   SET date_violated = %(now)s, write_date = %(now)s, write_uid = %(uid)s
                 WHERE ctid = ANY(ARRAY(
                           SELECT o.ctid FROM ops_obligation o
                        LEFT JOIN (VALUES %(limits)s) AS l(company_id, clause_id, step, over_since)
                               ON l.company_id = o.company_id AND l.clause_id = o.clause_id
                              AND l.step = COALESCE(o.step, '')
                            WHERE o.state = 'late' AND o.date_violated IS NULL
                              AND o.never_violated IS NOT TRUE AND o.company_id IN %(companies)s
                              AND o.date_due < COALESCE(l.over_since, %(now)s)
                            LIMIT %(limit)s
                              FOR UPDATE OF o SKIP LOCKED
                       ))
             RETURNING id
                """,
                now=now,
                uid=self.env.uid,
                limits=self._get_violation_rows(now),
                companies=tuple(companies),
                limit=limit,
            )
        )
        # sudo: the ledger is closed; the job follows up for everybody
        violated_sudo = self.sudo().browse(sorted(row[0] for row in rows))
        violated_sudo.invalidate_recordset(["date_violated"])
        violated_sudo._follow_violated()
        return violated_sudo

    @api.model
    def _get_violation_rows(self, now):
        """Return as SQL rows since when a duty must be late: (company, clause, step, moment)."""
        rows = [SQL("(0, 0, '', NULL::timestamp)")]  # keeps the statement valid without any other
        get_numbers = self.env["ops.clause.limit"]._get_violation_numbers
        on = sorted(self.env["res.company"]._ops_companies_on())
        for company in self.env["res.company"].sudo().browse(on):  # sudo: the working time of every company
            calendar, moments = company.resource_calendar_id, {NEVER: datetime.min}
            for (clause_id, step), number in get_numbers(company).items():
                if number not in moments:
                    moments[number] = calendar._ops_over_since(now, number, company)
                rows.append(SQL("(%s, %s, %s, %s::timestamp)", company.id, clause_id, step, moments[number]))
        return SQL(", ").join(rows)

    def _note_violation(self):
        """Make violations of these duties now: missed, or late without an accepted reason. Once each."""
        fresh = self.filtered(lambda obligation: not obligation.date_violated)
        fresh.date_violated = fields.Datetime.now()
        fresh._follow_violated()
        return fresh

    def _excuse(self):
        """Tell those who follow violations that these are none any more: the lateness was excused."""
        excused = self.filtered("date_violated")
        if excused:
            excused._ops_call_rows("_on_excused")
            excused.date_violated = False
        return excused

    def _follow_violated(self):
        if self:
            self._ops_call_rows("_on_violated")
