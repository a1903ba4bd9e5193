from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# What was due and not waived counts, for or against.
ENDED = ("met", "late", "missed")


class OpsObligation(models.Model):
    """How a duty came out: in time or not, said once for whoever counts them."""

    _inherit = "ops.obligation"

    _ended_idx = models.Index("(company_id, date_due) WHERE state IN ('met', 'late', 'missed')")

    @api.model
    def _sql_outcome(self, alias, now):
        """Return how a duty came out: on_time, late, missed, waived, or open where its time is still to come.

        :param str alias: of the ledger in the statement
        :param SQL now: which moment it is, naive UTC
        """
        duty = SQL.identifier(alias)
        return SQL(
            """CASE WHEN %(duty)s.state IN ('waived', 'missed', 'late') THEN %(duty)s.state
                    WHEN %(duty)s.state = 'open' AND %(duty)s.date_due < %(now)s THEN 'late'
                    WHEN %(duty)s.state = 'open' THEN 'open'
                    WHEN %(duty)s.late_hours > 0 THEN 'late'
                    ELSE 'on_time'
                END""",
            duty=duty,
            now=now,
        )

    @api.model
    def _sql_person(self, alias):
        """Return whose a duty is: who owed it, else who did it."""
        duty = SQL.identifier(alias)
        return SQL("COALESCE(%(duty)s.owner_id, %(duty)s.met_by_id)", duty=duty)

    @api.model
    def _get_due_domain(self, company, since, until):
        """Return what was due in a company between two moments (naive UTC), in time or not."""
        due = Domain("date_due", ">=", since) & Domain("date_due", "<", until)
        ours = Domain("company_id", "=", company.id) & due
        # apart, as the two indexes are
        return (ours & Domain("state", "in", ENDED)) | (ours & Domain("state", "=", "open"))

    @api.model
    def _get_persons_domain(self, persons):
        """Return the duties of some people.

        :param persons: domain of users
        """
        shared = Domain("owner_id", "=", False) & Domain("met_by_id", "any!", persons)
        return Domain("owner_id", "any!", persons) | shared

    @api.model
    def _count_in_time(self, company, since, until, persons):
        """Return of each person how much was due between two moments and how much of it was done in time, in
        one statement, whatever the documents are: it names none of them.

        Clause: H3

        :param persons: domain of users
        :rtype: list[tuple]: id and name of the person, how much was due, how much of it in time; by name
        """
        # sudo: numbers of people whom the user heads (asked by whoever calls); no document gets out
        duties_sudo = self.sudo()
        domain = self._get_due_domain(company, since, until) & self._get_persons_domain(persons)
        query = duties_sudo._search(domain)
        return self.env.execute_query(
            SQL(
                """
                SELECT person.id, partner.name, COUNT(*) AS due, COUNT(*) FILTER (WHERE in_time) AS kept
                  FROM (%(duties)s) duty
                  JOIN res_users person ON person.id = duty.person_id
                  JOIN res_partner partner ON partner.id = person.partner_id
                 GROUP BY person.id, partner.name
                 ORDER BY partner.name, person.id
                """,
                duties=query.select(
                    SQL("%s AS person_id", self._sql_person(query.table)),
                    SQL(
                        "%s = 'on_time' AS in_time",
                        self._sql_outcome(query.table, SQL("%s", fields.Datetime.now())),
                    ),
                ),
            )
        )
