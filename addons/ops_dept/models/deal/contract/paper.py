from odoo import models
from odoo.exceptions import UserError

from .ops_contract import SIGNED

# A paper of these is a draft.
DRAFTS = ("issued", "negotiating", "submitted")


class OpsContract(models.Model):
    """What may be printed of a contract: the paper to sign from its approval on, marked drafts before."""

    _inherit = "ops.contract"

    def _ops_require_printable(self, report):
        """Refuse papers of a contract that is not approved, unless the report marks them as what they are.

        Clause: W3.D

        :param report: the `ir.actions.report` that prints
        :raises UserError: names each contract, what is missing and who acts next
        """
        marked = self._is_print_marked(report)
        contracts = self._ops_filter_on()
        # a draft shows prices: they have to be approved as on the quotation's own paper
        drafts = contracts.filtered(lambda contract: contract.state in DRAFTS) if marked else self.browse()
        closed = drafts.order_ids._ops_filter_gated().filtered(
            lambda order: not order._ops_is_approval_valid()
        )
        problems = [
            f"{contract.display_name}: {text}"
            for contract in contracts
            for text in contract._get_print_blockers(marked, closed)
        ]
        if problems:
            raise UserError("\n".join(problems))

    def _is_print_marked(self, report):
        """Tell whether this report marks each page of what is no contract yet, or none any more."""
        return False

    def _get_print_blockers(self, marked, closed):
        """Return the sentences that keep this contract from being printed (empty: none).

        :param bool marked: the report marks drafts and void contracts
        :param closed: orders of drafts whose quotation is not approved
        """
        self.ensure_one()
        if self.state == "approved" or self.state in SIGNED:
            return []
        if self.state == "refused":
            return [
                self.env._(
                    "it was refused. %(who)s changes it and submits it again, or notes the next round of "
                    "negotiation; then it is printed (W3.D).",
                    who=self.user_id.name,
                )
            ]
        if not marked:
            return [
                self.env._("it cannot be printed before it is approved (W3.D). %s", self._get_next_step())
            ]
        return [
            order._ops_get_gate_message("print") for order in closed if order in self._get_covered_orders()
        ]
