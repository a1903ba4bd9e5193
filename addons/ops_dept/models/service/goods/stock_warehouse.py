from odoo import fields, models


class StockWarehouse(models.Model):
    """Where a warehouse keeps the goods of cases: beside its stock, nobody ships them (W8.A, W9.A)."""

    _inherit = "stock.warehouse"

    ops_quarantine_id = fields.Many2one(
        "stock.location",
        "Quarantine",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        domain="[('usage', '=', 'internal'), ('company_id', '=', company_id)]",
        help="Goods that customers send back lie here until it is decided what happens to them. Empty: it is "
        "made beside the stock when it is needed first (W8.D).",
    )

    def _ops_get_quarantine(self):
        """Return where goods of cases lie, made when there is no such place yet."""
        self.ensure_one()
        return self._ops_get_place("ops_quarantine_id", self.env._("Quarantine (%s)", self.code), "internal")

    def _ops_get_loss_place(self):
        """Return where the company counts what was given up."""
        self.ensure_one()
        # sudo: which place it is, whoever gives the goods up; that is decided by the step
        places_sudo = self.env["stock.location"].sudo()
        companies = (self.company_id.id, False)
        found = places_sudo.search([("usage", "=", "inventory"), ("company_id", "in", companies)], limit=1)
        return found.sudo(False)

    def _ops_get_place(self, name, label, usage):
        """Return a place beside the warehouse, made when the setting is empty.

        It lies outside the warehouse's own: what is there is neither on hand nor available to be sold.

        :param str name: the setting
        """
        # sudo: the place is the warehouse's, whoever carries the goods
        warehouse_sudo = self.sudo()
        if not warehouse_sudo[name]:
            vals = {"name": label, "usage": usage, "company_id": warehouse_sudo.company_id.id}
            vals["location_id"] = warehouse_sudo.view_location_id.location_id.id
            warehouse_sudo[name] = warehouse_sudo.env["stock.location"].create(vals)
        return warehouse_sudo[name].sudo(False)
