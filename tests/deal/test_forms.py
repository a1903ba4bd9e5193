"""No typed change ends in a crash: the deal room's forms, and core's that it extends."""

from odoo.tests import tagged

from ..form_changes import FormCase
from .bid_common import BidCase


@tagged("post_install", "-at_install")
class TestDealForms(FormCase, BidCase):
    def _asked_order(self):
        """Return a quotation about which both departments were asked."""
        order = self._create_order(products=[(self.key, 2, 8000), (self.difficult, 1, 3000)])
        self._answer_technical(order)
        return self._submit(order)

    def test_new_quotation(self):
        self._assert_no_crash(self.env["sale.order"], self.consultant, self.support)

    def test_quotation(self):
        order = self._create_order(products=[(self.plain, 10, 100), (self.key, 2, 8000)])
        self._assert_no_crash(order, self.consultant, self.manager)

    def test_submitted_quotation(self):
        self._assert_no_crash(self._asked_order(), self.consultant, self.manager)

    def test_approved_quotation(self):
        self._assert_no_crash(self._approve(self._create_order()), self.consultant)

    def test_quotation_under_contract(self):
        order = self._approve(self._create_order())
        contract = self._create_contract(order)
        order.with_user(self.consultant).order_line[0].price_unit = 90
        self._assert_no_crash(order, self.consultant)
        self._assert_no_crash(contract, self.support)
        self._assert_no_crash(contract, self.consultant, self.manager, save=False)

    def test_new_contract(self):
        self._assert_no_crash(self.env["ops.contract"], self.support, self.consultant)

    def test_signed_contract(self):
        order = self._approve(self._create_order())
        contract = self._create_contract(order)
        self._approve_contract(contract)
        self._assert_no_crash(contract, self.consultant, self.support)
        self._sign_contract(contract)
        self._assert_no_crash(contract, self.support)

    def test_bid(self):
        bid = self._create_bid(lead_id=self.lead.id)
        self._assert_no_crash(bid.browse(), self.consultant)
        self._assert_no_crash(bid, self.consultant, self.manager)
        self._quote(self._take_part(bid))
        self._assert_no_crash(bid, self.consultant)

    def test_question(self):
        order = self._asked_order()
        question = order.sudo().ops_help_request_ids.filtered(lambda each: each.department == "purchasing")
        self._assert_no_crash(question, self.purchaser)

    def test_lead(self):
        self._create_bid(lead_id=self.lead.id)
        self._assert_no_crash(self.lead, self.consultant, self.manager)
        self._assert_no_crash(self.lead.browse(), self.consultant)

    def test_partner(self):
        self._create_bid()
        self._assert_no_crash(self.customer, self.consultant, self.accountant, save=False)

    def test_product(self):
        self.purchaser.group_ids += self.env.ref("product.group_product_manager")
        self._assert_no_crash(self.key.product_tmpl_id, self.purchaser, save=False)
        self._assert_no_crash(self.key, self.purchaser, save=False)

    def test_purchase_order(self):
        order = (
            self.env["purchase.order"]
            .with_user(self.purchaser)
            .create(
                {
                    "partner_id": self.vendor.id,
                    "order_line": [(0, 0, {"product_id": self.key.id, "product_qty": 2})],
                }
            )
        )
        self._assert_no_crash(order, self.purchaser)
        order.button_confirm()
        self._assert_no_crash(order, self.purchaser)

    def test_expense(self):
        employee = self.env["hr.employee"].create({"name": "Consultant", "user_id": self.consultant.id})
        product = self.env["product.product"].create({"name": "Taxi", "can_be_expensed": True})
        expense = (
            self.env["hr.expense"]
            .with_user(self.consultant)
            .create(
                {"name": "Taxi", "employee_id": employee.id, "product_id": product.id, "total_amount": 50}
            )
        )
        self._assert_no_crash(expense, self.consultant)

    def test_team(self):
        self.rule_admin.group_ids += self.env.ref("sales_team.group_sale_manager")
        self._assert_no_crash(self.team, self.rule_admin)
