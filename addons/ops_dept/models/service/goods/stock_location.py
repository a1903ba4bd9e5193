from odoo import models


class StockLocation(models.Model):
    """The place of a warehouse where goods of cases lie (W8.D, W9.D)."""

    _inherit = "stock.location"

    def _ops_is_quarantine(self):
        """Tell whether a warehouse keeps goods of cases here."""
        self.ensure_one()
        # sudo: which place a warehouse chose, whoever carries goods
        return self == self.sudo().warehouse_id.ops_quarantine_id
