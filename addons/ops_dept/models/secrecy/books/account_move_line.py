from odoo import models


class AccountMoveLine(models.Model):
    """Cost of goods sold is booked right, whoever posts the invoice (W2.D)."""

    _inherit = "account.move.line"

    def _get_cogs_value(self):
        """The cost of goods sold is booked at the product's cost, whoever posts the invoice."""
        # sudo: core's own bookkeeping; a record rule hides the lines it makes from who may not know the cost
        lines = self if self.env.su or self.env.user._ops_sees_cost() else self.sudo()
        return super(AccountMoveLine, lines)._get_cogs_value()
