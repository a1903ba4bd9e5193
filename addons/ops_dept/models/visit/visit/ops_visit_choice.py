from odoo import fields, models


class OpsVisitChoice(models.Model):
    """What consultants choose from instead of typing: goals, hooks, objections. Managers keep it short.

    Clauses: V2.5, P2.4, N2.5
    """

    _name = "ops.visit.choice"
    _description = "Choice for visits and calls"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [("goal", "Goal"), ("hook", "Hook"), ("objection", "Objection")], required=True, index=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", default=lambda self: self.env.company, index="btree_not_null", ondelete="cascade"
    )
