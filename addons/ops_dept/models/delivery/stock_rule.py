from odoo import models

from .stock_move_gate import RUNS_FREELY


class StockRule(models.Model):
    """The next step of a delivery that runs freely runs freely (W4.C)."""

    _inherit = "stock.rule"

    def _push_prepare_move_copy_values(self, move_to_copy, new_date):
        vals = super()._push_prepare_move_copy_values(move_to_copy, new_date)
        return {**vals, "ops_exempt": RUNS_FREELY} if move_to_copy.ops_exempt else vals
