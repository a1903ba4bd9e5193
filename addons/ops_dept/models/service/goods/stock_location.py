from odoo import fields, models


class StockLocation(models.Model):
    """The place of a warehouse where goods of cases lie (W8.D, W9.D)."""

    _inherit = "stock.location"

    ops_quarantine_of_ids = fields.One2many("stock.warehouse", "ops_quarantine_id", "Quarantine of")

    def _ops_is_quarantine(self):
        """Tell whether a warehouse keeps goods of cases here."""
        self.ensure_one()
        # sudo: which place a warehouse chose, whoever carries goods
        return self.usage == "internal" and bool(self.sudo().ops_quarantine_of_ids)
