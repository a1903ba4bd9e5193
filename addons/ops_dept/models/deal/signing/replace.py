from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records
from ..contract.ops_contract import AGREED, OPEN, SIGNED


class OpsContract(models.Model):
    """What follows a contract: the formal one after an order by phone or fax (W3.F), amendments."""

    _inherit = "ops.contract"

    child_count = fields.Integer("Number of amendments", compute="_compute_child_count")
    can_amend = fields.Boolean(compute="_compute_child_count")

    @api.depends("child_ids", "state")
    @api.depends_context("uid")
    def _compute_child_count(self):
        is_support = self.env.user._ops_has_role("sales_support")
        for contract in self:
            contract.child_count = len(contract.child_ids)
            contract.can_amend = is_support and contract.state in SIGNED and not contract.parent_id

    def _check_replaced(self, _vals_list):
        replaced = self.filtered("replaced_by_id")
        if replaced:
            replaced._check_replacement()

    @contextmanager
    def _follow_replacement(self, vals):
        """The formal contract covers the orders from now on; the basis keeps them confirmed."""
        changed = self.browse()
        if "replaced_by_id" in vals:
            changed = self.filtered(lambda contract: contract.replaced_by_id.id != vals["replaced_by_id"])
            changed._check_replaceable()
        yield
        changed._check_replacement()
        for contract in changed:
            contract.order_ids._ops_link_contract(contract.replaced_by_id)

    def _check_replaceable(self):
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

    def _check_replacement(self):
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

    def action_amend(self):
        """Open an amendment of this signed contract, filled in from it; saving takes its number.

        Clause: W3.D
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Amendment"),
            "res_model": "ops.contract",
            "views": [(False, "form")],
            "context": {
                "default_parent_id": self.id,
                "default_kind": "formal",
                "default_company_id": self.company_id.id,
                "default_partner_id": self.partner_id.id,
                "default_user_id": self.user_id.id,
                "default_holder_id": self.user_id.id,
                "default_team_id": self.team_id.id,
                "default_payment_term_id": self.payment_term_id.id,
                "default_date_delivery": self.date_delivery,
                "default_delivery_place": self.delivery_place,
                "default_warranty_months": self.warranty_months,
            },
        }

    def action_open_amendments(self):
        """Open the amendments of this contract."""
        return open_records(self.child_ids, self.env._("Amendments"))
