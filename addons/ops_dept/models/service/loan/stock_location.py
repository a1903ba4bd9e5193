from odoo import fields, models


class StockLocation(models.Model):
    """The place at which a warehouse counts what customers have on loan."""

    _inherit = "stock.location"

    ops_loan_place_of_ids = fields.One2many("stock.warehouse", "ops_loan_place_id", "Counts loans of")

    def _ops_is_loan_place(self):
        """Tell whether a warehouse counts lent units here."""
        self.ensure_one()
        # sudo: which place a warehouse chose, whoever carries goods
        return self.usage == "transit" and bool(self.sudo().ops_loan_place_of_ids)
