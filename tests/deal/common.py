"""The trading company of the deal room's tests: people in their roles, products, a customer."""

from odoo import fields

from odoo.addons.base.tests.common import BaseCommon

from ..common import SCAN, ask_technical
from ..furniture import furnish, product_vals


class DealCase(BaseCommon):
    """Rulebook on in one company; each role has a user without any further right (`furniture.py`)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        for name, record in furnish(cls.env).items():
            setattr(cls, name, record)
        cls._switch(True)

    @classmethod
    def _switch(cls, on):
        cls.company.ops_rulebook = on

    @classmethod
    def _create_product(cls, name, price, **vals):
        return cls.env["product.product"].create(product_vals(name, price, **vals))

    @classmethod
    def _create_order(cls, user=None, products=None, **vals):
        """Create a complete quotation as a consultant; `products` are (product, quantity, price) rows."""
        user = user or cls.consultant
        rows = products or [(cls.plain, 10, 100)]
        return (
            cls.env["sale.order"]
            .with_user(user)
            .create(
                {
                    "partner_id": cls.customer.id,
                    "team_id": cls.team.id,
                    "payment_term_id": cls.term_cash.id,
                    "validity_date": "2030-12-31",
                    "order_line": [
                        (0, 0, {"product_id": product.id, "product_uom_qty": qty, "price_unit": price})
                        for product, qty, price in rows
                    ],
                    **vals,
                }
            )
        )

    def _submit(self, order, user=None):
        order.with_user(user or self.consultant).action_ops_submit()
        return order

    def _approve(self, order, *users):
        """Submit unless done, and let the users approve one after the other (the manager by default)."""
        if order.ops_approval_state in ("draft", "refused"):
            self._submit(order)
        for user in users or (self.manager,):
            order.with_user(user).action_ops_approve()
        self.assertEqual(order.ops_approval_state, "approved")
        return order

    def _confirm(self, order):
        """Bring a quotation through its approvals and a signed contract to a running order."""
        if order.ops_approval_state != "approved":
            self._approve(order)
        if self.company.ops_rulebook and not order.ops_contract_id:
            self._sign_contract(self._create_contract(order))
        order.with_user(self.support).action_confirm()
        self.assertEqual(order.state, "sale")
        return order

    # ------------------------------------------------------------------
    # The basis of an order
    # ------------------------------------------------------------------
    def _create_contract(self, orders, user=None, **vals):
        """Issue a formal contract of approved quotations to the consultant, feasibility answered."""
        return (
            self.env["ops.contract"]
            .with_user(user or self.support)
            .create(
                {
                    "partner_id": orders[:1].partner_id.id or self.customer.id,
                    "user_id": self.consultant.id,
                    "holder_id": self.consultant.id,
                    "team_id": self.team.id,
                    "payment_term_id": orders[:1].payment_term_id.id,
                    "order_ids": [(4, order.id) for order in orders],
                    "feasible_delivery": "yes",
                    "feasible_technique": "yes",
                    "feasible_installation": "yes",
                    "delivery_open_reason": "On the customer's call",
                    **vals,
                }
            )
        )

    def _create_basis(self, orders, kind="phone", user=None, **vals):
        """Record an order by phone, fax or otherwise."""
        return (
            self.env["ops.contract"]
            .with_user(user or self.consultant)
            .create(
                {
                    "kind": kind,
                    "partner_id": orders[:1].partner_id.id or self.customer.id,
                    "user_id": self.consultant.id,
                    "team_id": self.team.id,
                    "order_ids": [(4, order.id) for order in orders],
                    "basis_note": "10 bearings, the contract follows",
                    "basis_contact": "Ms Buyer",
                    "date_basis": fields.Datetime.now(),
                    **vals,
                }
            )
        )

    def _approve_contract(self, contract):
        """Submit unless done, and let everybody decide whose turn comes."""
        if contract.state in ("issued", "negotiating", "refused"):
            contract.with_user(self.consultant).action_submit()
        while contract.state == "submitted":
            turn = contract.sudo().review_ids.filtered(lambda review: review.status == "pending")
            contract.with_user(turn.reviewer_ids[0]).action_ops_approve()
        self.assertEqual(contract.state, "approved", contract.sudo().ops_gate_error)
        return contract

    def _sign_contract(self, contract, **vals):
        """Bring a contract through its approvals and record its signature, as the consultant."""
        if contract.state != "approved":
            self._approve_contract(contract)
        contract.with_user(self.consultant).write(
            {
                "date_signed": fields.Datetime.now(),
                "scan_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "contract.pdf",
                            "raw": SCAN,
                            "res_model": "ops.contract",
                            "res_id": contract.id,
                        },
                    )
                ],
                **vals,
            }
        )
        contract.with_user(self.consultant).action_sign()
        self.assertEqual(contract.state, "signed")
        return contract

    def _put_in_stock(self, order):
        """Let the goods arrive that are still to leave: only they are released."""
        moves = order.sudo().picking_ids.move_ids
        moves = moves.filtered(lambda move: move.state not in ("done", "cancel"))
        for move in moves:
            lacking = move.product_uom_qty - move.quantity
            if move.product_id.is_storable and lacking > 0:
                self.env["stock.quant"]._update_available_quantity(move.product_id, move.location_id, lacking)
        self.env.invalidate_all()
        moves._action_assign()

    def _release_all(self, order):
        """Release all that is still open of a running order: support asks, the manager decides."""
        self._put_in_stock(order)
        release = (
            self.env["ops.release"]
            .with_user(self.support)
            .create({"order_id": order.id, "line_ids": order.sudo()._ops_prepare_release_lines()})
        )
        release.action_submit()
        release.with_user(self.manager).action_ops_approve()
        self.assertEqual(release.state, "approved")
        return release

    def _answer_technical(self, order):
        """Ask technical about the difficult lines and let the technician answer."""
        if order.with_user(self.consultant).ops_can_ask_technical:
            ask_technical(order, self.consultant)
        requests = (
            self.env["ops.help.request"].with_user(self.technician).search([("order_id", "=", order.id)])
        )
        for request in requests:
            request.write({"answer_model": "EX-50", "answer_parameters": "DN50, PN16, Ex d IIC T4"})
        requests.action_answer()
        return requests

    def _answer_purchasing(self, order):
        """Let purchasing state lead time and cost of the key lines."""
        requests = (
            self.env["ops.help.request"]
            .with_user(self.purchaser)
            .search([("order_id", "=", order.id), ("department", "=", "purchasing"), ("state", "=", "open")])
        )
        for request in requests:
            request.write({"lead_days": 30, "unit_cost": 5200})
        requests.action_answer()
        return requests
