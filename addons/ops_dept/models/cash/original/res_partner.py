from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """A customer's originals (R9)."""

    _inherit = "res.partner"

    ops_original_count = fields.Integer("Number of originals", compute="_compute_ops_original_count")

    def _compute_ops_original_count(self):
        originals, counts = self.env["ops.custody"], {}
        if self.ids and originals.has_access("read"):
            groups = originals._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
            )
            counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.ops_original_count = counts.get(partner.commercial_partner_id.id, 0)

    def action_ops_open_customer_originals(self):
        """Open the originals of this customer. Clause: R9"""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_custody_action"),
            "domain": Domain("partner_id", "=", self.commercial_partner_id.id),
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }
