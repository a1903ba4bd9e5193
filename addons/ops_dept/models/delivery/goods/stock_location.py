from odoo import models


class StockLocation(models.Model):
    """The places where goods are gone for an order (W4.C)."""

    _inherit = "stock.location"

    def _ops_is_gone(self):
        """Tell whether core counts goods that arrive here as delivered: at a customer's, in a transit that
        belongs to no company, anywhere under the transit between companies.
        """
        self.ensure_one()
        if self.usage == "customer" or (self.usage == "transit" and not self.company_id):
            return True
        # as core's `_is_outgoing`, which asks the database each time
        between = self.env["ir.model.data"]._xmlid_to_res_id(
            "stock.stock_location_inter_company", raise_if_not_found=False
        )
        return bool(between) and f"/{between}/" in f"/{self.parent_path or ''}"

    def _ops_takes_from(self, source, *, of_order, is_part=False):
        """Tell whether goods moved from another place to this one leave for a customer.

        From one customer's place to another they do when an order line counts them as its delivery. Parts of
        a kit count for core as delivered at a vendor's as well.

        :param source: the location that they come from
        :param bool of_order: the move belongs to an order line
        :param bool is_part: of a kit: its product is not the line's
        """
        if not self._ops_is_gone():
            return is_part and self.usage == "supplier" and source.usage in ("internal", "transit")
        if not source._ops_is_gone():
            return True
        # between transits, and back into one: on the way, no delivery
        return self.usage == "customer" and (source.usage != "customer" or of_order)
