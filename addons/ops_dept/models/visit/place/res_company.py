from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """Whether a company keeps places at all, how long, and how near is at the customer's."""

    _inherit = "res.company"

    ops_place_on = fields.Boolean(
        "Places of taps",
        help="Where somebody is when he leaves, arrives and finishes, and when he reports on a trip; never "
        "in between, and only of those who agreed themselves. Positions need the server to be reached by "
        "https.",
    )
    ops_place_days = fields.Integer(
        "Days that places are kept",
        default=30,
        help="After so many days they are deleted. Whoever agreed to fewer is asked again.",
    )
    ops_place_metres = fields.Integer(
        "At the place, metres",
        default=300,
        help="How far from the customer's place counts as being there; what the phone is unsure of is added.",
    )

    @api.constrains("ops_place_days", "ops_place_metres")
    def _check_ops_place(self):
        for company in self:
            if not 1 <= company.ops_place_days <= 365:
                raise ValidationError(
                    self.env._("%(company)s: places are kept for 1 to 365 days.", company=company.name)
                )
            if not 50 <= company.ops_place_metres <= 5000:
                raise ValidationError(
                    self.env._("%(company)s: at the place is within 50 to 5000 metres.", company=company.name)
                )


class ResConfigSettings(models.TransientModel):
    """Whether places are kept, how long, and how near is at the customer's."""

    _inherit = "res.config.settings"

    ops_place_on = fields.Boolean(related="company_id.ops_place_on", readonly=False)
    ops_place_days = fields.Integer(related="company_id.ops_place_days", readonly=False)
    ops_place_metres = fields.Integer(related="company_id.ops_place_metres", readonly=False)
