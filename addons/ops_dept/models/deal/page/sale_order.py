from odoo import models


class SaleOrder(models.Model):
    """The way from an order to the page of its deal."""

    _inherit = "sale.order"

    def action_ops_open_deal(self):
        """Open the page of the deal: its steps, contracted, delivered, invoiced, collected."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id("ops_dept.ops_deal_action")
        action["context"] = {"active_id": self.id, "active_ids": self.ids, "active_model": "sale.order"}
        return action
