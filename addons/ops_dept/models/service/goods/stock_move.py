from odoo import fields, models


class StockMove(models.Model):
    """Which product of a case a move carries, and which way: that is told by the places, not typed.

    Clauses: W8.D, W8.E, W9.D, W9.E
    """

    _inherit = "stock.move"

    _ops_checked_done = ((10, "_ops_check_case"),)
    _ops_done = ((10, "_ops_follow_case"),)
    _ops_recounted = ((10, "_ops_recount_case"),)

    ops_ticket_line_id = fields.Many2one(
        "ops.ticket.line", "Product of a service case", index="btree_not_null", ondelete="restrict"
    )

    def _ops_get_way(self):
        """Return which way the goods of a case go by this move.

        :return: "receipt" (from the customer), "maker" (to him), "back" (from the maker), "ship" (to the
            customer), "replace" (others in their place), "stock" (into our stock), "scrap" (given up), or ""
            for none of these
        """
        self.ensure_one()
        source, target = self.location_id.usage, self.location_dest_id.usage
        if source == "customer":
            return "receipt"
        if target == "customer":
            return "ship" if self.location_id._ops_is_quarantine() else "replace"
        if target == "supplier":
            return "maker"
        if source == "supplier":
            return "back"
        if target == "inventory":
            return "scrap"
        return "" if self.location_dest_id._ops_is_quarantine() else "stock"

    def _ops_get_done_quantity(self):
        """Return how much a done move carried, in its product's unit."""
        return self.product_uom._compute_quantity(self.quantity, self.product_id.uom_id, round=False)

    def _ops_follow_case(self):
        """Bring the cases to the step of their goods, once these have moved."""
        # sudo: whoever carries the goods need not be allowed to write the case
        lines = self.sudo().ops_ticket_line_id
        if lines:
            lines.modified(["move_ids"])
            lines.ticket_id._ops_follow_goods()

    def _ops_recount_case(self):
        """Find out anew where the goods of the cases are: a done move carried another quantity."""
        self.sudo().ops_ticket_line_id.modified(["move_ids"])  # sudo: as above

    def _prepare_procurement_values(self):
        """The moves of several steps belong to the case of the first."""
        values = super()._prepare_procurement_values()
        if self.ops_ticket_line_id:
            values["ops_ticket_line_id"] = self.ops_ticket_line_id.id
        return values
