from odoo import fields, models


class OpsDistrict(models.Model):
    """A part of the market, as the company divides it: with the consultant it is a territory (N1.1)."""

    _name = "ops.district"
    _description = "District"
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    state_id = fields.Many2one("res.country.state", "Province", ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", index=True, default=lambda self: self.env.company, help="Empty: of all companies."
    )

    _name_unique = models.UniqueIndex(
        "(COALESCE(company_id, 0), name) WHERE active", "A district of this name exists already."
    )
