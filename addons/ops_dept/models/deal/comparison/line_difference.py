from odoo import api, models
from odoo.tools import float_compare

from .difference import Difference

# Compared to this many digits: finer than any price precision in use, coarser than float noise.
DIGITS = 6


class SaleOrderLine(models.Model):
    """A line compared with itself in the approved snapshot."""

    _inherit = "sale.order.line"

    def _ops_differences(self, old):
        """Return on which points this line differs from what was approved.

        :param dict old: this line in the approved snapshot
        :rtype: list[Difference]
        """
        self.ensure_one()
        new = self._ops_snapshot_line()
        if new == old:
            return []
        found = [
            (kind, old_value, new_value, True)
            for kind, old_value, new_value in self._ops_difference_rows(old, new)
            if new_value != old_value
        ]
        price = self._ops_compare(new["price_unit"], old["price_unit"])
        if price:
            found.append(("price", old["price_unit"], new["price_unit"], price < 0))
        discount = self._ops_compare(new["discount"], old["discount"])
        if discount:
            found.append(("discount", old["discount"], new["discount"], discount > 0))
        if new["lead_days"] != old["lead_days"]:
            is_worse = new["lead_days"] < old["lead_days"]
            found.append(("delivery", old["lead_days"], new["lead_days"], is_worse))
        quantity = self._ops_compare(new["quantity"], old["quantity"])
        if quantity:
            values = [old["quantity"], old["uom_id"]], [new["quantity"], new["uom_id"]]
            found.append(("quantity", *values, self._ops_is_quantity_worse(quantity, old)))
        name = found and self._ops_short_name()
        return [Difference(*values, self._origin.id, name) for values in found]

    @api.model
    def _ops_difference_rows(self, old, new):
        """Return (kind, old value, new value) of what has no better or worse: any change is one for the
        worse.
        """
        return [
            (
                "product",
                [old["product_id"], old["display_type"]],
                [new["product_id"], new["display_type"]],
            ),
            ("unit", old["uom_id"], new["uom_id"]),
            ("variant", old.get("attributes", []), new["attributes"]),
            ("custom", old.get("custom", new["custom"]), new["custom"]),
            ("layout", old.get("layout", new["layout"]), new["layout"]),
            ("tax", old["tax_ids"], new["tax_ids"]),
            ("amounts", old.get("amounts", {}), new["amounts"]),
            (
                "specification",
                [old["name"], old["specification"]],
                [new["name"], new["specification"]],
            ),
        ]

    @api.model
    def _ops_is_quantity_worse(self, change, old):
        """Fewer pieces at a price granted for more, or more of a key product than purchasing was asked
        about.
        """
        return not old["is_optional"] if change < 0 else old["is_key"]

    @api.model
    def _ops_compare(self, value, reference):
        return float_compare(value, reference, precision_digits=DIGITS)
