"""When the goods come: what purchasing answers is promised, and nothing is left open without a reason."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import clause
from ..common import DealCase


@tagged("post_install", "-at_install")
class TestContractDelivery(DealCase):
    def _answered(self, *days):
        """Return a quotation of a bearing and key products, purchasing having answered these days."""
        order = self._create_order(
            products=[(self.plain, 1, 100), *((self.key, number + 1, 8000) for number in range(len(days)))]
        )
        self._submit(order)
        requests = self.env["ops.help.request"].with_user(self.purchaser)
        for line, lead in zip(order.order_line[1:], days, strict=True):
            request = requests.search([("order_line_id", "=", line.id), ("state", "=", "open")])
            request.write({"lead_days": lead, "unit_cost": 5000, "vendor_id": self.vendor.id})
            request.action_answer()
        return order

    def _blockers(self, contract):
        return "\n".join(contract.with_user(self.consultant)._get_submit_blockers())

    @clause("W2.D", part="lead time")
    def test_answered_days_are_promised(self):
        order = self._answered(13, 38)
        self.assertEqual(order.order_line.mapped("customer_lead"), [0, 13, 38])
        self.assertEqual(order._ops_delivery_promise(), "within 38 days after the order is confirmed")
        self._approve(order, self.purchaser, self.manager)
        contract = self._create_contract(order, delivery_open_reason=False)
        self.assertIn("38 days", contract.delivery_promise)
        self.assertNotIn("when the goods come", self._blockers(contract))
        self._approve_contract(contract)

    def test_a_longer_promise_stays_and_a_new_answer_replaces_the_old_one(self):
        order = self._create_order(products=[(self.key, 1, 8000)])
        order.order_line.customer_lead = 60
        self._submit(order)
        self._answer_purchasing(order)
        self.assertEqual(order.order_line.customer_lead, 60)
        other = self._answered(38)
        other.order_line[1]._ops_take_lead_days(20)
        self.assertEqual(other.order_line[1].customer_lead, 20, "the vendor became faster")

    @clause("W3.D", part="delivery")
    def test_a_contract_that_does_not_say_when_is_not_submitted(self):
        contract = self._create_contract(self._approve(self._create_order()), delivery_open_reason=False)
        self.assertIn("enter the delivery date", self._blockers(contract))
        with self.assertRaisesRegex(UserError, r"delivery date.*W3\.D"):
            contract.with_user(self.consultant).action_submit()
        contract.with_user(self.consultant).delivery_open_reason = "  "
        with self.assertRaisesRegex(UserError, r"delivery date.*W3\.D"):
            contract.with_user(self.consultant).action_submit()
        with Form(contract.with_user(self.consultant)) as form:
            form.delivery_open_reason = "The customer's building is late"
        self._approve_contract(contract)
        with self.assertRaises(UserError):
            contract.with_user(self.consultant).delivery_open_reason = "Other"

    @clause("W3.D", part="delivery")
    def test_a_date_on_the_contract_or_on_all_its_orders_is_enough(self):
        for vals, order_vals in (
            ({"date_delivery": "2030-05-01"}, {}),
            ({}, {"commitment_date": "2030-05-01"}),
        ):
            order = self._approve(self._create_order(**order_vals))
            contract = self._create_contract(order, delivery_open_reason=False, **vals)
            self.assertNotIn("when the goods come", self._blockers(contract))
        silent = self._approve(self._create_order())
        contract = self._create_contract(order | silent, delivery_open_reason=False)
        self.assertIn(silent.name, self._blockers(contract))
        self.assertNotIn(order.name, self._blockers(contract))

    def test_an_order_by_phone_and_an_amendment_need_none(self):
        basis = self._create_basis(self._approve(self._create_order()))
        self.assertNotIn("when the goods come", self._blockers(basis))
        contract = self._sign_contract(self._create_contract(self._approve(self._create_order())))
        amendment = self._create_contract(
            self.env["sale.order"], parent_id=contract.id, delivery_open_reason=False
        )
        self.assertNotIn("when the goods come", self._blockers(amendment))

    def test_requirements_are_called_as_the_company_calls_them(self):
        contract = self._create_contract(self._approve(self._create_order()))
        label = contract._fields["site_requirements"].get_description(self.env)["string"]
        self.assertEqual(label, "Product requirements")
        self.assertFalse(contract.site_requirements_label)
        self.env["res.config.settings"].with_user(self.env.ref("base.user_admin")).create(
            {"ops_site_requirements_label": "Screen requirements"}
        ).execute()
        self.assertEqual(contract.site_requirements_label, "Screen requirements")
