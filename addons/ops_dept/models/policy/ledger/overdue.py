from psycopg2.extensions import TransactionRollbackError

from odoo import api, fields, models
from odoo.tools import SQL

from ..clause.ladder import HEAD_AFTER, LEADER_AFTER


class OpsObligation(models.Model):
    """What happens by time alone: obligations become late and climb, in few statements at any size."""

    _inherit = "ops.obligation"

    @api.model
    def _cron_mark_overdue(self):
        """Mark what is overdue as late and tell the screens of those concerned; may run at any time."""
        self._close_missed()
        marked = self._mark_overdue()
        self._ping(marked)
        self.env["ir.cron"]._commit_progress(sum(count for *_who, count in marked), remaining=0)

    @api.model
    def _mark_overdue(self):
        """Turn overdue open obligations of the companies switched on into late ones, in one statement.

        Repeated duties are not: they close at their due moment (`_close_missed`).
        Rows locked by somebody who is just meeting them are left for the next run.

        :return: (owner id, group id, company id, how many) for each owner or sharing role
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return []
        self.flush_model()
        now = fields.Datetime.now()
        marked = self._claim(
            SQL(
                """
                WITH marked AS (
                    UPDATE ops_obligation
                       SET state = 'late', escalation = 1, date_late = %(now)s,
                           write_date = %(now)s, write_uid = %(uid)s
                     WHERE ctid = ANY(ARRAY(
                               SELECT ctid FROM ops_obligation
                                WHERE state = 'open' AND date_due < %(now)s AND company_id IN %(companies)s
                                  AND owed_by IS NULL
                                  FOR UPDATE SKIP LOCKED
                           ))
                 RETURNING owner_id, group_id, company_id
                )
                SELECT owner_id, group_id, company_id, count(*) FROM marked GROUP BY 1, 2, 3
                """,
                now=now,
                uid=self.env.uid,
                companies=tuple(companies),
            )
        )
        if marked:
            self.invalidate_model(["state", "escalation", "date_late"])
        return marked

    @api.model
    def _claim(self, query):
        """Return the rows that a job takes for itself, none when another job has just taken them.

        Their transaction is older than what the other one committed, which PostgreSQL refuses; the next run
        finds what is left.
        """
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(query, log_exceptions=False)
                return self.env.cr.fetchall()
        except TransactionRollbackError:
            return []

    def _ping(self, marked):
        """Let open screens of owners and of those who share a role refresh their counters."""
        user_ids = {owner for owner, _group, _company, _count in marked if owner}
        group_ids = [group for owner, group, _company, _count in marked if group and not owner]
        users_sudo = self.env["res.users"].sudo().browse(user_ids)  # sudo: the job reads who is to be told
        if group_ids:
            users_sudo |= users_sudo.search([("all_group_ids", "in", group_ids), ("share", "=", False)])
        users_sudo |= users_sudo._ops_deputy_for("duties")
        users_sudo.partner_id._bus_send("ops_dept.obligations", {"late": True})

    @api.model
    def _escalate(self, company):
        """Raise what stays late, by the days of its clause: first the head is told, then the leaders."""
        self.flush_model()
        default, own, _oldest = self._get_ladder_moments(company)
        self._claim(
            SQL(
                """
                UPDATE ops_obligation o
                   SET escalation = CASE WHEN o.date_due < l.leader THEN 3 ELSE 2 END, write_date = %(now)s
                  FROM (SELECT o.id, COALESCE(v.head, %(head)s) AS head,
                               COALESCE(v.leader, %(leader)s) AS leader
                          FROM ops_obligation o
                     LEFT JOIN (VALUES %(own)s) AS v(clause_id, step, head, leader, head_end, leader_end)
                            ON v.clause_id = o.clause_id AND v.step = COALESCE(o.step, '')
                         WHERE o.state = 'late' AND o.company_id = %(company)s AND o.escalation < 3) AS l
                 WHERE l.id = o.id
                   AND (o.date_due < l.leader OR o.date_due < l.head AND o.escalation < 2)
             RETURNING o.id
                """,
                head=default[0],
                leader=default[1],
                own=own,
                now=fields.Datetime.now(),
                company=company.id,
            )
        )
        self.invalidate_model(["escalation"])

    @api.model
    def _get_ladder_moments(self, company):
        """Return before when a duty was due that climbs, to the head, to the leaders, and from when each has
        seen it as many days as lie between both; then the same by own days of clauses, and the oldest.
        """
        calendar, now, moments = company.resource_calendar_id, fields.Datetime.now(), {}

        def moment(number):
            if number not in moments:
                moments[number] = calendar._ops_deadline(now, number, "working_days_before", company=company)
            return moments[number]

        def moments_of(head, leader):
            days = max(leader - head, 1)
            return moment(head), moment(leader), moment(head + days), moment(leader + days)

        # the first row keeps the statement valid without any other
        rows = [SQL("(0, '', NULL::timestamp, NULL::timestamp, NULL::timestamp, NULL::timestamp)")]
        for (clause_id, step), days in self.env["ops.clause.limit"]._get_ladders(company).items():
            own = (clause_id, step, *moments_of(*days))
            rows.append(SQL("(%s, %s, %s::timestamp, %s::timestamp, %s::timestamp, %s::timestamp)", *own))
        default = moments_of(HEAD_AFTER, LEADER_AFTER)
        return default, SQL(", ").join(rows), min(moments.values())

    @api.model
    def _count_missed(self, company):
        """Return which repeated duties were missed and are on a step of the ladder, on the days of that step:
        they close at their due moment, and are never late and owed. What was done since, or excused, is none.

        :return: (owner id, group id, team id, how many the head is told, how many the leaders)
        """
        (head, leader, head_end, leader_end), own, oldest = self._get_ladder_moments(company)
        return self.env.execute_query(
            SQL(
                """
                SELECT o.owner_id, CASE WHEN o.owner_id IS NULL THEN o.group_id END, o.team_id,
                       count(*) FILTER (WHERE o.date_due >= COALESCE(v.head_end, %(head_end)s)
                                          AND o.date_due < COALESCE(v.head, %(head)s)),
                       count(*) FILTER (WHERE o.date_due >= COALESCE(v.leader_end, %(leader_end)s)
                                          AND o.date_due < COALESCE(v.leader, %(leader)s))
                  FROM ops_obligation o
             LEFT JOIN (VALUES %(own)s) AS v(clause_id, step, head, leader, head_end, leader_end)
                    ON v.clause_id = o.clause_id AND v.step = COALESCE(o.step, '')
                 WHERE o.state = 'missed' AND o.owed_by IS NOT NULL AND o.date_violated IS NOT NULL
                   AND o.company_id = %(company)s AND o.date_due >= %(oldest)s
              GROUP BY 1, 2, 3
                """,
                head=head,
                leader=leader,
                head_end=head_end,
                leader_end=leader_end,
                oldest=oldest,
                own=own,
                company=company.id,
            )
        )

    @api.model
    def _close_orphans(self):
        """Close what was asked by documents that the database deleted together with another record."""
        self.flush_model()
        for name in self._get_document_models():
            ids = self.env.execute_query(
                SQL(
                    "SELECT DISTINCT res_id FROM ops_obligation o"
                    " WHERE res_model = %s AND state IN ('open', 'late')"
                    " AND NOT EXISTS (SELECT 1 FROM %s d WHERE d.id = o.res_id)",
                    name,
                    SQL.identifier(self.env[name]._table),
                )
            )
            if ids:
                self._forget_documents(name, [res_id for (res_id,) in ids])
