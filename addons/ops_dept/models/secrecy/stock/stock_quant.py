from odoo import models


class StockQuant(models.Model):
    """How many there are is for everybody, what they are worth is not (DESIGN §11)."""

    _name = "stock.quant"
    _inherit = ["stock.quant", "ops.cost.secret"]

    _ops_cost_fields = frozenset({"value"})

    def _read_group_select(self, aggregate_spec, query):
        """Core sums values past the rights on the field."""
        self._ops_check_cost_field(aggregate_spec.split(":", 1)[0])
        return super()._read_group_select(aggregate_spec, query)
