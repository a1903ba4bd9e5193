"""A running order keeps what its contract fixed; core works on, amendments change it (W3.C, W3.D)."""

import contextlib

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...bypass import GateCase
from ...common import clause
from .common import DeviationCase


@tagged("post_install", "-at_install")
class TestContractedOrder(GateCase, DeviationCase):
    def _running(self):
        order = self._approve(self._create_order(products=[(self.plain, 10, 100), (self.other, 5, 50)]))
        return self._confirm(order).with_user(self.consultant)

    def _amendment(self, order):
        contract = order.ops_contract_id
        return self._create_contract(
            self.env["sale.order"],
            partner_id=contract.partner_id.id,
            parent_id=contract.id,
            payment_term_id=contract.payment_term_id.id,
        )

    # ------------------------------------------------------------------
    # Fixed
    # ------------------------------------------------------------------
    @clause("W3.C", part="after signing")
    def test_promises_of_a_running_order_are_changed_by_an_amendment_only(self):
        order = self._running()
        line = order.order_line[0]
        changes = [
            ("price", lambda: line.write({"price_unit": 95})),
            ("higher price", lambda: line.write({"price_unit": 120})),
            ("more", lambda: line.write({"product_uom_qty": 12})),
            ("discount", lambda: line.write({"discount": 3})),
            ("through the order", lambda: order.write({"order_line": [(1, line.id, {"price_unit": 95})]})),
            ("added", lambda: order.write({"order_line": [(0, 0, {"product_id": self.plain.id})]})),
            ("specification", lambda: line.write({"ops_specification": "C3"})),
            ("payment", lambda: order.write({"payment_term_id": self.term_30.id})),
            ("delivery", lambda: order.write({"commitment_date": "2030-01-01"})),
            ("warranty", lambda: order.write({"ops_warranty_months": 36})),
            (
                "note line",
                lambda: line.create({"order_id": order.id, "display_type": "line_note", "name": "Gift"}),
            ),
            (
                "by default",
                lambda: line.with_context(default_order_id=order.id).create({"product_id": self.plain.id}),
            ),
        ]
        for name, change in changes:
            for user in (self.consultant, self.support, self.manager, self.leader):
                with self._undone():
                    order, line = order.with_user(user), line.with_user(user)
                    with self.assertRaisesRegex(
                        UserError, r"is signed.*amendment.*W3\.C", msg=f"{name} {user.name}"
                    ):
                        change()
        self.assertFalse(self._deviations(order))

    def test_refused_change_is_undone_for_whoever_catches_it(self):
        order = self._running()
        with contextlib.suppress(UserError):
            order.order_line[0].price_unit = 95
        self.env.flush_all()
        self.assertEqual(order.order_line[0].price_unit, 100)

    def test_what_promises_nothing_stays_free(self):
        order = self._running()
        order.write({"origin": "Fair", "order_line": [(1, order.order_line[0].id, {"sequence": 7})]})
        order.order_line[0].price_unit = 100
        order.write({"order_line": [(0, 0, {"product_id": self.other.id, "product_uom_qty": 0})]})
        order.write(
            {"order_line": [(0, 0, {"is_downpayment": True, "name": "Down payment", "product_uom_qty": 0})]}
        )
        self.assertTrue(order._ops_is_approval_valid())
        self.assertFalse(self._deviations(order))

    def test_core_delivers_and_invoices(self):
        order = self._running()
        picking = order.sudo().picking_ids
        self.assertTrue(picking)
        extra = self.env["stock.move"].create(
            {
                "product_id": self.difficult.id,
                "product_uom_qty": 1,
                "picking_id": picking.id,
                "location_id": picking.location_id.id,
                "location_dest_id": picking.location_dest_id.id,
            }
        )
        self.assertTrue(extra)
        wizard = (
            self.env["sale.advance.payment.inv"]
            .with_context(active_ids=order.ids, active_model="sale.order")
            .create({"advance_payment_method": "percentage", "amount": 10})
        )
        wizard.create_invoices()
        self.assertTrue(order.sudo().order_line.filtered("is_downpayment"))
        self.assertTrue(order._ops_is_approval_valid())

    def test_switched_off_everything_is_free(self):
        order = self._running()
        self._switch(False)
        order.order_line[0].price_unit = 95
        self.assertEqual(order.order_line[0].price_unit, 95)

    def test_clause_switched_off_leaves_the_rule_of_the_quotation(self):
        order = self._negotiated()
        self.env["ops.clause"].search([("code", "=", "W3.C")]).with_company(self.company).is_active = False
        order.order_line[0].price_unit = 95
        self.assertEqual(order.ops_approval_state, "draft")

    def test_phone_order_is_changed_by_its_formal_contract(self):
        order = self._approve(self._create_order())
        basis = self._approve_contract(self._create_basis(order))
        with self.assertRaisesRegex(UserError, r"formal contract.*W3\.C, W3\.F"):
            order.with_user(self.consultant).order_line[0].price_unit = 95
        formal = self._create_contract(self.env["sale.order"], replaces_ids=[(4, basis.id)])
        self.assertEqual(order.ops_contract_id, formal)
        order.with_user(self.consultant).order_line[0].price_unit = 95
        self.assertEqual(self._deviations(order, "open").contract_id, formal)
        formal.with_user(self.support).action_void("not needed", form_returned=True)
        self.assertEqual(order.ops_contract_id, basis)
        self.assertEqual(order.ops_approval_state, "draft", "what nobody confirmed does not stand")
        self.assertFalse(self._deviations(order, "open"))

    # ------------------------------------------------------------------
    # Amendments
    # ------------------------------------------------------------------
    @clause("W3.C", part="amendment")
    def test_amendment_changes_a_running_order(self):
        order = self._running()
        amendment = self._amendment(order)
        order.order_line[0].price_unit = 95
        deviation = self._deviations(order, "open")
        self.assertEqual(deviation.contract_id, amendment)
        self.assertEqual((order.state, order.ops_approval_state), ("sale", "approved"))
        with self.assertRaisesRegex(UserError, r"Price: .*W3\.C"):
            amendment.with_user(self.consultant).action_submit()
        self._confirm_deviations(order)
        self._sign_contract(self._approve_contract(amendment))
        self.assertTrue(order._ops_is_approval_valid())
        with self.assertRaisesRegex(UserError, "is signed"):
            order.order_line[0].price_unit = 90
        with self.assertRaisesRegex(UserError, r"back to what was signed \(W3\.C\)"):
            amendment.with_user(self.manager).action_cancel("never mind")

    def test_amendment_given_up_leaves_what_was_signed(self):
        order = self._running()
        amendment = self._amendment(order)
        order.order_line[0].price_unit = 95
        for confirmed in (False, True):
            if confirmed:
                self._confirm_deviations(order)
            with self.assertRaisesRegex(UserError, r"back to what was signed \(W3\.C\)"):
                amendment.with_user(self.support).action_void("given up", form_returned=True)
            with self.assertRaisesRegex(UserError, r"back to what was signed \(W3\.C\)"):
                amendment.with_user(self.support).write({"parent_id": False})
        order.order_line[0].price_unit = 100
        amendment.with_user(self.support).action_void("given up", form_returned=True)
        self.assertTrue(order._ops_is_approval_valid())

    # ------------------------------------------------------------------
    # Signed, cancelled, made again
    # ------------------------------------------------------------------
    def test_order_cancelled_under_a_signed_contract_does_not_come_back_cheaper(self):
        order = self._approve(self._create_order())
        contract = self._sign_contract(self._create_contract(order))
        order.with_user(self.support)._action_cancel()
        order.with_user(self.support).action_draft()
        self.assertEqual((order.ops_approval_state, contract.state), ("draft", "signed"))
        with self.assertRaisesRegex(UserError, "is signed"):
            order.with_user(self.consultant).order_line[0].price_unit = 95

    def test_form_of_an_order_under_negotiation(self):
        order = self._negotiated()
        with Form(order) as form, form.order_line.edit(0) as line:
            line.price_unit = 95
        self.assertEqual(self._deviations(order, "open").mapped("kind"), ["price"])
        self.assertIn("95.00", order.ops_deviation_text)
