from odoo import api, fields, models


class OpsReleaseLine(models.Model):
    """What lies in the warehouse for the goods that are to leave, in sight of who asks and who decides."""

    _inherit = "ops.release.line"

    quantity_on_hand = fields.Float(
        "On hand",
        digits="Product Unit",
        compute="_compute_stock",
        help="Lies in the warehouse, for whomever.",
    )
    quantity_reserved = fields.Float(
        "Reserved", digits="Product Unit", compute="_compute_stock", help="Reserved for this order line."
    )
    quantity_free = fields.Float(
        "Free", digits="Product Unit", compute="_compute_stock", help="On hand and reserved for nobody."
    )
    date_expected = fields.Datetime(
        "Expected on", compute="_compute_stock", help="When the next goods of this product come in."
    )

    @api.depends("order_line_id", "quantity", "release_id.state")
    def _compute_stock(self):
        """Say what could leave; the same number of queries for any number of lines."""
        # sudo: quantities of goods on an order that the user may read
        order_lines_sudo = self.sudo().order_line_id._origin
        sights = order_lines_sudo._ops_get_stock_overview()
        for line in self:
            order_line = line.sudo().order_line_id._origin  # sudo: as above
            sight = sights.get(order_line.id)
            to_own_unit = order_line._ops_to_unit(line.uom_id) if sight else float
            line.quantity_on_hand = to_own_unit(sight.on_hand) if sight else 0.0
            line.quantity_reserved = to_own_unit(sight.reserved) if sight else 0.0
            line.quantity_free = to_own_unit(sight.free) if sight else 0.0
            line.date_expected = sight.expected if sight else False
