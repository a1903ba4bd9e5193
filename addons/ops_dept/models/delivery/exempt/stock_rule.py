from odoo import models


class StockRule(models.Model):
    """The next step of a delivery that runs freely runs freely (W4.C).

    Only where a gate stands: while it is off, what is done carries the mark as well, and its next steps would
    not merge as core merges them. What runs when the gate is switched on is marked then.
    """

    _inherit = "stock.rule"

    def _push_prepare_move_copy_values(self, move_to_copy, new_date):
        vals = super()._push_prepare_move_copy_values(move_to_copy, new_date)
        companies = self.env["ops.release"]._ops_gated_companies()
        if move_to_copy.ops_exempt and move_to_copy.company_id.id in companies:
            return move_to_copy._ops_prepare_continued_vals(vals)
        return vals
