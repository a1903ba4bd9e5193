from odoo import api, models
from odoo.fields import Domain

from ....tools.states import TO_SUBMIT
from ..contract.ops_contract import ENDED
from ..quotation.states import QUOTED


class SaleOrder(models.Model):
    """Whose step is next on a quotation, as the first pages ask: sales', a department's, support's."""

    _inherit = "sale.order"

    @api.model
    def _ops_without_contract_domain(self):
        """Return the domain of quotations that no contract, nor anything in its place, covers."""
        return Domain("ops_contract_id", "=", False) | Domain("ops_contract_id.state", "in", ENDED)

    @api.model
    def _ops_with_technical_domain(self):
        """Return the domain of quotations that cannot be submitted before technical answered (W2.C)."""
        return Domain("ops_approval_state", "in", TO_SUBMIT) & Domain(
            "ops_help_request_ids", "any", [("state", "=", "open"), ("department", "=", "technical")]
        )

    @api.model
    def _ops_my_open_domain(self):
        """Return the domain of my quotations that are not orders yet."""
        return (
            Domain("user_id", "=", self.env.uid)
            & Domain("state", "in", QUOTED)
            & Domain("company_id", "in", list(self.env["res.company"]._ops_companies_on()))
        )

    @api.model
    def _ops_my_next_domain(self):
        """Return the domain of my quotations on which the next step is mine: to ask technical, to submit, to
        send, to ask for the contract.
        """
        unasked = Domain("ops_approval_state", "=", "approved") & self._ops_without_contract_domain()
        unasked &= Domain("ops_date_contract_asked", "=", False)
        return self._ops_my_open_domain() & (
            Domain("ops_approval_state", "in", TO_SUBMIT) & ~self._ops_with_technical_domain() | unasked
        )

    @api.model
    def _ops_my_elsewhere_domain(self):
        """Return the domain of my quotations that wait for technical's answer or for the contract."""
        asked = Domain("ops_approval_state", "=", "approved") & self._ops_without_contract_domain()
        asked &= Domain("ops_date_contract_asked", "!=", False)
        return self._ops_my_open_domain() & (self._ops_with_technical_domain() | asked)

    @api.model
    def _ops_to_contract_domain(self):
        """Return the domain of the approved quotations of my teams for which no contract is drawn yet.

        Clauses: W3.D, W3.F
        """
        return (
            Domain("state", "in", QUOTED)
            & Domain("ops_approval_state", "=", "approved")
            & Domain("company_id", "in", self._ops_basis_companies())
            & (
                Domain("team_id.ops_support_ids", "in", self.env.uid)
                | Domain("team_id.ops_support_ids", "=", False)
            )
            & self._ops_without_contract_domain()
        )

    def _ops_is_handed_out(self):
        """Tell whether the customer has the quotation, as far as the house knows."""
        self.ensure_one()
        return self.state == "sent"
