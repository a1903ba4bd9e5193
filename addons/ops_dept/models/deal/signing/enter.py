from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.actions import open_records
from ..contract.ops_contract import AGREED, ENTERABLE, SIGNED
from ..quotation.states import QUOTED


class OpsContract(models.Model):
    """Enter, archive, bind, and what the form offers of a contract's own steps (W3.E, W3.F, R7, M7.6)."""

    _inherit = "ops.contract"

    is_contract_due = fields.Boolean(
        "Contract to come",
        compute="_compute_is_contract_due",
        store=True,
        help="Confirmed without a formal contract: one is still owed (W3.F).",
    )
    can_sign = fields.Boolean(compute="_compute_can_step")
    can_enter = fields.Boolean(compute="_compute_can_step")
    can_archive = fields.Boolean(compute="_compute_can_step")
    can_renegotiate = fields.Boolean(compute="_compute_can_step")
    can_replace = fields.Boolean(compute="_compute_can_step")

    # ------------------------------------------------------------------
    # Compute
    # ------------------------------------------------------------------
    @api.depends("kind", "state", "replaced_by_id.state")
    def _compute_is_contract_due(self):
        for contract in self:
            contract.is_contract_due = (
                contract.kind != "formal"
                and contract.state in AGREED
                and contract.replaced_by_id.state not in SIGNED
            )

    @api.depends("state", "kind")
    @api.depends_context("uid")
    def _compute_can_step(self):
        may_sign = self.env.user._ops_has_role("consultant", "sales_support")
        is_support = self.env.user._ops_has_role("sales_support")
        for contract in self:
            formal = contract.kind == "formal"
            contract.can_sign = formal and may_sign and contract._offers_move("signed")
            contract.can_enter = (
                is_support and contract.state == ("signed" if formal else "approved") and bool(contract.id)
            )
            contract.can_archive = is_support and contract._offers_move("archived") and formal
            contract.can_renegotiate = (
                formal and contract.state == "approved" and may_sign and contract._offers_move("negotiating")
            )
            contract.can_replace = is_support and contract.is_contract_due and not contract.replaced_by_id

    # ------------------------------------------------------------------
    # Enter
    # ------------------------------------------------------------------
    def action_enter(self):
        """Confirm the orders of these contracts; that enters them.

        Clauses: W3.E, R7
        """
        for contract in self:
            orders = contract._get_covered_orders().filtered(lambda order: order.state in QUOTED)
            if orders:
                orders.action_confirm()
            if contract.state in ENTERABLE:
                contract.write({"state": "entered"})
        return True

    def _ops_get_status_text(self):
        self.ensure_one()
        if self._is_enterable():
            return self.env._(
                "%(state)s. Next: sales support (%(who)s) enters it and confirms the orders (W3.E).",
                state=self._ops_state_label(),
                who=self._get_post_names("support"),
            )
        return super()._ops_get_status_text()

    def _orders_confirmed(self):
        """Enter the contracts all of whose orders run now; the order's confirmation was checked."""
        ready = (self | self.replaces_ids).filtered(
            lambda contract: contract._is_enterable() and not contract._unconfirmed()
        )
        if ready:
            ready.write({"state": "entered"})

    def _is_enterable(self):
        return self.state == ("signed" if self.kind == "formal" else "approved")

    def _unconfirmed(self):
        """Return the orders that are not confirmed yet."""
        return self._get_covered_orders().filtered(lambda order: order.state != "sale")

    def _check_enter(self):
        for contract in self.sudo():  # sudo: the state of orders that support need not see
            if not contract._is_enterable():
                raise UserError(
                    self.env._("%s is not signed: it cannot be entered yet (W3.D).", contract.display_name)
                )
            waiting = contract._unconfirmed()
            if waiting or (not contract._get_covered_orders() and not contract.parent_id):
                raise UserError(
                    self.env._(
                        "%(contract)s: sales support confirms its orders first: %(orders)s (W3.E).",
                        contract=contract.display_name,
                        orders=", ".join(waiting.mapped("name")) or "-",
                    )
                )

    def _prepare_enter_vals(self):
        return {"date_entered": fields.Datetime.now()}

    def _do_enter(self):
        self._ops_log("entered", clause_code="W3.E")
        self._meet_obligations("W3.E", "R7")

    # ------------------------------------------------------------------
    # Archive, bind
    # ------------------------------------------------------------------
    def action_archive_original(self):
        """Put the original into the archive. Clause: M7.6"""
        return self.write({"state": "archived"})

    def _check_archive(self):
        for contract in self._ops_filter_on():
            if contract.kind != "formal" or not contract.archive_place:
                raise UserError(
                    self.env._("%s: say where the original is kept (M7.6).", contract.display_name)
                )

    def _prepare_archive_vals(self):
        return {"date_archived": fields.Datetime.now()}

    def _do_archive(self):
        self._ops_log("archived", clause_code="M7.6")

    def _do_bind(self):
        self._ops_log("bound", clause_code="M7.3")

    # ------------------------------------------------------------------
    # Next documents
    # ------------------------------------------------------------------
    def action_open_orders(self):
        """Open the orders of this contract."""
        return open_records(self._get_covered_orders(), self.env._("Orders"))
