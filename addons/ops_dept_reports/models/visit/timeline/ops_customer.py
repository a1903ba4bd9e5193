from odoo import models


class OpsCustomer(models.Model):
    """The customer file leads to the customer's timeline."""

    _inherit = "ops.customer"

    def action_open_timeline(self):
        """Open what happened with this customer. Clause: M5.6"""
        return self.partner_id.action_ops_open_timeline()
