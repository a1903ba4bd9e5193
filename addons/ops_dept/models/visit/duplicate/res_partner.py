from odoo import api, models

from .finder import Asked
from .spelling import name_key, phone_key, tax_key


class ResPartner(models.Model):
    """A new customer is compared with the contacts and with the colleagues' leads (V2.1).

    Persons and addresses of a contact are not: they belong to it.
    """

    _name = "res.partner"
    _inherit = ["res.partner", "ops.duplicate"]

    _ops_compared = frozenset({"name", "phone", "vat", "parent_id", "is_company", "company_type"})
    _ops_duplicate_clause = "V2.1"

    _ops_name_idx = models.Index(f"({name_key('name')}) WHERE parent_id IS NULL")
    _ops_phone_idx = models.Index(f"({phone_key('phone')}) WHERE phone IS NOT NULL")
    _ops_tax_idx = models.Index(f"({tax_key('vat')}) WHERE vat IS NOT NULL")

    @api.depends("name", "phone", "vat", "parent_id", "is_company", "ops_another_reason")
    def _compute_ops_duplicates(self):
        return super()._compute_ops_duplicates()

    def _ops_get_asked(self):
        self.ensure_one()
        if self.parent_id or not (self.name or self.phone or self.vat):
            return None
        owner = self.user_id or self.env.user
        return Asked(
            self.name, self.phone, self.vat, self.is_company, owner._origin.id, self._origin.id, False
        )
