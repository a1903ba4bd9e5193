from odoo import api, fields, models
from odoo.fields import Command

from ....tools.actions import open_records


class SaleOrder(models.Model):
    """An order shows what was accepted of it, and opens the next acceptance (M7.9)."""

    _inherit = "sale.order"

    ops_acceptance_ids = fields.One2many("ops.acceptance", "order_id", "Acceptances")
    ops_acceptance_count = fields.Integer("Acceptances of it", compute="_compute_ops_acceptance_count")

    @api.depends("ops_acceptance_ids")
    def _compute_ops_acceptance_count(self):
        for order in self:
            order.ops_acceptance_count = len(order.ops_acceptance_ids)

    def action_ops_open_acceptances(self):
        """Open the acceptances of this order. Clause: M7.9"""
        return open_records(self.ops_acceptance_ids, self.env._("Acceptances"))

    def action_ops_accept(self):
        """Open an acceptance of what was delivered of this order; the user's draft where there is one.

        Clause: M7.9
        """
        self.ensure_one()
        acceptances = self.env["ops.acceptance"]
        draft = self.ops_acceptance_ids.filtered(
            lambda acceptance: acceptance.state == "draft" and acceptance.user_id == self.env.user
        )
        return acceptances._open_next_document(draft[:1], self._prepare_acceptance)

    def _prepare_acceptance(self):
        lines = self.order_line.filtered("qty_delivered")
        return {
            "order_id": self.id,
            "partner_id": self.partner_id.commercial_partner_id.id,
            "line_ids": [
                Command.create(line._prepare_acceptance_line(line.qty_delivered))
                for line in lines
                if line.product_id.type == "consu"
            ],
        }


class SaleOrderLine(models.Model):
    """Goods of an order as they are installed, with the serial numbers that left the house (M7.9)."""

    _inherit = "sale.order.line"

    def _prepare_acceptance_line(self, quantity):
        # sudo: the serial numbers on the devices are no secret to who installs them
        moves_sudo = self.sudo().move_ids.filtered(
            lambda move: move.state == "done" and move._ops_is_to_customer()
        )
        return {
            "product_id": self.product_id.id,
            "quantity": quantity,
            "uom_id": self.product_uom_id.id,
            "serials": ", ".join(moves_sudo.move_line_ids.lot_id.mapped("name")),
        }
