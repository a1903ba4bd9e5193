from odoo import api, models
from odoo.fields import Domain

# Above this, in the line's unit, what core says is to be invoiced is no mere rounding.
TRIFLE = 0.1
# Direction in which an invoice counts.
SIGNS = {"out_invoice": 1, "out_refund": -1}


class SaleOrderLine(models.Model):
    """Delivered and invoiced quantities added up unrounded, where goods move or are invoiced in another unit
    than they were ordered in: a piece out of a pack leaves no hundredth of a pack (W6.A).
    """

    _inherit = "sale.order.line"

    def _ops_delivered_unrounded(self):
        """Return what was delivered of this line; all that was ordered where the unit in which the goods move
        allows no closer quantity.
        """
        self.ensure_one()
        if self.qty_delivered_method == "manual":
            return self.qty_delivered
        # a date in the context would leave later returns out; sudo: a quantity, for whoever reads the line
        line = self.with_context(accrual_entry_date=False).sudo()
        if line.qty_delivered_method != "stock_move":
            return line._prepare_qty_delivered()[line]
        out, back = (
            moves.filtered(lambda move: move.state == "done") for moves in line._get_outgoing_incoming_moves()
        )
        if not out | back:  # of a kit, core counts its components
            return line._prepare_qty_delivered()[line]
        delivered = line._ops_moved(out) - line._ops_moved(back)
        is_all = line._ops_compare_goods(delivered, line.product_uom_qty) == 0
        return line.product_uom_qty if is_all else delivered

    def _ops_moved(self, moves):
        """Return the sum of these moves in the line's unit, unrounded."""
        return sum(
            move.product_uom._compute_quantity(move.quantity, self.product_uom_id, round=False)
            for move in moves
        )

    def _ops_invoiced_unrounded(self):
        """Return what was invoiced of this line, drafts included, less what was credited."""
        self.ensure_one()
        line = self.sudo()  # sudo: as above
        return sum(
            SIGNS.get(item.move_id.move_type, 0)
            * item.product_uom_id._compute_quantity(
                item.quantity, line.product_uom_id, round=False, raise_if_failure=False
            )
            for item in line.invoice_lines
            if item.move_id.state != "cancel" or item.move_id.payment_state == "invoicing_legacy"
        )

    def _ops_is_nothing(self, quantity):
        """Tell whether a quantity is too little for the line's unit, or for that in which its goods move."""
        unit = self.product_uom_id or self.product_id.uom_id
        return unit.is_zero(quantity) or self._ops_compare_goods(quantity, 0.0) == 0

    @api.model
    def _ops_filter_rounding_rest(self, orders):
        """Return the lines of which core says that a trifle is to be invoiced where nothing is.

        :param orders: a domain of orders
        """
        trifles = self.search(
            Domain("order_id", "any", orders)
            & Domain("qty_to_invoice", ">", 0)
            & Domain("qty_to_invoice", "<", TRIFLE)
        )
        for policy, lines in trifles.grouped(lambda line: line.product_id.invoice_policy).items():
            basis = "delivered" if policy == "delivery" else "ordered"
            found = self.env["ops.invoice.request"]._get_open_quantities(lines, basis)
            trifles -= self.union(*found)
        return trifles
