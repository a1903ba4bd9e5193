from odoo import fields, models


class OpsShipReleased(models.TransientModel):
    """Less is released than would leave: ship what is released, the rest stays for later (W4.C)."""

    _name = "ops.ship.released"
    _description = "Ship what is released"

    picking_ids = fields.Many2many("stock.picking", string="Transfers", required=True)
    text = fields.Text("Not released", compute="_compute_text")

    def _compute_text(self):
        for wizard in self:
            short = wizard.picking_ids.filtered("ops_release_missing")
            wizard.text = "\n".join(short.mapped("ops_release_text"))

    def action_ship(self):
        """Set the quantities to what is released and ship them; the rest becomes a back order.

        Clause: W4.C

        :return: what core shows after a transfer
        """
        self.ensure_one()
        self.picking_ids.action_ops_take_released()
        return self.picking_ids.with_context(skip_backorder=True).button_validate()
