from collections import defaultdict
from dataclasses import dataclass, field

from odoo import models
from odoo.fields import Domain

from ....tools.states import ASKED
from .line_stock import COMING


@dataclass
class Shelf:
    """The goods that lie there for order lines, of which no release takes what another one counts on.

    Everything is counted by product, a kit by its components, in the product's unit.

    :param parts: line id → product id → how much of it makes one of the line's unit; only what is counted
    :param own: (line id, product id) → reserved for this line, less what other releases of it count on
    :param free: (warehouse id, product id) → reserved for nobody, less what other releases count on
    :param places: line id → warehouse id
    :param confirmed: line id → confirmed by hand and counted on by no other release, in the line's unit
    """

    parts: dict = field(default_factory=dict)
    own: dict = field(default_factory=lambda: defaultdict(float))
    free: dict = field(default_factory=lambda: defaultdict(float))
    places: dict = field(default_factory=dict)
    confirmed: dict = field(default_factory=dict)

    def lying(self, line_id):
        """Return how much of a line lies there, None where nobody counts its goods."""
        parts = self.parts[line_id]
        if not parts:
            return None
        place = self.places[line_id]
        return min(
            (max(0.0, self.own[line_id, product]) + max(0.0, self.free[place, product])) / per
            for product, per in parts.items()
        )

    def take(self, line_id, quantity):
        """Take as much of a quantity as lies there, so that the next line does not count on it, and return
        how much that is; what is reserved for the line goes first.
        """
        lying = self.lying(line_id)
        taken = quantity if lying is None else min(quantity, lying)
        for product, per in self.parts[line_id].items():
            from_own = min(taken * per, max(0.0, self.own[line_id, product]))
            self.own[line_id, product] -= from_own
            self.free[self.places[line_id], product] -= taken * per - from_own
        return taken

    def take_confirmed(self, line_id, quantity):
        """Take as much of a quantity as was confirmed by hand, and return how much that is."""
        taken = min(quantity, max(0.0, self.confirmed.get(line_id, 0.0)))
        self.confirmed[line_id] = self.confirmed.get(line_id, 0.0) - taken
        return taken


class SaleOrderLine(models.Model):
    """What has arrived for a line and is there for its next release (W4.B)."""

    _inherit = "sale.order.line"

    def _ops_shelf(self, release=None):
        """Return what lies there for these lines; the same number of queries for any number of lines of a
        warehouse.

        Called on sudo: quantities only, for whoever may read the line.

        :param release: the release that asks: what was asked for after it does not count
        :rtype: Shelf
        """
        lines = self._origin
        every = lines | lines._ops_rivals()
        parts = every._ops_counted_parts()
        shelf = Shelf(
            parts={line.id: parts[line.id] for line in lines},
            places={line.id: line.order_id.warehouse_id.id for line in every},
        )
        claims, by_hand = every._ops_claims(release)
        shelf.own.update(every._ops_reserved_parts())
        shelf.confirmed = lines._ops_confirmed(by_hand)
        lines._ops_put_free(shelf)
        for line in every:
            for product, per in parts[line.id].items():
                key, claimed = (line.id, product), claims[line.id] * per
                beyond = max(0.0, claimed - shelf.own[key])
                shelf.own[key] = max(0.0, shelf.own[key] - claimed)
                shelf.free[shelf.places[line.id], product] -= beyond
        return shelf

    def _ops_rivals(self):
        """Return the lines whose releases may count on the same goods: these goods are still to leave."""
        if not self:
            return self
        products = {product for parts in self._ops_parts().values() for product in parts}
        rows = self.env["stock.move"]._read_group(
            Domain("product_id", "in", list(products))
            & Domain("state", "in", COMING)
            & Domain("sale_line_id.order_id.warehouse_id", "in", self.order_id.warehouse_id.ids)
            & Domain("sale_line_id.ops_release_line_ids.release_id.state", "in", ASKED),
            ["sale_line_id"],
        )
        return self.browse([line.id for (line,) in rows])

    def _ops_counted_parts(self):
        """Return what moves for each line and is counted, by line id; nothing where a vendor delivers."""
        storable = self.env["product.product"]
        all_parts = self._ops_parts()
        products = storable.browse({product for parts in all_parts.values() for product in parts})
        counted = set(products.filtered("is_storable").ids)
        return {
            line.id: {}
            if line._ops_vendor_delivers()
            else {product: per for product, per in all_parts[line.id].items() if product in counted and per}
            for line in self
        }

    def _ops_claims(self, release):
        """Return on how much of the goods that lie there other releases count, and on how much of what was
        confirmed by hand, both by line id in the line's unit.

        Until it is approved, a release stands behind those that were asked for before it.
        """
        balances = self._ops_release_balances()
        releases = self.env["ops.release"].browse(
            {number for balance in balances.values() for number in balance.asked}
        )
        before = releases._asked_before(release)
        # what of a shipped one came back lies there for anybody
        running = set(before.filtered(lambda each: each.state != "done").ids)
        hands = self._ops_counted_by_hand(before)
        claims, by_hand = dict.fromkeys(self.ids, 0.0), dict.fromkeys(self.ids, 0.0)
        for line_id, balance in balances.items():
            for number in balance.asked.keys() & set(before.ids):
                hand = hands.get((line_id, number), 0.0)
                by_hand[line_id] += hand
                if number in running:  # what was confirmed by hand leaves first
                    claims[line_id] += max(0.0, balance.asked[number] - max(hand, balance.share(number)))
        return claims, by_hand

    def _ops_counted_by_hand(self, releases):
        """Return (line id, release id) → how much of it counts on a confirmation by hand."""
        rows = self.env["ops.release.line"].search_fetch(
            Domain("order_line_id", "in", self.ids)
            & Domain("release_id", "in", releases.ids)
            & Domain("quantity_by_hand", ">", 0),
            ["order_line_id", "release_id", "quantity_by_hand", "quantity", "quantity_cut"],
        )
        counted = {}
        for row in rows:
            to_line = row.uom_id._compute_quantity(
                min(row.quantity_by_hand, row._get_approved_quantity()),
                row.order_line_id.product_uom_id,
                round=False,
                raise_if_failure=False,
            )
            counted[row.order_line_id.id, row.release_id.id] = to_line
        return counted

    def _ops_confirmed(self, by_hand):
        """Return what was confirmed by hand and is counted on by no release, by line id."""
        rows = self.env["ops.arrival"]._read_group(
            Domain("order_line_id", "in", self.ids) & Domain("state", "=", "confirmed"),
            ["order_line_id", "uom_id"],
            ["quantity:sum"],
        )
        confirmed = dict.fromkeys(self.ids, 0.0)
        for line, unit, quantity in rows:
            confirmed[line.id] += unit._compute_quantity(
                quantity, line.product_uom_id, round=False, raise_if_failure=False
            )
        return {line_id: max(0.0, quantity - by_hand[line_id]) for line_id, quantity in confirmed.items()}

    def _ops_put_free(self, shelf):
        """Put what is reserved for nobody on the shelf."""
        for (company, warehouse), group in self.grouped(
            lambda line: (line.company_id, line.order_id.warehouse_id)
        ).items():
            products = {product for line in group for product in shelf.parts[line.id]}
            goods = (
                self.env["product.product"]
                .browse(products)
                .with_company(company)
                .with_context(warehouse_id=warehouse.id)
            )
            for product in goods:
                shelf.free[warehouse.id, product.id] = max(0.0, product.free_qty)
