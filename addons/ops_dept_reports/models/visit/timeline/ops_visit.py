from odoo import models


class OpsVisit(models.Model):
    """A visit or call leads to its customer's timeline."""

    _inherit = "ops.visit"

    def action_open_timeline(self):
        """Open what happened with the customer. Clause: M5.6"""
        return self.partner_id.action_ops_open_timeline()
