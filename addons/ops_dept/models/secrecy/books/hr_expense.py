from odoo import models


class HrExpense(models.Model):
    """The rate of an expense (a kilometre) is its product's cost; goods are no expense (DESIGN §11)."""

    _inherit = "hr.expense"

    def _compute_from_product(self):
        """Rates apply to everybody; an expense on goods does not tell what they cost."""
        if self.env.user._ops_sees_cost():
            return super()._compute_from_product()
        expenses_sudo = (
            self.sudo()
        )  # sudo: whether the product has a rate, for products meant as expenses only
        super(HrExpense, expenses_sudo)._compute_from_product()
        expenses_sudo.filtered(
            lambda expense: not expense.product_id.can_be_expensed
        ).product_has_cost = False
        return None


class HrExpenseSplit(models.TransientModel):
    _inherit = "hr.expense.split"

    def _compute_from_product_id(self):
        if self.env.user._ops_sees_cost():
            return super()._compute_from_product_id()
        goods = self.filtered(lambda split: not split.product_id.can_be_expensed)
        goods.product_has_cost = False
        # sudo: the rate of a product meant as expense
        return super(HrExpenseSplit, (self - goods).sudo())._compute_from_product_id()
