"""Core's buttons to invoice orders, on the form, in lists and their menus: finance's under the rulebook."""

from lxml import etree

from odoo.tests import tagged

from ...common import clause
from ..common import CashCase

LISTS = ("sale.view_order_tree", "sale.view_quotation_tree_with_onboarding", "sale.sale_order_tree")


@tagged("post_install", "-at_install")
class TestCreateInvoicesButton(CashCase):
    def setUp(self):
        super().setUp()
        self.action = self.env.ref("sale.action_view_sale_advance_payment_inv")
        self.sellers = (self.consultant, self.support, self.manager, self.leader)

    def _shown(self, user, **context):
        """Return where the user finds core's button, besides the form."""
        orders = self.env["sale.order"].with_user(user).with_context(**context)
        views = [(self.env.ref(name).id, "list") for name in LISTS]
        shown = {
            view_type
            for view_id, view_type in [*views, (False, "kanban")]
            if self._buttons(orders.get_view(view_id, view_type)["arch"])
        }
        loaded = orders.get_views([(False, "list"), (False, "kanban")], {"toolbar": True})
        for view_type, view in loaded["views"].items():
            if self.action.id in [action["id"] for action in view["toolbar"].get("action", [])]:
                shown.add(f"{view_type} menu")
        return shown

    def _buttons(self, arch):
        return etree.fromstring(arch).xpath(f"//button[@name='{self.action.id}']")

    @clause("W6.A", part="no other way is offered")
    def test_lists_and_menus_offer_it_to_finance_only(self):
        everywhere = {"list", "list menu", "kanban menu"}
        for user in self.sellers:
            with self.subTest(user=user.name):
                self.assertEqual(self._shown(user), set())
        self.assertEqual(self._shown(self.accountant), {"list"})  # core's menu asks for a right of sales
        self._switch(False)
        for user in self.sellers:
            with self.subTest(user=user.name, switch="off"):
                self.assertEqual(self._shown(user), everywhere)
        self._switch(True)
        self.assertEqual(self._shown(self.support), set())

    def test_who_also_works_where_the_rulebook_is_off_keeps_it(self):
        free = self.env["res.company"].create({"name": "Elsewhere"})
        self.consultant.company_ids |= free
        both = [self.company.id, free.id]
        self.assertEqual(self._shown(self.consultant, allowed_company_ids=both[:1]), set())
        self.assertIn("list", self._shown(self.consultant, allowed_company_ids=both))

    def test_form_offers_it_to_finance_only(self):
        order = self._run()
        arch = order.with_user(self.support).get_view(self.env.ref("sale.view_order_form").id, "form")["arch"]
        buttons = self._buttons(arch)
        self.assertEqual(len(buttons), 2)
        for button in buttons:
            self.assertIn("ops_hide_create_invoice", button.get("invisible"))
        for user in self.sellers:
            self.assertTrue(order.with_user(user).ops_hide_create_invoice, user.name)
        self.assertFalse(order.with_user(self.accountant).ops_hide_create_invoice)

    def test_request_invoice_stays_in_the_menu_of_support(self):
        request = self.env.ref("ops_dept.sale_order_action_request_invoice")
        orders = self.env["sale.order"].with_user(self.support)
        toolbar = orders.get_views([(False, "list")], {"toolbar": True})["views"]["list"]["toolbar"]
        self.assertIn(request.id, [action["id"] for action in toolbar["action"]])
