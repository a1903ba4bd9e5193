from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """A customer's cheques and bills (R12)."""

    _inherit = "res.partner"

    ops_instrument_count = fields.Integer(
        "Number of cheques and bills", compute="_compute_ops_instrument_count"
    )

    def _compute_ops_instrument_count(self):
        papers, counts = self.env["ops.instrument"], {}
        if self.ids and papers.has_access("read"):
            groups = papers._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
            )
            counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.ops_instrument_count = counts.get(partner.commercial_partner_id.id, 0)

    def action_ops_open_instruments(self):
        """Open the cheques and bills of this customer. Clause: R12"""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_instrument_action"),
            "domain": Domain("partner_id", "=", self.commercial_partner_id.id),
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }
