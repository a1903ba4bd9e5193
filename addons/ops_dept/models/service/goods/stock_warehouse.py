from odoo import fields, models


class StockWarehouse(models.Model):
    """Where a warehouse keeps the goods of cases: beside its stock, nobody ships them (W8.A, W9.A)."""

    _inherit = "stock.warehouse"

    ops_quarantine_id = fields.Many2one(
        "stock.location",
        "Quarantine",
        check_company=True,
        ondelete="restrict",
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
        help="Goods that customers send back lie here until it is decided what happens to them. Empty: it is "
        "made beside the stock when it is needed first (W8.D).",
    )

    def _ops_get_quarantine(self):
        """Return where goods of cases lie, made when there is no such place yet."""
        self.ensure_one()
        # sudo: the place is the warehouse's, whoever enters that goods come back
        warehouse_sudo = self.sudo()
        if not warehouse_sudo.ops_quarantine_id:
            warehouse_sudo.ops_quarantine_id = (
                self.env["stock.location"]
                .sudo()
                .create(  # sudo: as above
                    {
                        "name": self.env._("Quarantine"),
                        "usage": "internal",
                        "location_id": warehouse_sudo.view_location_id.id,
                        "company_id": warehouse_sudo.company_id.id,
                    }
                )
            )
        return warehouse_sudo.ops_quarantine_id
