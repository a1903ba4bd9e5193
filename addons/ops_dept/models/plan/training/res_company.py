from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """After how many days somebody new should have been trained (M4.4)."""

    _inherit = "res.company"

    ops_training_days = fields.Integer(
        "Days until the first training",
        default=30,
        help="Who is here longer and was never trained is listed (M4.4).",
    )

    @api.constrains("ops_training_days")
    def _check_ops_training_days(self):
        for company in self:
            if not 0 <= company.ops_training_days <= 365:
                raise ValidationError(
                    self.env._(
                        "%(company)s: the first training is asked for after 0 to 365 days (M4.4).",
                        company=company.name,
                    )
                )


class ResConfigSettings(models.TransientModel):
    """After how many days somebody new should have been trained."""

    _inherit = "res.config.settings"

    ops_training_days = fields.Integer(related="company_id.ops_training_days", readonly=False)
