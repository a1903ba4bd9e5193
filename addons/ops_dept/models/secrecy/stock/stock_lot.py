from odoo import api, models


class StockLot(models.Model):
    """Lots carry their own cost where products are valued by lot; it is as secret as the product's (DESIGN
    §11).
    """

    _name = "stock.lot"
    _inherit = ["stock.lot", "ops.cost.secret"]

    _ops_cost_fields = frozenset({"standard_price", "avg_cost", "total_value"})

    @api.model_create_multi
    def create(self, vals_list):
        if not self._ops_cost_hidden():
            return super().create(vals_list)
        self.check_access("create")
        # sudo: core looks at the cost of the new lot; the right to create was checked, the rules are checked
        # below
        lots = super(StockLot, self.sudo()).create(vals_list).with_env(self.env)
        lots.check_access("create")
        return lots

    def write(self, vals):
        if "standard_price" not in vals or not self._ops_cost_hidden():
            return super().write(vals)
        self.check_access("write")
        # sudo: core keeps the history of costs; the right to write was checked
        return super(StockLot, self.sudo()).write(vals)

    def _update_standard_price(self):
        return super(StockLot, self._ops_cost_sudo())._update_standard_price()
