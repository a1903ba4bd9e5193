"""Merging two contacts of one firm changes nothing of what was approved (W2.E, W3.C, W6.C)."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...cash.common import CashCase
from ...common import clause


@tagged("post_install", "-at_install")
class TestPartnerMerge(CashCase):
    """The administrator merges the customer into the same firm entered twice; every document goes on."""

    def _merge(self, *partners):
        """Merge contacts into the last one, with core's own wizard."""
        wizard = (
            self.env["base.partner.merge.automatic.wizard"]
            .with_context(active_model="res.partner", active_ids=[partner.id for partner in partners])
            .create({"dst_partner_id": partners[-1].id})
        )
        wizard.action_merge()
        self.env.invalidate_all()
        self.assertFalse(self.env["res.partner"].union(*partners[:-1]).exists())

    def _twin(self, **vals):
        return self.env["res.partner"].create(
            {"name": "Blue River Paper Ltd", "is_company": True, "email": "buyer@example.com", **vals}
        )

    @clause("W2.E", part="quotation")
    def test_an_approved_quotation_is_still_sent(self):
        order = self._approve(self._create_order())
        twin = self._twin()
        self._merge(self.customer, twin)
        self.assertEqual(order.partner_id, twin)
        self.assertEqual(order._ops_differences(), [])
        order.with_user(self.consultant).action_quotation_sent()
        self.assertEqual(order.state, "sent")

    @clause("W2.E", part="quotation")
    def test_addresses_and_contacts_of_it(self):
        """The merged firm invoiced, its contact ordered: firm and contact are merged one after the other."""
        buyer = self.env["res.partner"].create(
            {"name": "Ms Buyer", "parent_id": self.customer.id, "email": "b@example.com"}
        )
        alone = self.env["res.partner"].create({"name": "Ms Buyer", "email": "b@example.com"})
        firm = self._twin(email="other@example.com")
        order = self._approve(
            self._create_order(partner_id=alone.id, partner_invoice_id=firm.id, partner_shipping_id=buyer.id)
        )
        self._merge(alone, buyer)
        self._merge(self.customer, firm)
        self.assertEqual(order.partner_id.commercial_partner_id, firm)
        self.assertEqual(order._ops_differences(), [])
        self.assertTrue(order._ops_is_approval_valid())

    @clause("W2.E", part="quotation")
    def test_another_firm_stays_another_firm(self):
        """A merge covers what it merged, and no change of customer that came before it."""
        order = self._approve(self._create_order())
        order.sudo()._stamp({"partner_invoice_id": self.other_customer.id})
        self._merge(self.customer, self._twin())
        with self.assertRaisesRegex(UserError, r"W2\.E.*another firm to invoice"):
            order.with_user(self.consultant).action_quotation_sent()

    @clause("W3.C", part="merged contacts")
    def test_a_signed_contract_and_its_deviations_go_on(self):
        order = self._approve(self._create_order())
        contract = self._create_contract(order)
        order.with_user(self.consultant).partner_invoice_id = self.other_customer
        deviation = order.ops_deviation_ids
        self.assertEqual(deviation.kind, "invoice_address")
        deviation.with_user(self.manager).action_confirm()
        twin = self._twin()
        self._merge(self.customer, twin)
        self._merge(self.other_customer, self._twin(name="Red Hill Mining Ltd", email=False))
        self.assertEqual(order.sudo()._ops_unconfirmed(order._ops_deviation_points()), [])
        self._sign_contract(contract)
        order.with_user(self.support).action_confirm()
        self.assertEqual(order.state, "sale")

    @clause("W6.C", part="merged contacts")
    def test_an_approved_invoice_and_an_open_request_go_on(self):
        asked, invoiced = self._run(), self._run()
        move = self._invoice(invoiced)
        move.with_user(self.accountant).button_draft()
        request = self._request(asked)
        request.with_user(self.support).action_submit()
        twin = self._twin(vat=self.customer.vat, ops_tax_title=self.customer.ops_tax_title)
        self._merge(self.customer, twin)
        move.with_user(self.accountant).action_post()
        self.assertEqual((move.state, move.partner_id), ("posted", twin))
        self._pass(request)
        self.assertEqual(request.state, "invoiced", request.sudo().ops_gate_error)
