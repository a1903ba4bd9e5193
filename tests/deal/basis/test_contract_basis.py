"""Orders without a formal contract: by phone, fax or otherwise; the contract comes later (W3.F)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...bypass import Way, bypass_table
from ...common import SCAN, clause
from ..contract_gate import ContractGateCase


def _confirm(case, basis):
    basis.order_ids.action_confirm()


def _enter(case, basis):
    basis.action_enter()


def _entered(case, basis):
    return basis.order_ids.state == "sale"


@tagged("post_install", "-at_install")
@clause("W3.F", part="gate")
@bypass_table(
    [
        Way("confirm_on_the_basis", _confirm, ("support",), _entered, open=("approved",), clause="W3.F"),
        Way("enter_the_basis", _enter, ("support",), _entered, open=("approved",), clause="W3.F"),
        Way(
            "enter_by_others",
            _enter,
            ("consultant", "manager", "superuser"),
            open=(),
            closed=("approved",),
            clause="W3.",
        ),
        Way(
            "write_approved",
            lambda case, b: b.write({"state": "approved"}),
            ("consultant", "support", "superuser"),
            open=(),
            clause="W3.",
        ),
        Way(
            "write_entered",
            lambda case, b: b.write({"state": "entered"}),
            ("consultant", "support", "superuser"),
            open=(),
            clause="W3.",
        ),
        Way(
            "sign_it",
            lambda case, b: b.action_sign(),
            ("consultant", "superuser"),
            open=(),
            closed=("recorded", "approved"),
            clause="W3.F",
        ),
        Way(
            "negotiate_it",
            lambda case, b: b.write({"state": "negotiating"}),
            ("consultant",),
            open=(),
            closed=("recorded",),
            clause="W3.F",
        ),
    ]
)
class TestContractBasis(ContractGateCase):
    gate_stages = ("recorded", "submitted", "refused", "cancelled")

    def _gate_document(self, stage):
        basis = self._create_basis(self._approve(self._create_order()))
        return getattr(self, f"_stage_{stage}")(basis)

    def _stage_recorded(self, basis):
        return basis

    def _stage_submitted(self, basis):
        basis.with_user(self.consultant).action_submit()
        return basis

    def _stage_refused(self, basis):
        self._stage_submitted(basis).with_user(self.manager).action_refuse("get a contract")
        return basis

    def _stage_cancelled(self, basis):
        basis.with_user(self.consultant).action_cancel("withdrawn by the customer")
        return basis

    def _stage_approved(self, basis):
        return self._approve_contract(basis)

    @clause("W3.F")
    def test_order_by_phone_is_confirmed_after_the_manager_and_owes_a_contract(self):
        order = self._approve(self._create_order())
        as_support = order.with_user(self.support)
        with self.assertRaisesRegex(UserError, rf"{order.name} has no basis yet.*\(Support\).*W3\.F"):
            as_support.action_confirm()
        self.assertIn("W3.F", as_support.ops_basis_text)
        self.assertTrue(as_support.ops_can_issue and as_support.ops_can_record)
        self.assertFalse(as_support.ops_can_confirm)
        basis = self._create_basis(order)
        self.assertRegex(basis.name, r"^JH-\d{4}-\d{5}$")
        with self.assertRaisesRegex(UserError, r"stands at “Issued”.*Manager.*W3\.F"):
            as_support.action_confirm()
        basis.with_user(self.consultant).action_submit()
        self.assertEqual(basis.sudo().review_ids.mapped("ops_clause_code"), ["W3.F"])
        with self.assertRaisesRegex(UserError, r"next to decide: Sales manager.*Manager.*W3\.F"):
            as_support.action_confirm()
        basis.with_user(self.manager).action_ops_approve()
        self.assertTrue(as_support.ops_can_confirm)
        as_support.action_confirm()
        self.assertRecordValues(basis, [{"state": "entered", "is_contract_due": True}])
        self.assertIn(basis, self.env["ops.contract"].search([("is_contract_due", "=", True)]))

        # the formal contract follows, takes the order over and ends the debt when it is signed
        action = basis.with_user(self.support).action_issue_formal()
        self.assertEqual(action["context"]["default_replaces_ids"], [(4, basis.id)])
        formal = self._create_contract(self.env["sale.order"], replaces_ids=[(4, basis.id)])
        self.assertEqual((formal.order_ids, basis.replaced_by_id), (order, formal))
        self.assertTrue(basis.is_contract_due)
        self.assertEqual(basis.order_count, 1)
        self._sign_contract(formal)
        self.assertFalse(basis.is_contract_due)
        formal.with_user(self.support).action_enter()
        self.assertEqual(formal.state, "entered")

    def test_major_order_by_phone_is_decided_by_the_leader_too(self):
        order = self._approve(
            self._create_order(products=[(self.plain, 2000, 100)]), self.manager, self.leader
        )
        basis = self._create_basis(order)
        basis.with_user(self.consultant).action_submit()
        reviews = basis.sudo().review_ids.sorted("sequence")
        self.assertEqual(reviews.definition_id.mapped("ops_post"), ["sales_manager", "leader"])

    def test_basis_says_who_ordered_what_when_and_the_fax_is_attached(self):
        order = self._approve(self._create_order())
        basis = self._create_basis(order, basis_note=False, date_basis=False)
        with self.assertRaisesRegex(UserError, r"What was ordered.* and Ordered on \(W3\.F\)"):
            basis.with_user(self.consultant).action_submit()
        fax = self._create_basis(self._approve(self._create_order()), kind="fax")
        with self.assertRaisesRegex(UserError, r"the fax \(W3\.F\)"):
            fax.with_user(self.consultant).action_submit()
        scan = {"name": "fax.pdf", "raw": SCAN, "res_model": fax._name, "res_id": fax.id}
        fax.with_user(self.consultant).scan_ids = [(0, 0, scan)]
        self._approve_contract(fax)

    def test_order_is_confirmed_by_phone_while_the_formal_contract_is_negotiated(self):
        order = self._approve(self._create_order())
        basis = self._approve_contract(self._create_basis(order))
        formal = self._create_contract(self.env["sale.order"], replaces_ids=[(4, basis.id)])
        order.with_user(self.support).action_confirm()
        self.assertEqual((order.state, basis.state, formal.state), ("sale", "entered", "issued"))

    def test_formal_contract_that_fails_leaves_the_debt_open(self):
        order = self._approve(self._create_order())
        basis = self._approve_contract(self._create_basis(order))
        order.with_user(self.support).action_confirm()
        formal = self._create_contract(self.env["sale.order"], replaces_ids=[(4, basis.id)])
        formal.with_user(self.support).action_void("misprinted", form_returned=True)
        self.assertRecordValues(
            basis, [{"is_contract_due": True, "replaced_by_id": False, "order_ids": order.ids}]
        )
        with self.assertRaisesRegex(UserError, r"W3\.F"):
            basis.sudo().replaced_by_id = formal

    def test_only_an_approved_basis_is_replaced(self):
        basis = self._create_basis(self._approve(self._create_order()))
        formal = self._create_contract(self._approve(self._create_order()))
        for this, that in [(basis, formal), (formal, basis), (self._sign_contract(formal), formal)]:
            with self.assertRaisesRegex(UserError, r"W3\.F"), self.env.cr.savepoint():
                this.with_user(self.support).replaced_by_id = that
        self._approve_contract(basis)
        with self.assertRaisesRegex(UserError, r"not decided yet.*W3\.F"), self.env.cr.savepoint():
            basis.with_user(self.support).replaced_by_id = formal
        other = self._create_contract(self.env["sale.order"], partner_id=self.vendor.id)
        with self.assertRaisesRegex(UserError, r"W3\.F"), self.env.cr.savepoint():
            basis.with_user(self.support).replaced_by_id = other

    def test_buttons_of_the_order_open_the_basis_filled_in(self):
        order = self._approve(self._create_order())
        action = order.with_user(self.support).action_ops_issue_contract()
        contract = (
            self.env["ops.contract"].with_user(self.support).with_context(**action["context"]).create({})
        )
        self.assertRecordValues(
            contract,
            [
                {
                    "kind": "formal",
                    "partner_id": self.customer.id,
                    "user_id": self.consultant.id,
                    "holder_id": self.consultant.id,
                    "team_id": self.team.id,
                    "payment_term_id": self.term_cash.id,
                    "order_ids": order.ids,
                }
            ],
        )
        self.assertEqual(order.with_user(self.consultant).action_ops_open_contract()["res_id"], contract.id)
        self.assertEqual(contract.with_user(self.consultant).action_open_orders()["res_id"], order.id)
        self.assertFalse(order.with_user(self.support).ops_can_issue)

    def test_clause_switched_off_asks_for_no_basis(self):
        order = self._approve(self._create_order())
        self.env.ref("ops_dept.clause_w3_f").with_company(self.company).is_active = False
        order.with_user(self.consultant).action_confirm()
        self.assertEqual(order.state, "sale")
