from odoo import fields, models


class StockLot(models.Model):
    """A serial number that took the place of another one, so that both are found from each (W8.E)."""

    _inherit = "stock.lot"

    ops_replaces_id = fields.Many2one(
        "stock.lot",
        "Took the place of",
        index="btree_not_null",
        copy=False,
        help="The serial number that the maker replaced by this one (W8.E).",
    )
    ops_replaced_by_ids = fields.One2many("stock.lot", "ops_replaces_id", "Replaced by")
