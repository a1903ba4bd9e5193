from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """For how many days a customer who was called is left alone."""

    _inherit = "res.company"

    ops_call_days = fields.Integer(
        "Days between calls",
        default=7,
        help="A customer who was called is not put on another list for so many days (P1.1).",
    )

    @api.constrains("ops_call_days")
    def _check_ops_call_days(self):
        for company in self:
            if not 0 <= company.ops_call_days <= 365:
                raise ValidationError(
                    self.env._(
                        "%(company)s: between two calls lie 0 to 365 days (P1.1).", company=company.name
                    )
                )


class ResConfigSettings(models.TransientModel):
    """For how many days a customer who was called is left alone."""

    _inherit = "res.config.settings"

    ops_call_days = fields.Integer(related="company_id.ops_call_days", readonly=False)
