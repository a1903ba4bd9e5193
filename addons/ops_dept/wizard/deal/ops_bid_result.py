from odoo import api, fields, models

# What each result is told with; the bid itself checks that it is complete.
FIELDS = {
    "won": ("won_order_id", "result_reason"),
    "lost": ("result_reason", "winner", "winner_price", "is_winner_unknown"),
}


class OpsBidResult(models.TransientModel):
    """Asks for what belongs to the result of a bid."""

    _name = "ops.bid.result"
    _description = "Result of a bid"

    bid_id = fields.Many2one("ops.bid", required=True, readonly=True, ondelete="cascade")
    result = fields.Selection([("won", "Won"), ("lost", "Lost")], required=True, readonly=True)
    won_order_id = fields.Many2one(
        "sale.order",
        "Won with",
        compute="_compute_won_order_id",
        store=True,
        readonly=False,
        domain="[('ops_bid_id', '=', bid_id), ('state', '!=', 'cancel')]",
    )
    result_reason = fields.Text("Reason")
    currency_id = fields.Many2one(related="bid_id.currency_id")
    winner = fields.Char()
    winner_price = fields.Monetary("Winner's price")
    is_winner_unknown = fields.Boolean("Winner not disclosed")

    @api.depends("bid_id")
    def _compute_won_order_id(self):
        """The last approved quotation is proposed."""
        for wizard in self:
            orders = wizard.bid_id.order_ids.filtered(
                lambda order: order.state != "cancel" and order.ops_approval_state == "approved"
            )
            wizard.won_order_id = wizard.result == "won" and orders.sorted("id")[-1:]

    def action_apply(self):
        """Write the result on the bid, which refuses what is incomplete.

        Clause: W2.A
        """
        self.ensure_one()
        vals = {name: self._fields[name].convert_to_write(self[name], self) for name in FIELDS[self.result]}
        self.bid_id.write({**vals, "state": self.result})
        return {"type": "ir.actions.act_window_close"}
