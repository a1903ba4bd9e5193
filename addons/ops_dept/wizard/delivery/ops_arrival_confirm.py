from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ...models.delivery.arrival.ops_arrival import REASONS


class OpsArrivalConfirm(models.TransientModel):
    """Confirms by hand what of an order arrived another way: it starts with all that is lacking (W4.B)."""

    _name = "ops.arrival.confirm"
    _description = "Confirm arrival"

    order_id = fields.Many2one("sale.order", required=True, readonly=True)
    reason = fields.Selection(REASONS, "Why by hand", required=True)
    note = fields.Char("Remark")
    line_ids = fields.One2many(
        "ops.arrival.confirm.line",
        "confirm_id",
        "Goods",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("order_id")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create({"order_line_id": line.id, "quantity_lacking": lacking})
                    for line, lacking in wizard.order_id._ops_lacking().items()
                    if lacking
                ),
            ]

    def action_confirm(self):
        """Confirm what has a quantity.

        Clause: W4.B

        :raises UserError: where no line has one
        """
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.quantity > 0)
        if not lines:
            raise UserError(
                self.env._(
                    "%(order)s: say how much of which goods arrived (W4.B).", order=self.order_id.display_name
                )
            )
        self.env["ops.arrival"].create(
            [
                {
                    "order_line_id": line.order_line_id.id,
                    "quantity": line.quantity,
                    "reason": self.reason,
                    "note": self.note,
                }
                for line in lines
            ]
        )
        return {"type": "ir.actions.act_window_close"}


class OpsArrivalConfirmLine(models.TransientModel):
    """Goods of an order that no receipt shows, and how much of them arrived."""

    _name = "ops.arrival.confirm.line"
    _description = "Goods that arrived"

    confirm_id = fields.Many2one("ops.arrival.confirm", required=True, ondelete="cascade")
    order_line_id = fields.Many2one("sale.order.line", "Order line", required=True)
    product_id = fields.Many2one(related="order_line_id.product_id")
    uom_id = fields.Many2one(related="order_line_id.product_uom_id", string="Unit")
    quantity_lacking = fields.Float("Not arrived", digits="Product Unit")
    quantity = fields.Float("Quantity arrived", digits="Product Unit")
