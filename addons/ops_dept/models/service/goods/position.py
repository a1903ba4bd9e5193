from odoo import api, fields, models

POSITIONS = [
    ("customer", "With the customer"),
    ("here", "With us"),
    ("purchasing", "With purchasing"),
    ("maker", "At the maker"),
    ("back", "Back from the maker"),
    ("shipped", "Shipped again"),
    ("stock", "Back in stock"),
    ("scrapped", "Scrapped"),
]
# Nothing is to be done with the goods any more.
SETTLED = ("shipped", "stock", "scrapped")
AT_US = ("here", "purchasing", "back")


class OpsTicketLine(models.Model):
    """Where the goods of a line are: read from its transfers that are done, so that both always agree.

    Clauses: W8.D, W9.D
    """

    _inherit = "ops.ticket.line"

    move_ids = fields.One2many("stock.move", "ops_ticket_line_id", "Moves")
    position = fields.Selection(
        POSITIONS,
        "Where it is",
        compute="_compute_position",
        store=True,
        index=True,
        derived=True,
        help="By the transfers that are done.",
    )
    date_handed = fields.Datetime("Handed to purchasing on", readonly=True, copy=False, stamp=True)
    handed_by_id = fields.Many2one("res.users", "Handed by", readonly=True, copy=False, stamp=True)

    @api.depends("move_ids", "date_handed", "quantity")
    def _compute_position(self):
        """Moves that become done say so by themselves, no other move looks for a case."""
        for line in self:
            line.position = line._get_position()

    def _get_carried(self):
        """Return way → how much was carried so far, in the product's unit."""
        carried = dict.fromkeys(("receipt", "maker", "back", "ship", "replace", "stock", "scrap", ""), 0.0)
        # sudo: where the goods are, whoever may see the transfers
        for move in self.sudo().move_ids.filtered(lambda move: move.state == "done"):
            carried[move._ops_get_way()] += move._ops_get_done_quantity()
        return carried

    def _get_position(self):
        carried = self._get_carried()
        unit = self.product_id.uom_id
        gone = carried["ship"] + carried["stock"] + carried["scrap"]
        if unit.is_zero(carried["receipt"]):
            return "customer"
        if unit.compare(gone, carried["receipt"]) >= 0:
            last = max(("ship", "stock", "scrap"), key=lambda way: carried[way])
            return {"ship": "shipped", "stock": "stock", "scrap": "scrapped"}[last]
        if unit.compare(carried["maker"], carried["back"]) > 0:
            return "maker"
        if carried["back"] > 0:
            return "back"
        return "purchasing" if self.date_handed else "here"

    def _get_movable(self, way):
        """Return how much may still be carried a way, in the product's unit."""
        self.ensure_one()
        carried = self._get_carried()
        here = (
            carried["receipt"]
            + carried["back"]
            - carried["maker"]
            - carried["ship"]
            - carried["stock"]
            - carried["scrap"]
        )
        return {
            "receipt": self.quantity - carried["receipt"],
            "back": carried["maker"] - carried["back"],
            "replace": carried["receipt"] - carried["replace"] - carried["ship"],
        }.get(way, here)

    def _get_lots(self):
        """Return the serial numbers that this line's goods may carry: its own, and what replaced it."""
        return self.lot_id | self.lot_id.ops_replaced_by_ids
