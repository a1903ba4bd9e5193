from odoo import api, models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Merging contacts changes nothing: what documents keep of a contact follows it, like their links do."""

    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_values(self, src_partners, dst_partner):
        """Let kept content follow once everything else has: links are moved, the contact is what it stays."""
        result = super()._update_values(src_partners, dst_partner)
        self.env.flush_all()
        self.env.invalidate_all()
        self._ops_follow_merge(src_partners, dst_partner)
        return result

    @api.model
    def _ops_follow_merge(self, src_partners, dst_partner):
        """Bring what names the merged contacts over to the one that stays; rooms add what they keep as JSON.

        :param src_partners: res.partner that are about to be deleted
        :param dst_partner: res.partner that stays
        """
        # sudo: whoever may merge contacts changes by it what refers to them
        logs_sudo = self.env["ops.log"].sudo()
        self._ops_move_references(logs_sudo, "model", "res_id", src_partners, dst_partner)
        reviews_sudo = self.env["tier.review"].sudo()
        self._ops_move_references(reviews_sudo, "model", "res_id", src_partners, dst_partner)
        ledger_sudo = self.env["ops.obligation"].sudo()
        self._ops_move_references(ledger_sudo, "res_model", "res_id", src_partners, dst_partner)

    @api.model
    def _ops_move_references(self, model, model_field, id_field, src_partners, dst_partner):
        """Let rows that name a document by model and number name the contact that stays.

        Straight in the database, as Odoo moves its links: the log is never written, and stays as it was.
        """
        rows = model.search([(model_field, "=", "res.partner"), (id_field, "in", src_partners.ids)])
        rows._write_multi([{id_field: dst_partner.id}] * len(rows))
