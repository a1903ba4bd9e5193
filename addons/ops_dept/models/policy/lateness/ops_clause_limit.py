from odoo import api, fields, models, tools


class OpsClauseLimit(models.Model):
    """Which limits ask for the reason when something is done late (R7)."""

    _inherit = "ops.clause.limit"

    asks_reason = fields.Boolean(
        "Late: asks the reason",
        readonly=True,
        help="Who does it late says why; his manager accepts the reason, or it is a violation.",
    )

    @api.model
    @tools.ormcache()
    def _get_asking(self):
        """Return {(clause id, step)} of the limits that ask why something was late."""
        limits = self.sudo().search([("asks_reason", "=", True)])  # sudo: limits are no secret
        return frozenset((limit.clause_id.id, limit.step or "") for limit in limits)
