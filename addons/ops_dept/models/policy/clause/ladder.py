from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

# After how many working days of lateness the head, then the leaders are told, unless the company says else.
HEAD_AFTER, LEADER_AFTER = 1, 3


class OpsClauseLimit(models.Model):
    """The ladder of a clause: the owner when it is due, after some days his head, after more the leaders."""

    _inherit = "ops.clause.limit"

    own_head_number = fields.Integer(company_dependent=True)
    own_leader_number = fields.Integer(company_dependent=True)
    is_own_ladder = fields.Boolean(company_dependent=True)
    head_number = fields.Integer(
        "Head told after",
        compute="_compute_ladder",
        inverse="_inverse_ladder",
        help="Working days after it was due until the head of who owes it is told in his digest.",
    )
    leader_number = fields.Integer(
        "Leaders told after",
        compute="_compute_ladder",
        inverse="_inverse_ladder",
        help="Working days after it was due until the company leaders are told in their digest.",
    )

    @api.depends("is_own_ladder", "own_head_number", "own_leader_number")
    @api.depends_context("company")
    def _compute_ladder(self):
        for limit in self:
            own = limit.is_own_ladder
            limit.head_number = limit.own_head_number if own else HEAD_AFTER
            limit.leader_number = limit.own_leader_number if own else LEADER_AFTER

    def _inverse_ladder(self):
        for limit in self:
            head, leader = limit.head_number, limit.leader_number
            if not 1 <= head <= leader <= 250:
                raise ValidationError(
                    self.env._(
                        "%(clause)s: the head is told after at least one working day, the leaders not before "
                        "him.",
                        clause=limit.clause_id.code,
                    )
                )
            is_own = (head, leader) != (HEAD_AFTER, LEADER_AFTER)
            limit.write(
                {
                    "is_own_ladder": is_own,
                    "own_head_number": head if is_own else 0,
                    "own_leader_number": leader if is_own else 0,
                }
            )

    @api.model
    @tools.ormcache("company.id")
    def _get_ladders(self, company):
        """Return `{(clause id, step): (head, leader)}` where this company has days of its own."""
        # sudo: the limits are no secret; the daily job asks
        limits = self.sudo().with_company(company).search([("is_own_ladder", "=", True)])
        return {
            (limit.clause_id.id, limit.step or ""): (limit.head_number, limit.leader_number)
            for limit in limits
        }
