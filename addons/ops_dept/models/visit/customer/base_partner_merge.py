from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Customers that are merged have one file in each company: it knows what both knew."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: whoever may merge contacts changes by it what refers to them
        files_sudo = self.env["ops.customer"].sudo()
        gone = files_sudo.search([("partner_id", "in", src_partners.ids)], order="id")
        kept = {file.company_id: file for file in files_sudo.search([("partner_id", "=", dst_partner.id)])}
        for customer in gone:
            stays = kept.setdefault(customer.company_id, customer)
            if stays != customer:
                stays._take_over(customer)
        return super()._update_foreign_keys(src_partners, dst_partner)
