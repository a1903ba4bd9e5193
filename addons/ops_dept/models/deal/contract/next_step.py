from odoo import api, models
from odoo.fields import Domain

from .ops_contract import OPEN


class OpsContract(models.Model):
    """On which contracts the next step is the user's, as the first pages ask."""

    _inherit = "ops.contract"

    @api.model
    def _ops_my_next_domain(self):
        """Return the domain of my contracts to submit or to sign; for sales support, of those to enter,
        those whose original is to be archived, and orders without contract that still need one.

        Clauses: W3.D, W3.E, W3.F, M7.6
        """
        formal = Domain("kind", "=", "formal")
        mine = Domain("user_id", "=", self.env.uid) & (
            Domain("state", "in", OPEN) | Domain("state", "=", "approved") & formal
        )
        if self.env.user._ops_has_role("sales_support"):
            mine |= (
                Domain("state", "=", "signed")
                | Domain("state", "=", "approved") & ~formal
                | Domain("state", "=", "entered") & formal
                | Domain("is_contract_due", "=", True)
                & Domain("state", "=", "entered")
                & Domain("replaced_by_id", "=", False)
            )
        return mine & Domain("company_id", "in", list(self.env["res.company"]._ops_companies_on()))
