from odoo import fields, models


class ResCompany(models.Model):
    """How many days before the delivery date purchasing is told (W4.A)."""

    _inherit = "res.company"

    ops_notice_days = fields.Integer(
        "Purchasing is told before the delivery date (calendar days)",
        default=10,
        help="So many calendar days before the delivery date the notice to purchasing is prepared (W4.A).",
    )

    _ops_notice_days_positive = models.Constraint(
        "CHECK(ops_notice_days >= 0)", "Purchasing is told 0 or more days before the delivery date."
    )
