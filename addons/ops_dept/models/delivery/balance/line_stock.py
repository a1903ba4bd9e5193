from dataclasses import dataclass
from datetime import datetime

from odoo import models
from odoo.fields import Domain

# Moves that are still to come.
COMING = ("waiting", "confirmed", "partially_available", "assigned")


@dataclass
class Sight:
    """What lies in the warehouse for an order line, in the line's unit.

    :param on_hand: lies there, for whomever
    :param reserved: for this line
    :param free: for nobody yet
    :param expected: when the next goods of this product come in
    :param ready: of what is still to release, how much could leave now
    """

    on_hand: float = 0.0
    reserved: float = 0.0
    free: float = 0.0
    expected: datetime | None = None
    ready: float = 0.0


class SaleOrderLine(models.Model):
    """What of the line could leave today, told to who asks for its release and who decides (W4.C)."""

    _inherit = "sale.order.line"

    def _ops_get_stock_overview(self):
        """Return what lies in the warehouse for these lines, by line id; the same number of queries for any
        number of lines of a warehouse.

        Called on sudo: quantities only, for whoever may read the line.

        :rtype: dict[int, Sight]
        """
        sights = {}
        lines = self._origin
        reserved = lines._ops_reserved()
        balances = lines._ops_release_balances()
        for (company, warehouse), group in lines.grouped(
            lambda line: (line.company_id, line.order_id.warehouse_id)
        ).items():
            products = group.product_id.with_company(company).with_context(warehouse_id=warehouse.id)
            expected = products._ops_get_expected_dates(warehouse)
            for line in group:
                product = products.browse(line.product_id.id)
                to_line = line._ops_from_moving()
                sights[line.id] = sight = Sight(
                    on_hand=to_line(product.qty_available),
                    reserved=reserved.get(line.id, 0.0),
                    free=to_line(max(0.0, product.free_qty)),
                    expected=expected.get(product.id),
                )
                sight.ready = line._ops_get_shippable_quantity(sight, balances[line.id])
        return sights

    def _ops_from_moving(self):
        """Return a function that brings a quantity of the product's unit into the line's."""
        unit = self.product_id.uom_id
        return lambda quantity: unit._compute_quantity(
            quantity, self.product_uom_id or unit, round=False, raise_if_failure=False
        )

    def _ops_reserved(self):
        """Return what is reserved for these lines inside the house, by line id, in the line's unit; of a kit
        as much as is reserved of each component.
        """
        rows = self.env["stock.move"]._read_group(
            Domain("sale_line_id", "in", self.ids)
            & Domain("state", "in", COMING)
            & Domain("location_id.usage", "=", "internal"),
            ["sale_line_id", "product_id", "product_uom"],
            ["quantity:sum"],
        )
        lying = {}
        for line, product, unit, quantity in rows:
            key = line.id, product.id
            moved = unit._compute_quantity(quantity, product.uom_id, round=False, raise_if_failure=False)
            lying[key] = lying.get(key, 0.0) + moved
        return {
            line_id: min(lying.get((line_id, product_id), 0.0) / per for product_id, per in parts.items())
            for line_id, parts in self._ops_parts().items()
            if parts
        }

    def _ops_get_shippable_quantity(self, sight, balance):
        """Return how much of what is still to release could leave now: all of it where the stock is not
        counted or a vendor delivers.
        """
        to_release = self._ops_round_open_quantity(balance.open())
        if not self._ops_leaves_our_stock():
            return to_release
        # what other releases let go lies there as well
        granted = max(0.0, balance.left) + balance.pending
        ready = min(to_release, max(0.0, sight.reserved + sight.free - granted))
        return self._ops_round_open_quantity(ready)

    def _ops_leaves_our_stock(self):
        """Tell whether this line is delivered from stock that is counted, and not by a vendor."""
        return self.product_id.is_storable and not any(
            move.location_id.usage == "supplier" for move in self.move_ids if move.state in COMING
        )

    def _ops_is_short(self, quantity, sight):
        """Tell whether a quantity of this line is more than lies there for it."""
        lying = sight.reserved + sight.free
        return self._ops_leaves_our_stock() and self._ops_compare_goods(quantity, lying) > 0


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _ops_get_expected_dates(self, warehouse):
        """Return when the next goods of these products come into a warehouse, by product id."""
        rows = self.env["stock.move"]._read_group(
            Domain("product_id", "in", self.ids)
            & Domain("state", "in", COMING)
            & Domain("location_dest_id", "child_of", warehouse.view_location_id.ids)
            & Domain("location_id.usage", "in", ("supplier", "transit", "production", "customer")),
            ["product_id"],
            ["date:min"],
        )
        return {product.id: date for product, date in rows}
