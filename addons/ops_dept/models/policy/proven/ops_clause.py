from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..clause.ops_clause_limit import PERIODS


class OpsClause(models.Model):
    """A clause of the company's own is conduct, or a duty that comes back each period and is proven.

    How often is said by the clause's one limit, which is made with it; until when is then set there, as of
    every other clause.
    """

    _inherit = "ops.clause"

    duty_period = fields.Selection(
        PERIODS,
        "Owed again",
        compute="_compute_duty_period",
        inverse="_inverse_duty_period",
        help="Of a clause of our own: how often it is done and proven by a note and a file. Empty: conduct, "
        "which nobody has to prove.",
    )

    @api.depends("company_id", "limit_ids.period")
    def _compute_duty_period(self):
        for clause in self:
            clause.duty_period = clause.limit_ids[:1].period if clause.company_id else False

    def _inverse_duty_period(self):
        """Give own clauses the limit of their period; what was opened for another period ends."""
        for clause in self.filtered("company_id"):
            period, limit = clause.duty_period, clause.limit_ids[:1]
            if limit and not period:
                raise UserError(
                    self.env._(
                        "%(clause)s: what was owed does not become conduct. Switch the clause off, and write "
                        "another one.",
                        clause=clause.code,
                    )
                )
            if period and limit.period != period:
                clause._set_own_limit(limit, period)

    @api.constrains("role_ids", "owed_by")
    def _check_own_owed_by(self):
        for clause in self.filtered("company_id"):
            if clause.owed_by in ("team", "company") and len(clause.role_ids) != 1:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: what a team or the company owes once is the duty of one role: name one.",
                        clause=clause.code,
                    )
                )
