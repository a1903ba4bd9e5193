from odoo import api, fields, models
from odoo.tools import SQL

from ..visit.ops_visit import CHANNELS

# Somebody was there, and met somebody.
SEEN = SQL(
    "v.channel = 'visit' AND v.state IN ('arrived', 'finished', 'reported', 'reviewed')"
    " AND v.result IS DISTINCT FROM 'not_met'"
)
# He was seen, or spoken to on the telephone.
SPOKEN = SQL(
    "(%s OR v.channel != 'visit' AND v.state IN ('reported', 'reviewed') AND v.reached = 'reached')", SEEN
)
PLANNED = SQL("v.channel = 'visit' AND v.state IN ('planned', 'departed')")
# What the statements of this folder read of visits.
READ = ("partner_id", "company_id", "channel", "state", "result", "reached", "date_start", "user_id")


class OpsCustomer(models.Model):
    """When a customer was last visited and spoken to, by whom, and when somebody goes next.

    Nothing of it is kept: it is read from the visits, which know it, by the index of the customer's days.

    Clauses: V2.2, R1
    """

    _inherit = "ops.customer"

    date_seen = fields.Datetime(
        "Last visited",
        compute="_compute_seen",
        help="When somebody of us last met somebody there.",
    )
    date_spoken = fields.Datetime(
        "Last contact",
        compute="_compute_seen",
        help="The last visit, or the last call in which somebody was reached.",
    )
    spoken_channel = fields.Selection(CHANNELS, "Contact by", compute="_compute_seen")
    spoken_user_id = fields.Many2one("res.users", "Who spoke to him", compute="_compute_seen")
    date_planned = fields.Datetime(
        "Next visit", compute="_compute_seen", help="The next visit that is planned with him."
    )

    @api.depends("partner_id", "company_id")
    def _compute_seen(self):
        found = self._get_seen()
        nothing = (None, None, None, None, None)
        for customer in self:
            seen, spoken, channel, user_id, planned = found.get(customer._origin.id, nothing)
            customer.date_seen = seen
            customer.date_spoken = spoken
            customer.spoken_channel = channel
            customer.spoken_user_id = user_id
            customer.date_planned = planned

    def _get_seen(self):
        """Return id → last visit, last contact, by which channel, by whom, next visit, in one statement.

        Who may read the file may know it, whoever went: days and a name, nothing of what was said.
        """
        ids = self._origin.ids
        if not ids:
            return {}
        self.env["ops.visit"].flush_model(READ)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT c.id, seen.date_start, spoken.date_start, spoken.channel, spoken.user_id,
                       planned.date_start
                  FROM ops_customer c
                  LEFT JOIN LATERAL %(seen)s seen ON TRUE
                  LEFT JOIN LATERAL %(spoken)s spoken ON TRUE
                  LEFT JOIN LATERAL %(planned)s planned ON TRUE
                 WHERE c.id IN %(ids)s
                """,
                seen=self._sql_visit(SEEN, SQL("DESC")),
                spoken=self._sql_visit(SPOKEN, SQL("DESC")),
                planned=self._sql_visit(
                    SQL("%s AND v.date_start >= %s", PLANNED, fields.Datetime.now()), SQL("ASC")
                ),
                ids=tuple(ids),
            )
        )
        return {row[0]: row[1:] for row in rows}

    @api.model
    def _sql_visit(self, condition, order):
        """Return the first visit of the file `c` that is such a one, read by the index of its days."""
        return SQL(
            "(SELECT v.date_start, v.channel, v.user_id FROM ops_visit v"
            " WHERE v.partner_id = c.partner_id AND v.company_id = c.company_id AND %s"
            " ORDER BY v.date_start %s LIMIT 1)",
            condition,
            order,
        )

    def _field_to_sql(self, alias, field_expr, query=None):
        """Lists are put in the order of the last visit, though no column holds it."""
        if field_expr != "date_seen":
            return super()._field_to_sql(alias, field_expr, query)
        self.env["ops.visit"].flush_model(READ)
        table = SQL.identifier(alias)
        return SQL(
            "(SELECT max(v.date_start) FROM ops_visit v"
            " WHERE v.partner_id = %s.partner_id AND v.company_id = %s.company_id AND %s)",
            table,
            table,
            SEEN,
        )

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        """Whom nobody ever visited has waited longest: he stands before all who were."""
        if field_name == "date_seen" and not nulls:
            nulls = SQL("NULLS LAST") if direction.code == "DESC" else SQL("NULLS FIRST")
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)
