from odoo import fields, models


class OpsClause(models.Model):
    """Who owes a repeated duty: each person of the role, each team, or the company once."""

    _inherit = "ops.clause"

    owed_by = fields.Selection(
        [("person", "Each person"), ("team", "Each sales team"), ("company", "The company, once")],
        "Owed by",
        readonly=True,
        default="person",
        help="Of what is owed again each period: by each holder of the role, once for each team, or once.",
    )
