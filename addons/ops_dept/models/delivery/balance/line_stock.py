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
    """

    on_hand: float = 0.0
    reserved: float = 0.0
    free: float = 0.0
    expected: datetime | None = None


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
        for (company, warehouse), group in lines.grouped(
            lambda line: (line.company_id, line.order_id.warehouse_id)
        ).items():
            products = group.product_id.with_company(company).with_context(warehouse_id=warehouse.id)
            expected = products._ops_get_expected_dates(warehouse)
            for line in group:
                product = products.browse(line.product_id.id)
                to_line = line._ops_from_moving()
                sights[line.id] = Sight(
                    on_hand=to_line(product.qty_available),
                    reserved=reserved.get(line.id, 0.0),
                    free=to_line(max(0.0, product.free_qty)),
                    expected=expected.get(product.id),
                )
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
        lying = self._ops_reserved_parts()
        return {
            line_id: min(lying.get((line_id, product_id), 0.0) / per for product_id, per in parts.items())
            for line_id, parts in self._ops_parts().items()
            if parts
        }

    def _ops_reserved_parts(self):
        """Return (line id, product id) → what is reserved inside the house, in the product's unit."""
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
        return lying

    def _ops_vendor_delivers(self):
        """Tell whether a vendor brings what is still to come of this line to the customer."""
        return any(move.location_id.usage == "supplier" and move.state in COMING for move in self.move_ids)


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
