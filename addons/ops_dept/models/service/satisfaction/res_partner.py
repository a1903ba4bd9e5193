from odoo import api, fields, models


class ResPartner(models.Model):
    """On the contact: how satisfied the customer is, for who may read his file in this company (M1.5)."""

    _inherit = "res.partner"

    ops_satisfaction = fields.Char("Satisfaction", compute="_compute_ops_satisfaction")

    @api.depends_context("company", "uid", "lang")
    def _compute_ops_satisfaction(self):
        found = {customer.partner_id.id: customer.satisfaction_text for customer in self._ops_get_files()}
        for partner in self:
            partner.ops_satisfaction = found.get(partner._origin.id)
