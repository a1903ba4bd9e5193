from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """After how many days a company no longer relies on what it knows of a customer (R1)."""

    _inherit = "res.company"

    ops_stale_key_days = fields.Integer(
        "Situation of key customers known for",
        default=30,
        help="Days after which a key customer's situation is stale and his consultant owes it anew (R1).",
    )
    ops_stale_ordinary_days = fields.Integer(
        "Situation of ordinary customers known for",
        default=90,
        help="Days after which an ordinary customer's situation is listed as stale (R1).",
    )

    @api.constrains("ops_stale_key_days", "ops_stale_ordinary_days")
    def _check_ops_stale_days(self):
        for company in self:
            if not all(
                1 <= days <= 1000 for days in (company.ops_stale_key_days, company.ops_stale_ordinary_days)
            ):
                raise ValidationError(
                    self.env._(
                        "%(company)s: what is known of a customer stays fresh for 1 to 1000 days (R1).",
                        company=company.name,
                    )
                )
