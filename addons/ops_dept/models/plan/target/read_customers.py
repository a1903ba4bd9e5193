from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...visit.visit.ops_visit import WRITTEN
from .read import by_district, day_of

VISITS = {"team_id": "team_id", "user_id": "user_id", "district_id": "partner_id"}
# The parts of a key on a customer's first order (f).
FIRST = {"team_id": SQL("f.team_id"), "user_id": SQL("f.user_id"), "district_id": SQL("f.customer_id")}


class OpsTarget(models.Model):
    """How many visits were made and reported, and how many customers ordered for the first time."""

    _inherit = "ops.target"

    @api.model
    def _read_visits(self, company, parts, first, last, unit):
        """A visit counts on the day on which it was made, once its report is handed in."""
        start, stop = company._ops_span(first, last)
        rows = self.env["ops.visit"]._read_group(
            Domain("company_id", "=", company.id)
            & Domain("channel", "=", "visit")
            & Domain("state", "in", WRITTEN)
            & Domain("date_finished", ">=", start)
            & Domain("date_finished", "<", stop),
            [f"date_finished:{unit}", *(VISITS[part] for part in parts)],
            ["__count"],
        )
        found = [(day_of(when), *(record.id for record in records), count) for when, *records, count in rows]
        return by_district(self.env, parts, found)

    @api.model
    def _read_customers(self, company, parts, first, last, unit):
        """A customer is new on the day of his first confirmed order in the company, for whoever sold it."""
        self.env["sale.order"].flush_model(
            ["state", "company_id", "date_order", "partner_id", "user_id", "team_id"]
        )
        self.env["res.partner"].flush_model(["commercial_partner_id"])
        start, stop = company._ops_span(first, last)
        columns = [FIRST[part] for part in parts]
        day = SQL(
            "date_trunc(%s, f.date_order AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", unit, company._ops_tz()
        )
        rows = self.env.execute_query(
            SQL(
                "SELECT %(columns)s, COUNT(*) FROM ("
                "   SELECT DISTINCT ON (p.commercial_partner_id) p.commercial_partner_id AS customer_id,"
                "     o.date_order, o.user_id, o.team_id"
                "   FROM sale_order o JOIN res_partner p ON p.id = o.partner_id"
                "   WHERE o.state = 'sale' AND o.company_id = %(company)s"
                "   ORDER BY p.commercial_partner_id, o.date_order, o.id"
                " ) f WHERE f.date_order >= %(start)s AND f.date_order < %(stop)s GROUP BY %(columns)s",
                columns=SQL(", ").join([day, *columns]),
                company=company.id,
                start=start,
                stop=stop,
            )
        )
        return by_district(self.env, parts, rows)
