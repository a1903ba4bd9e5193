from odoo import fields, models


class ResPartner(models.Model):
    """A customer's half-year statements (R13)."""

    _inherit = "res.partner"

    ops_reconciliation_count = fields.Integer("Reconciliations", compute="_compute_ops_reconciliation_count")

    def _compute_ops_reconciliation_count(self):
        statements, counts = self.env["ops.reconciliation"], {}
        if self.ids and statements.has_access("read"):
            groups = statements._read_group(
                [("partner_id", "in", self.commercial_partner_id.ids)], ["partner_id"], ["__count"]
            )
            counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.ops_reconciliation_count = counts.get(partner.commercial_partner_id.id, 0)

    def action_ops_open_reconciliations(self):
        """Open the half-year statements of this customer. Clause: R13"""
        self.ensure_one()
        return {
            **self.env["ir.actions.act_window"]._for_xml_id("ops_dept.ops_reconciliation_action"),
            "domain": [("partner_id", "=", self.commercial_partner_id.id)],
            "context": {},
        }
