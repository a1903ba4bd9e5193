from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from .ops_contract import AGREED, OPEN, SIGNED

SUPPORT = "ops_dept.ops_dept_group_sales_support"
# While its contract stands there, what the order promises stays as it is.
FIXED = ("submitted", "approved", "signed")


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
        help="The contract, or the approved phone, fax or other order, on which this order is confirmed (W3.F).",
    )
    ops_basis_text = fields.Text("Basis of the confirmation", compute="_compute_ops_basis")
    ops_can_confirm = fields.Boolean(compute="_compute_ops_basis")
    ops_can_issue = fields.Boolean(compute="_compute_ops_basis")
    ops_can_record = fields.Boolean(compute="_compute_ops_basis")

    @api.depends("state", "ops_approval_state", "ops_contract_id.state", "ops_exempt", "company_id")
    @api.depends_context("uid")
    def _compute_ops_basis(self):
        """Tell the form what the confirmation still needs, and whom it offers which step."""
        needing = self._ops_needs_basis()
        is_support = self.env.user.has_group(SUPPORT)
        may_record = self._ops_may_submit()
        for order in self:
            waits = order in needing and order.state in ("draft", "sent") and order.ops_approval_state == "approved"
            order.ops_basis_text = order._ops_missing_basis() if waits else False
            order.ops_can_confirm = order not in needing or (is_support and not order._ops_missing_basis())
            order.ops_can_issue = waits and is_support and not order.ops_contract_id
            order.ops_can_record = waits and may_record and not order.ops_contract_id

    # ------------------------------------------------------------------
    # The choke point: state = sale
    # ------------------------------------------------------------------
    def _ops_require_released(self, what):
        """As for the quotation; a confirmation needs its basis and support as well."""
        result = super()._ops_require_released(what)
        if what == "confirm":
            self._ops_require_basis()
        return result

    def _ops_needs_basis(self):
        """Return the orders that are confirmed on an approved basis only: rulebook on, clause in force, not
        exempt.
        """
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return self.browse()
        in_force = self.env["ops.clause"]._ops_in_force
        return self.filtered(
            lambda order: order.company_id.id in companies
            and not order.ops_exempt
            and in_force("W3.F", order.company_id)
        )

    def _ops_require_basis(self):
        """Refuse to confirm without a basis, or by anybody else than sales support.

        Clauses: W3.D, W3.F
        """
        orders = self._ops_needs_basis()
        problems = [problem for order in orders if (problem := order._ops_missing_basis())]
        if problems:
            raise UserError("\n".join(problems))
        if orders and not self.env.user.has_group(SUPPORT):
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
        return self.env["tier.review"]._ops_names(self._ops_post_users("support").sudo()) or "-"

    def _ops_missing_basis(self):
        """Say which basis is missing and who does what next (empty: the order may be confirmed).

        Clauses: W3.D, W3.F
        """
        self.ensure_one()
        _ = self.env._
        # sudo: the contract's state decides, whoever asks
        contract = self.sudo().ops_contract_id
        if not contract or contract.state in ("void", "cancel"):
            return _(
                "%(order)s has no basis yet: sales support (%(who)s) issues a contract, or the order by phone "
                "or fax is recorded for the sales manager to approve (W3.F).",
                order=self.display_name,
                who=self._ops_support_names(),
            )
        if contract.replaces_ids.filtered(lambda basis: basis.state in AGREED):
            return ""  # approved by phone or fax before; the formal contract is on its way
        if contract.state in (SIGNED if contract.kind == "formal" else AGREED):
            points = contract._ops_open_deviations() if contract.state == "signed" else []
            return points and _(
                "%(order)s differs from its contract: %(points)s", order=self.display_name, points=" ".join(points)
            )
        return _(
            "%(order)s waits for %(contract)s, which stands at “%(state)s”: %(step)s",
            order=self.display_name,
            contract=contract.display_name,
            state=contract._ops_state_label(),
            step=contract._ops_next_step(),
        )

    # ------------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------------
    @api.model_create_multi
    def create(self, vals_list):
        orders = super().create(vals_list)
        linked = orders.filtered("ops_contract_id")
        if linked:
            linked._ops_check_link(self.env["ops.contract"])
        return orders

    def write(self, vals):
        if "ops_contract_id" not in vals:
            return super().write(vals)
        before = {order: order.ops_contract_id for order in self}
        result = super().write(vals)
        for order, contract in before.items():
            if order.ops_contract_id != contract:
                order._ops_check_link(contract)
        return result

    def _ops_check_link(self, before):
        """Orders come under a contract and leave it while it is open, never afterwards. Clause: W3.D"""
        for order in self.sudo():  # sudo: the contract's state decides, whoever writes
            for contract in before.sudo() | order.ops_contract_id:  # sudo: as above
                if contract._ops_filter_on() and contract.state not in OPEN:
                    raise UserError(
                        self.env._(
                            "%(order)s: %(contract)s stands at “%(state)s”, its orders stay as they were decided "
                            "(W3.D).",
                            order=order.display_name,
                            contract=contract.display_name,
                            state=contract._ops_state_label(),
                        )
                    )
            customer = order.partner_id.commercial_partner_id
            if order.ops_contract_id and order.ops_contract_id.partner_id.commercial_partner_id != customer:
                raise UserError(
                    self.env._(
                        "%(order)s is for another customer than %(contract)s (W3.D).",
                        order=order.display_name,
                        contract=order.ops_contract_id.display_name,
                    )
                )

    def _ops_link_contract(self, contract):
        """Bring orders under another contract, past the guards; called by the contract's own moves only."""
        if self:
            self._ops_write_state({"ops_contract_id": contract.id})

    @api.model
    def _ops_watched(self):
        return super()._ops_watched() | {"ops_contract_id"}

    def _ops_check_write(self, vals):
        if self._ops_promised_fields() & vals.keys():
            self._ops_refuse_fixed()
        return super()._ops_check_write(vals)

    def _ops_lines_will_change(self):
        self._ops_refuse_fixed()
        return super()._ops_lines_will_change()

    def _ops_refuse_fixed(self):
        """What a contract promises stays as it is while that is decided and until it is entered. Clause: W3.D"""
        orders = self._ops_needs_basis().filtered("ops_contract_id")
        for order in orders.sudo():  # sudo: the contract's state decides, whoever writes
            contract = order.ops_contract_id
            if contract.state in FIXED and order.state != "sale":
                raise UserError(
                    self.env._(
                        "%(order)s stands on %(contract)s (“%(state)s”) and cannot be changed: %(who)s opens the "
                        "negotiation again, or an amendment changes it later (W3.D).",
                        order=order.display_name,
                        contract=contract.display_name,
                        state=contract._ops_state_label(),
                        who=contract.user_id.name,
                    )
                )

    def _ops_after_write(self, vals):
        result = super()._ops_after_write(vals)
        if vals.get("state") == "sale":
            # sudo: the confirmation was checked; that it enters the contract follows from it
            self.ops_contract_id.sudo()._ops_orders_confirmed()
        return result

    # ------------------------------------------------------------------
    # Acceptance by the customer
    # ------------------------------------------------------------------
    def _ops_held_from_confirmation(self):
        """Hold also what lacks a basis, and what nobody of sales support confirms: an acceptance is recorded."""
        held = super()._ops_held_from_confirmation()
        needing = self._ops_needs_basis()
        if not needing:
            return held
        if not self.env.user.has_group(SUPPORT):
            return held | needing
        return held | needing.filtered(lambda order: order._ops_missing_basis())

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_ops_issue_contract(self):
        """Open a new formal contract, filled in from these orders; saving it takes the number. Clause: M7.3"""
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
                "default_date_delivery": order.commitment_date and order.commitment_date.date(),
                "default_warranty_months": order.ops_warranty_months,
                "default_order_ids": [Command.link(each.id) for each in self],
            },
        }

    def action_ops_open_contract(self):
        """Open the contract of this order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "ops.contract",
            "res_id": self.ops_contract_id.id,
            "views": [(False, "form")],
        }
