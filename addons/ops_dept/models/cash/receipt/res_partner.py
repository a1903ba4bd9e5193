from odoo import fields, models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Money received from a customer (W5.B)."""

    _inherit = "res.partner"

    ops_receipt_count = fields.Integer("Number of receipts", compute="_compute_ops_receipt_count")

    def _compute_ops_receipt_count(self):
        counts = {}
        receipts = self.env["ops.receipt"]
        if self.ids and receipts.has_access("read"):
            groups = receipts._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
            )
            counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.ops_receipt_count = counts.get(partner.commercial_partner_id.id, 0)

    def action_ops_register_receipt(self):
        """Enter money that came from this customer.

        Clause: W5.B
        """
        self.ensure_one()
        return self.env["ops.receipt"]._open_receipt_form(self)

    def action_ops_open_receipts(self):
        """Open the receipts of this customer."""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_receipt_action"),
            "domain": Domain("partner_id", "=", self.commercial_partner_id.id),
            "context": {"default_partner_id": self.commercial_partner_id.id},
        }
