from odoo import api, models
from odoo.exceptions import UserError

from .ops_contract import AGREED, OPEN


class OpsContract(models.Model):
    """The formal contract that comes after an order by phone or fax (W3.F)."""

    _inherit = "ops.contract"

    @api.model_create_multi
    def create(self, vals_list):
        contracts = super().create(vals_list)
        replaced = contracts.filtered("replaced_by_id")
        if replaced:
            replaced._ops_check_replacement()
        return contracts

    def write(self, vals):
        if "replaced_by_id" not in vals:
            return super().write(vals)
        changed = self.filtered(lambda contract: contract.replaced_by_id.id != vals["replaced_by_id"])
        changed._ops_check_replaceable()
        result = super().write(vals)
        changed._ops_check_replacement()
        # the formal contract covers the orders from now on; the basis keeps them confirmed
        for contract in changed:
            contract.order_ids._ops_link_contract(contract.replaced_by_id)
        return result

    def _ops_check_replaceable(self):
        """A formal contract that is on its way is let go by voiding or cancelling it, not by a write."""
        for contract in self:
            if contract.replaced_by_id or contract.kind == "formal" or contract.state not in AGREED:
                raise UserError(
                    self.env._(
                        "%(contract)s (“%(state)s”) is not replaced by another contract: only an approved "
                        "order without contract is, and only once (W3.F).",
                        contract=contract.display_name,
                        state=contract._ops_state_label(),
                    )
                )

    def _ops_check_replacement(self):
        for contract in self:
            formal = contract.replaced_by_id
            same = formal.partner_id.commercial_partner_id == contract.partner_id.commercial_partner_id
            if formal.kind != "formal" or formal.state not in OPEN or contract.kind == "formal" or not same:
                raise UserError(
                    self.env._(
                        "%(contract)s is replaced by a formal contract with the same customer that is not "
                        "decided yet, not by %(other)s (W3.F).",
                        contract=contract.display_name,
                        other=formal.display_name,
                    )
                )

    def action_issue_formal(self):
        """Open the formal contract that replaces this order by phone or fax, filled in from it.

        Clauses: W3.F, M7.3
        """
        self.ensure_one()
        action = self.order_ids._ops_open_new_contract("formal")
        action["context"].update(
            default_replaces_ids=[(4, self.id)],
            default_partner_id=self.partner_id.id,
            default_order_ids=False,
        )
        return action
