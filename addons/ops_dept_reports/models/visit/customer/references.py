from odoo import models


class OpsCustomerPaper(models.TransientModel):
    """The list of main customers that is shown to others: who agreed to be named, and nobody else (V6.3)."""

    _inherit = "ops.customer.paper"

    def _get_references(self, customers):
        """Return the customers by province, with their business; nothing else of them leaves the house."""
        today = self.company_id._ops_today()
        named = customers.filtered(
            lambda customer: (
                customer.may_be_named and customer.date_consent and customer.date_consent <= today
            )
        )
        groups = named.grouped(lambda customer: customer.partner_id.state_id)
        return {
            "groups": [
                (state.name or "", [self._get_reference(customer) for customer in group])
                for state, group in groups.items()
            ],
            "count": len(named),
        }

    def _get_reference(self, customer):
        partner = customer.partner_id
        return {"name": partner.name, "business": customer.ops_business, "city": partner.city}
