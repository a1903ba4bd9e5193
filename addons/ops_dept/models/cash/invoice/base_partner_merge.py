from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """What an invoice request had approved for a contact stays approved for the one it was merged into."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _ops_follow_merge(self, src_partners, dst_partner):
        result = super()._ops_follow_merge(src_partners, dst_partner)
        # sudo: whoever may merge contacts changes by it what refers to them
        moves_sudo = (
            self.env["account.move"]
            .sudo()
            .search([("partner_id", "=", dst_partner.id), ("ops_approved_content", "!=", False)])
        )
        for move in moves_sudo:
            if move.ops_approved_content.get("partner_id") in src_partners.ids:
                move._stamp(
                    {"ops_approved_content": {**move.ops_approved_content, "partner_id": dst_partner.id}}
                )
        requests_sudo = (
            self.env["ops.invoice.request"]
            .sudo()
            .search([("partner_id", "=", dst_partner.id), ("asked_content", "!=", False)])
        )
        for request in requests_sudo:
            if request.asked_content.get("partner_id") in src_partners.ids:
                request._stamp({"asked_content": {**request.asked_content, "partner_id": dst_partner.id}})
        return result
