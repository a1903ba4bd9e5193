"""An order by telephone: approved by the manager, entered at once; the formal contract comes later."""

from odoo.tests import tagged

from ..common import clause
from .deal_player import DealPlayer


@tagged("post_install", "-at_install")
class TestPhoneOrder(DealPlayer):
    @clause("W3.F", "W3.E", "M7.3", "W4.C", "W5.B", "W5.C", "W6.C", part="story")
    def test_phone_order_to_money_received(self):
        self._at("2026-03-02 10:00:00")
        order = self.quote_freely([(self.plain, 20, 99.99)])
        self.submit_quotation(order)
        self.assertEqual(self._decide(order), [self.manager])
        basis = self._approve_basis(order)
        with self.refused(r"entered by sales support \(Support\).*W3\.F"):
            order.with_user(self.consultant).action_confirm()
        self.enter(order)
        self.assertEqual((order.state, basis.state), ("sale", "entered"))
        self._assert_contract_owed(basis)

        # goods and money do not wait for the paper
        release = self.request_release(order, "2026-03-03")
        self.submit_release(release)
        self._decide(release)
        self._at("2026-03-03 09:00:00")
        self.ship(self.next_transfer(order))
        request = self.request_invoice(order)
        self.submit_invoice_request(request)
        self._decide(request)
        receipt = self.register_receipt(order)
        self.submit_receipt(receipt)
        self._decide(receipt)
        self.assertEqual(request.sudo().move_id.payment_state, "paid")
        self.assertEqual(set(self._percents(order).values()), {100})
        self._assert_contract_owed(basis)

        self._at("2026-03-05 09:00:00")
        self._replace_by_formal(order, basis)

    def _approve_basis(self, order):
        with self.refused(r"no basis yet.*W3\.F"):
            self.enter(order)
        basis = self.record_phone_order(order)
        self.assertRecordValues(
            basis,
            [{"kind": "phone", "state": "issued", "order_ids": order.ids, "user_id": self.consultant.id}],
        )
        self.assertFalse(basis.number)  # no number of the register is used
        with self.refused(r"waits for .*Manager.*W3\.F"):
            self.enter(order)
        self.submit_contract(basis)
        with self.refused(r"Manager.*W3\.F"):
            self.approve(basis, self.consultant)
        with self.refused(r"waits for .*Manager.*W3\.F"):
            self.enter(order)
        self.assertEqual(self._decide(basis), [self.manager])
        self.assertEqual(basis.state, "approved")
        return basis

    def _assert_contract_owed(self, basis):
        """Until a signed contract replaces it, the contract is still to come."""
        owed = self.env["ops.contract"].with_user(self.support).search([("is_contract_due", "=", True)])
        self.assertEqual(owed, basis)

    def _replace_by_formal(self, order, basis):
        contract = self.issue_formal(basis)
        self.assertRecordValues(
            contract,
            [{"name": "HT-2026-00001", "state": "issued", "order_ids": order.ids, "replaces_ids": basis.ids}],
        )
        self.assertEqual((order.ops_contract_id, order.state), (contract, "sale"))
        self._assert_contract_owed(basis)
        self.answer_feasibility(contract)
        self.submit_contract(contract)
        self.assertEqual(self._decide(contract), [self.manager])
        self._assert_contract_owed(basis)
        self._at("2026-03-06 10:00:00")
        self.state_signature(contract, "2026-03-06 09:30:00")
        self.sign(contract)
        self.assertFalse(basis.is_contract_due)
        contract.with_user(self.support).action_enter()
        self.assertRecordValues(contract, [{"state": "entered", "order_ids": order.ids}])
        for code in ("W3.E", "R7"):
            self.assertRecordValues(self._owed(contract, code), [{"state": "met", "late_hours": 0}])
        self.archive(contract)
        self.assertEqual(order.state, "sale")
        self.assertEqual(
            self._log_of(basis),
            "issued consultant, submitted consultant, approved manager, passed manager, entered support",
        )
