from odoo import models


class CrmLead(models.Model):
    """Who was visited and called as a lead is, from the day on which he becomes a customer, that customer."""

    _inherit = "crm.lead"

    _ops_handed_over = ((20, "_ops_hand_over_visits"),)

    def _ops_hand_over_visits(self):
        # sudo: colleagues' talks with him, too; what was said in them stays as it is
        talks_sudo = self.env["ops.visit"].sudo()
        found = talks_sudo.search([("lead_id", "in", self.ids), ("partner_id", "=", False)])
        for lead, talks in found.grouped("lead_id").items():
            talks._stamp({"partner_id": lead.partner_id.commercial_partner_id.id})
