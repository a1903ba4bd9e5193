from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """How much each part counts for the satisfaction of a customer, in this company (M1.5)."""

    _inherit = "res.company"

    ops_weight_cases = fields.Integer(
        "Ratings of cases count",
        default=40,
        help="Share in the satisfaction of a customer; 0: not at all (M1.5).",
    )
    ops_weight_visits = fields.Integer(
        "Ratings of visits count",
        default=30,
        help="Share in the satisfaction of a customer; 0: not at all (M1.5).",
    )
    ops_weight_orders = fields.Integer(
        "Repeat orders count",
        default=30,
        help="Share in the satisfaction of a customer; 0: not at all (M1.5).",
    )
    ops_repeat_orders = fields.Integer(
        "Repeat orders of a loyal customer",
        default=4,
        help="Who orders so often again within twelve months has the full mark for repeat orders (M1.5).",
    )

    @api.constrains("ops_weight_cases", "ops_weight_visits", "ops_weight_orders", "ops_repeat_orders")
    def _check_ops_satisfaction(self):
        for company in self:
            weights = company._ops_satisfaction_weights().values()
            if not all(0 <= weight <= 100 for weight in weights) or not any(weights):
                raise ValidationError(
                    self.env._(
                        "%(company)s: what a part of the satisfaction counts lies between 0 and 100, and one "
                        "of them counts (M1.5).",
                        company=company.name,
                    )
                )
            if not 1 <= company.ops_repeat_orders <= 1000:
                raise ValidationError(
                    self.env._(
                        "%(company)s: a loyal customer orders 1 to 1000 times again (M1.5).",
                        company=company.name,
                    )
                )

    def _ops_satisfaction_weights(self):
        """Return part → how much it counts."""
        return {
            "cases": self.ops_weight_cases,
            "visits": self.ops_weight_visits,
            "orders": self.ops_weight_orders,
        }
