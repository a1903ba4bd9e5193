from odoo import api, models

from .finder import Asked
from .spelling import name_key, phone_key


class CrmLead(models.Model):
    """A new lead without a customer is compared with the contacts and with the colleagues' leads (N1.2).

    Who has chosen a customer has found him; his own further leads are core's to show.
    """

    _name = "crm.lead"
    _inherit = ["crm.lead", "ops.duplicate"]

    _ops_compared = frozenset({"partner_name", "phone", "partner_id"})
    _ops_duplicate_clause = "N1.2"

    _ops_name_idx = models.Index(f"({name_key('partner_name')}) WHERE partner_name IS NOT NULL")
    _ops_phone_idx = models.Index(f"({phone_key('phone')}) WHERE phone IS NOT NULL")

    @api.depends("partner_name", "phone", "partner_id", "ops_another_reason")
    def _compute_ops_duplicates(self):
        return super()._compute_ops_duplicates()

    def _ops_get_asked(self):
        self.ensure_one()
        if self.partner_id or not (self.partner_name or self.phone):
            return None
        owner = self.user_id or self.env.user
        return Asked(self.partner_name, self.phone, None, True, owner._origin.id, False, self._origin.id)

    def _ops_next_step(self, hits):
        if all(hit.model == "crm.lead" for hit in hits):
            return self.env._("Ask the head of whoever has that lead to give it to you.")
        return self.env._(
            "Choose that contact as the customer of the lead; if a colleague looks after it, press “Ask to "
            "Take Over” on the contact and his head decides."
        )
