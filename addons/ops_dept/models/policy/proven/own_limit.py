from odoo import models

from ..ledger.ops_obligation import LIVE

# How long a duty of the company's own allows at first, by its period: number, unit, dates.
FIRST_LIMITS = {
    "day": (0, "end_of_day", False),
    "week": (5, "weekday", False),
    "month": (0, "end_of_month", False),
    "half_year": (0, "date_of_year", "06-30,12-31"),
    "year": (0, "date_of_year", "12-31"),
}


class OpsClause(models.Model):
    """The limit of a duty of the company's own, made with the clause."""

    _inherit = "ops.clause"

    def _set_own_limit(self, limit, period):
        """Make or change the one limit of an own clause: the end of its period, until the company says else.

        The right to write the clause was checked; limits are the product's for everybody else.
        """
        self.ensure_one()
        number, unit, dates = FIRST_LIMITS[period]
        vals = {
            "period": period,
            "shipped_number": number,
            "shipped_unit": unit,
            "shipped_dates": dates,
            **self.env["ops.clause.limit"]._prepare_restore_vals(),
        }
        # sudo: users make no limits; writing the clause itself asks for the right to
        clause_sudo = self.sudo().with_company(self.company_id)
        if limit:
            self._end_duties()
            limit.sudo().with_company(self.company_id).write(vals)
        else:
            clause_sudo.env["ops.clause.limit"].create({"clause_id": self.id, **vals})
        clause_sudo.kind = "deadline"

    def _end_duties(self):
        """Let nobody owe any more what was opened for a period that this clause no longer has."""
        # sudo: the ledger is closed to direct writes; the administrator changed the clause
        live_sudo = (
            self.env["ops.obligation"]
            .sudo()
            .search([("clause_id", "=", self.id), ("owed_by", "!=", False), ("state", "in", LIVE)])
        )
        live_sudo._release(self.env._("The clause is owed in other periods now."))
