from odoo import api, models
from odoo.tools import SQL


class OpsVisitAnalysis(models.Model):
    """Where the columns come from: the visit, the customer's file, the duty to report, the quotations."""

    _inherit = "ops.visit.analysis"

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT v.id, v.partner_id, v.lead_id, v.user_id, v.team_id, v.company_id, y.currency_id,
                   v.date_start AS date, v.channel, v.result, v.goal_id, v.hook_id, v.competitor_id,
                   v.reached, c.importance, c.district_id, c.campaign_id, c.source_id,
                   %(minutes)s, %(late)s, %(deals)s, %(calls)s
              FROM ops_visit v
              JOIN res_company y ON y.id = v.company_id
              LEFT JOIN ops_customer c
                     ON c.partner_id = v.partner_id AND c.company_id = v.company_id AND %(files)s
              LEFT JOIN (%(duties)s) d ON d.visit_id = v.id
              LEFT JOIN (%(orders)s) o ON o.visit_id = v.id
             WHERE v.state IN ('finished', 'reported', 'reviewed')
            """,
            minutes=self._sql_minutes(),
            late=self._sql_late(),
            deals=self._sql_deals(),
            calls=self._sql_calls(),
            files=self._sql_readable("ops.customer", SQL("c.id")),
            duties=self._sql_duties(),
            orders=self._sql_orders(),
        )

    @api.model
    def _sql_readable(self, model, column):
        """Return the condition that the user may read a record: what hangs on a visit keeps its own rules."""
        records = self.env[model]
        if self.env.su:
            return SQL("TRUE")
        if not records.has_access("read"):
            return SQL("FALSE")
        return SQL("%s IN %s", column, records._search([]).subselect())

    @api.model
    def _sql_minutes(self):
        """Planned, real, and by how much longer; a visit without times has no real ones."""
        known = SQL("v.channel = 'visit' AND v.date_arrived IS NOT NULL AND v.date_finished IS NOT NULL")
        return SQL(
            "v.minutes_planned, CASE WHEN %(known)s THEN v.minutes END AS minutes,"
            " CASE WHEN %(known)s THEN v.minutes - v.minutes_planned END AS minutes_over",
            known=known,
        )

    @api.model
    def _sql_late(self):
        return SQL(
            """
            COALESCE(d.late, 0) AS late_reports, d.late * 100.0 AS late_report_rate,
            CASE WHEN v.is_registered_late THEN 1 ELSE 0 END AS late_entries,
            CASE WHEN v.channel != 'visit' THEN NULL WHEN v.is_registered_late THEN 100.0 ELSE 0.0
             END AS late_entry_rate
            """
        )

    @api.model
    def _sql_deals(self):
        return SQL(
            """
            COALESCE(o.quoted, 0) AS quoted, COALESCE(o.quoted, 0) * 100.0 AS quoted_rate,
            COALESCE(o.ordered, 0) AS ordered, COALESCE(o.ordered, 0) * 100.0 AS ordered_rate,
            COALESCE(o.quoted_amount, 0) AS quoted_amount, COALESCE(o.ordered_amount, 0) AS ordered_amount
            """
        )

    @api.model
    def _sql_calls(self):
        """A call whose rings nobody counted is neither picked up in time nor late (P3.1)."""
        return SQL(
            """
            CASE WHEN v.channel != 'outbound' THEN NULL WHEN v.reached = 'reached' THEN 100.0 ELSE 0.0
             END AS reached_rate,
            CASE v.pick_up WHEN 'in_time' THEN 100.0 WHEN 'late' THEN 0.0 END AS picked_up_rate
            """
        )

    @api.model
    def _sql_duties(self):
        """Per visit whether its report was late: 1 or 0, empty where it is not due yet or was waived."""
        return SQL(
            """
            SELECT b.res_id AS visit_id,
                   MAX(CASE WHEN b.state IN ('late', 'missed') OR b.state = 'met' AND b.late_hours > 0
                                 OR b.state = 'open' AND b.date_due < now() AT TIME ZONE 'UTC' THEN 1
                            WHEN b.state = 'met' THEN 0
                        END) AS late
              FROM ops_obligation b
              JOIN ops_clause k ON k.id = b.clause_id AND k.code = 'V1.8'
             WHERE b.res_model = 'ops.visit' AND b.res_id IS NOT NULL
             GROUP BY b.res_id
            """
        )

    @api.model
    def _sql_orders(self):
        """Per visit whether quotations and confirmed orders came of it, whoever made them.

        Their money is added up as far as the user may read them, in the company's currency.
        """
        return SQL(
            """
            SELECT s.ops_visit_id AS visit_id, 1 AS quoted,
                   MAX(CASE WHEN s.state = 'sale' THEN 1 ELSE 0 END) AS ordered,
                   SUM(s.amount_untaxed / COALESCE(NULLIF(s.currency_rate, 0), 1))
                       FILTER (WHERE %(readable)s) AS quoted_amount,
                   SUM(s.amount_untaxed / COALESCE(NULLIF(s.currency_rate, 0), 1))
                       FILTER (WHERE s.state = 'sale' AND %(readable)s) AS ordered_amount
              FROM sale_order s
             WHERE s.ops_visit_id IS NOT NULL AND s.state != 'cancel'
             GROUP BY s.ops_visit_id
            """,
            readable=self._sql_readable("sale.order", SQL("s.id")),
        )
