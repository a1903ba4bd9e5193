from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """How many visits a company plans for a day (W1.A)."""

    _inherit = "res.company"

    ops_plan_visits = fields.Integer(
        "Visits a day", default=6, help="Up to so many visits are proposed for a day (W1.A)."
    )

    @api.constrains("ops_plan_visits")
    def _check_ops_plan_visits(self):
        for company in self:
            if not 1 <= company.ops_plan_visits <= 20:
                raise ValidationError(
                    self.env._(
                        "%(company)s: 1 to 20 visits are planned for a day (W1.A).", company=company.name
                    )
                )


class ResConfigSettings(models.TransientModel):
    """How the company plans."""

    _inherit = "res.config.settings"

    ops_plan_visits = fields.Integer(related="company_id.ops_plan_visits", readonly=False)
