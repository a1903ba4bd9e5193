from odoo import api, fields, models


class StockPicking(models.Model):
    """Core's buttons on a delivery, offered to whoever may use them."""

    _inherit = "stock.picking"

    ops_may_write = fields.Boolean("May be changed by the user", compute="_compute_ops_may_write")

    @api.depends_context("uid")
    @api.depends("company_id")
    def _compute_ops_may_write(self):
        """Who only reads transfers is offered no act on them; where the rulebook is off, core decides."""
        companies = self.env["ops.release"]._ops_gated_companies()
        for picking in self:
            picking.ops_may_write = picking.company_id.id not in companies or picking.has_access("write")
