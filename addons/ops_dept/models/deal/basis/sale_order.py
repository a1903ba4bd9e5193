from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from ....tools.actions import open_records
from ....tools.fetch_lines import fetch_lines
from ..contract.ops_contract import AGREED, SIGNED
from ..quotation.states import QUOTED


class SaleOrder(models.Model):
    """The order's basis: confirmed by sales support, on a signed contract or another approved basis.

    Clauses: W3.D, W3.E, W3.F
    """

    _inherit = "sale.order"

    ops_contract_id = fields.Many2one(
        "ops.contract",
        "Contract",
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="The contract, or the order by phone, fax or otherwise, on which this is confirmed (W3.F).",
    )
    ops_basis_text = fields.Text("Basis of the confirmation", compute="_compute_ops_basis")
    ops_can_confirm = fields.Boolean(compute="_compute_ops_basis")
    ops_can_issue = fields.Boolean(compute="_compute_ops_basis")
    ops_can_record = fields.Boolean(compute="_compute_ops_basis")

    @api.depends(
        "state",
        "ops_approval_state",
        "ops_contract_id.state",
        "ops_exempt",
        "company_id",
        "ops_date_contract_asked",
    )
    @api.depends_context("uid")
    def _compute_ops_basis(self):
        """Tell the form what the confirmation still needs, and whom it offers which step."""
        needing = self._ops_filter_needing_basis()
        is_support = self.env.user._ops_has_role("sales_support")
        may_record = self._ops_may_submit()
        for order in self:
            waits = order in needing and order.state in QUOTED and order.ops_approval_state == "approved"
            order.ops_basis_text = waits and order._ops_get_basis_text()
            order.ops_can_confirm = order not in needing or (
                is_support and not order._ops_get_missing_basis_text()
            )
            is_free = waits and not order._ops_has_live_contract()
            order.ops_can_issue = is_free and is_support
            order.ops_can_record = is_free and may_record

    # ------------------------------------------------------------------
    # The choke point: state = sale
    # ------------------------------------------------------------------
    def _ops_filter_needing_basis(self):
        """Return the orders that are confirmed on an approved basis only: rulebook on, clause in force, not
        exempt.
        """
        companies = self._ops_basis_companies()
        if not companies:
            return self.browse()
        return self.filtered(lambda order: order.company_id.id in companies and not order.ops_exempt)

    @api.model
    def _ops_basis_companies(self):
        """Return the ids of the companies in which orders are confirmed on an approved basis only (W3.F)."""
        in_force = self.env["ops.clause"]._is_in_force
        companies = self.env["res.company"]._ops_companies_on()
        return [each.id for each in self.env["res.company"].browse(companies) if in_force("W3.F", each)]

    def _ops_require_basis(self):
        """Refuse to confirm without a basis, or by anybody else than sales support.

        Clauses: W3.D, W3.F
        """
        orders = self._ops_filter_needing_basis()
        problems = [problem for order in orders if (problem := order._ops_get_missing_basis_text())]
        if problems:
            raise UserError("\n".join(problems))
        if orders and not self.env.user._ops_has_role("sales_support"):
            order = orders[0]
            raise AccessError(
                self.env._(
                    "%(order)s stands on an approved basis. It is entered by sales support (%(who)s), not by "
                    "%(user)s (W3.E, W3.F).",
                    order=order.display_name,
                    who=order._ops_support_names(),
                    user=self.env.user.name,
                )
            )

    def _ops_support_names(self):
        # sudo: names of colleagues only
        return self.env["tier.review"]._ops_format_deciders(self._ops_post_users("support").sudo())

    def _ops_get_missing_basis_text(self):
        """Say which basis is missing and who does what next (empty: the order may be confirmed).

        Clauses: W3.D, W3.F
        """
        self.ensure_one()
        _ = self.env._
        # sudo: the contract's state decides, whoever asks
        contract = self.sudo().ops_contract_id
        if contract:
            fetch_lines(contract, "child_ids", "replaces_ids")
        if not self._ops_has_live_contract():
            return _(
                "%(order)s has no basis yet: sales support (%(who)s) issues a contract, or the order by "
                "phone or fax is recorded for the sales manager to approve (W3.F).",
                order=self.display_name,
                who=self._ops_support_names(),
            )
        if contract.replaces_ids.filtered(lambda basis: basis.state in AGREED):
            return ""  # approved by phone or fax before; the formal contract is on its way
        if contract.state in (SIGNED if contract.kind == "formal" else AGREED):
            points = contract._get_open_deviations() if contract.state == "signed" else []
            return points and _(
                "%(order)s differs from its contract: %(points)s",
                order=self.display_name,
                points=" ".join(points),
            )
        return _(
            "%(order)s waits for %(contract)s, which stands at “%(state)s”: %(step)s",
            order=self.display_name,
            contract=contract.display_name,
            state=contract._ops_state_label(),
            step=contract._get_next_step(),
        )

    # ------------------------------------------------------------------
    # Acceptance by the customer
    # ------------------------------------------------------------------
    def _ops_filter_without_basis(self):
        """Return the orders that lack a basis, or that nobody of sales support confirms."""
        needing = self._ops_filter_needing_basis()
        if needing and self.env.user._ops_has_role("sales_support"):
            needing = needing.filtered(lambda order: order._ops_get_missing_basis_text())
        return needing

    def _ops_prepare_basis_asked(self):
        """An approved quotation that the customer accepted asks sales support for the basis. Clause: W3.F"""
        missing = self._ops_get_missing_basis_text()
        support = self._ops_post_users("support")[:1]
        return {
            "clause_code": "W3.F",
            "summary": self.env._("The customer accepted: contract or other basis still missing")
            if missing
            else self.env._("The customer accepted: the order can be confirmed"),
            "note": missing or self.env._("Its basis stands: sales support confirms the order (W3.F)."),
            "user_id": support.id or self.user_id.id or self.create_uid.id,
        }

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_ops_issue_contract(self):
        """Open a new formal contract filled in from these orders; saving takes its number. Clause: M7.3"""
        return self._ops_open_new_contract("formal")

    def action_ops_record_basis(self):
        """Open the record of an order by phone or fax, filled in from these orders. Clause: W3.F"""
        return self._ops_open_new_contract("phone")

    def _ops_open_new_contract(self, kind):
        order = self[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Contract") if kind == "formal" else self.env._("Order without contract"),
            "res_model": "ops.contract",
            "views": [(False, "form")],
            "context": {
                "default_kind": kind,
                "default_partner_id": order.partner_id.id,
                "default_company_id": order.company_id.id,
                "default_user_id": order.user_id.id or self.env.uid,
                "default_holder_id": (kind == "formal" and order.user_id.id) or False,
                "default_team_id": order.team_id.id,
                "default_payment_term_id": order.payment_term_id.id,
                "default_date_delivery": order._ops_day(order.commitment_date, order.company_id),
                "default_warranty_months": order.ops_warranty_months,
                "default_order_ids": [Command.link(each.id) for each in self],
            },
        }

    def action_ops_open_contract(self):
        """Open the contract of this order."""
        return open_records(self.ops_contract_id)
