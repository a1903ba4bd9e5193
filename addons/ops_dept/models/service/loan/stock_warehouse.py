from odoo import fields, models


class StockWarehouse(models.Model):
    """Where a warehouse's goods are while customers have them on loan: still ours, no longer to be sold."""

    _inherit = "stock.warehouse"

    ops_loan_place_id = fields.Many2one(
        "stock.location",
        "On loan",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('usage', '=', 'transit'), ('company_id', '=', company_id)]",
        help="Units that customers have on loan are counted here: they stay ours and keep their value, and "
        "are not available to be sold. Empty: it is made when a unit is lent first.",
    )

    def _ops_get_loan_place(self):
        """Return where lent units are counted, made when there is no such place yet."""
        self.ensure_one()
        return self._ops_get_place("ops_loan_place_id", self.env._("On loan (%s)", self.code), "transit")
