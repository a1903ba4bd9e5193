"""Purchases, expenses and the books tell nobody what goods cost who need not know it (DESIGN §11)."""

import json

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ...common import clause
from ..common import VENDOR_PRICE, CostCase


@tagged("post_install", "-at_install")
class TestBooksCost(CostCase):
    def test_names_of_vendor_lines_and_purchase_orders_tell_no_price(self):
        name = f"{VENDOR_PRICE:,.2f}"
        self.assertIn(name, self.seller.with_user(self.purchaser).display_name)
        order = self._purchase(2)
        orderpoint = self.env["stock.warehouse.orderpoint"].create(
            {"product_id": self.goods.id, "supplier_id": self.seller.id}
        )
        self.env.invalidate_all()
        self.assertNotIn(name, self.seller.with_user(self.consultant).display_name)
        self.env.invalidate_all()
        read = orderpoint.with_user(self.storeman).web_read({"supplier_id": {"fields": {"display_name": {}}}})
        self.assertEqual(read[0]["supplier_id"]["display_name"], self.vendor.display_name)
        self.env.invalidate_all()
        read = orderpoint.with_user(self.storeman).read(["supplier_id"])
        self.assertEqual(read[0]["supplier_id"][1], self.vendor.display_name)
        shown = order.with_user(self.storeman).with_context(show_total_amount=True).display_name
        self.assertEqual(shown, order.name)
        self.assertIn(":", order.with_user(self.purchaser).with_context(show_total_amount=True).display_name)

    def test_tracking_values_of_purchase_orders_are_hidden(self):
        order = self._purchase(1)
        field = self.env["ir.model.fields"]._get("purchase.order", "amount_untaxed")
        message = order.message_post(body="Price agreed")
        tracked = self.env["mail.tracking.value"].create(
            {"field_id": field.id, "new_value_float": 5000, "mail_message_id": message.id}
        )
        self.assertTrue(tracked._filter_has_field_access(self.env(user=self.purchaser)))
        self.assertFalse(tracked._filter_has_field_access(self.env(user=self.storeman)))
        messages = (
            self.env["mail.message"]
            .with_user(self.storeman)
            .search([("model", "=", "purchase.order"), ("res_id", "=", order.id)])
        )
        self.assertFalse(messages, "mails to the vendor state amounts")
        self.assertTrue(
            self.env["mail.message"]
            .with_user(self.purchaser)
            .search([("model", "=", "purchase.order"), ("res_id", "=", order.id)])
        )

    def test_papers_of_purchasing_do_not_print_for_others(self):
        order = self._purchase(1)
        report = self.env["ir.actions.report"]
        html = report.with_user(self.purchaser)._render_qweb_html("purchase.report_purchaseorder", order.ids)[
            0
        ]
        self.assertIn(b"5,000.00", html)
        with self.assertRaises(Exception) as caught:
            report.with_user(self.storeman)._render_qweb_html("purchase.report_purchaseorder", order.ids)
        self.assertIn(
            "AccessError", repr(caught.exception) + repr(caught.exception.__cause__) + str(caught.exception)
        )

    def test_saved_papers_of_purchasing_are_closed(self):
        order = self._purchase(1)
        paper = self.env["ir.attachment"].create(
            {"name": "PO.txt", "raw": b"5000", "res_model": "purchase.order", "res_id": order.id}
        )
        self.env.flush_all()
        for role in ("storeman", "technician", "consultant"):
            self.env.invalidate_all()
            attachments = self.env["ir.attachment"].with_user(getattr(self, role))
            with self.assertRaises(AccessError):
                attachments.browse(paper.id).read(["raw"])
            with self.assertRaises(AccessError):
                attachments.browse(paper.id).check_access("read")
            for domain in (
                [("id", "=", paper.id)],
                [("res_model", "=", "purchase.order")],
                [("name", "=", "PO.txt")],
            ):
                self.assertFalse(attachments.search_read(domain, ["raw"]), (role, domain))
        self.env.invalidate_all()
        self.assertEqual(paper.with_user(self.purchaser).read(["raw"])[0]["raw"], b"5000")
        self._switch(False)
        self.env.invalidate_all()
        self.assertEqual(paper.with_user(self.storeman).read(["raw"])[0]["raw"], b"5000")

    # ------------------------------------------------------------------
    # Bought with the sale
    # ------------------------------------------------------------------
    def test_sale_that_is_bought_to_order(self):
        """The consultant confirms, core buys from the cheapest vendor at the vendor's price."""
        buy = self.env.ref("purchase_stock.route_warehouse0_buy")
        mto = self.env.ref("stock.route_warehouse0_mto")
        mto.active = True
        self.goods.route_ids = buy | mto
        order = self._sell(3)
        line = self.env["purchase.order.line"].search(
            [("product_id", "=", self.goods.id)], order="id desc", limit=1
        )
        self.assertEqual((line.product_qty, line.price_unit, line.discount), (3, VENDOR_PRICE, 5))
        self._create_contract(self.env["sale.order"], parent_id=order.ops_contract_id.id)  # more by amendment
        order.with_user(self.consultant).order_line.product_uom_qty = 5
        self.assertEqual(sum(line.order_id.order_line.mapped("product_qty")), 5)
        orderpoint = self.env["stock.warehouse.orderpoint"].create(
            {"product_id": self.goods.id, "product_min_qty": 500, "product_max_qty": 500, "route_id": buy.id}
        )
        self.storeman.group_ids |= self.env.ref("stock.group_stock_manager")
        orderpoint.with_user(self.storeman).action_replenish()
        self.assertEqual(orderpoint.with_user(self.storeman).lead_days, 14)

    def test_service_bought_with_the_sale(self):
        service = self.env["product.product"].create(
            {
                "name": "Crane",
                "type": "service",
                "service_to_purchase": True,
                "list_price": 500,
                "taxes_id": [(5,)],
                "seller_ids": [(0, 0, {"partner_id": self.vendor.id, "price": 321})],
            }
        )
        order = self._create_order(products=[(service, 1, 500)])
        self._confirm(order)
        self.assertEqual(order.order_line.sudo().purchase_line_ids.price_unit, 321)

    # ------------------------------------------------------------------
    # Expenses, invoices, the books
    # ------------------------------------------------------------------
    @clause("W2.D", part="secrecy")
    def test_dashboard_of_the_books_tells_sales_nothing(self):
        """The vendor journal's card sums up our bills past all rules: it is accounting's."""
        journal = self.env["account.journal"].search(
            [("type", "=", "purchase"), ("company_id", "=", self.company.id)], limit=1
        ) or self.env["account.journal"].create({"name": "Bills", "type": "purchase", "code": "OPSB"})
        names = ["kanban_dashboard_graph", "kanban_dashboard", "current_statement_balance"]
        for name in ("consultant", "support"):
            as_user = journal.with_user(getattr(self, name))
            self.assertEqual(as_user.name, journal.name, "journals are read as ever")
            for field in names:
                with self.assertRaises(AccessError):
                    as_user.read([field])
            self.assertFalse(set(names) & set(as_user.fields_get()))
        clerk = new_test_user(self.env, "ops_billing", groups="account.group_account_invoice")
        for user in (self.financier, clerk):
            self.assertTrue(journal.with_user(user).read(names)[0]["kanban_dashboard_graph"])
        self._switch(False)
        self.assertTrue(journal.with_user(self.consultant).read(names))

    def test_expense_on_goods_does_not_tell_their_cost(self):
        employee = self.env["hr.employee"].create({"name": "C", "user_id": self.consultant.id})
        mileage = self.env["product.product"].create(
            {"name": "Kilometre", "type": "service", "can_be_expensed": True, "standard_price": 0.8}
        )
        expenses = self.env["hr.expense"].with_user(self.consultant)
        expense = expenses.create(
            {"name": "x", "employee_id": employee.id, "product_id": self.goods.id, "quantity": 1}
        )
        self.assertFalse(expense.product_has_cost)
        self.assertEqual((expense.price_unit, expense.total_amount), (0, 0))
        found = expenses.onchange(
            {"employee_id": employee.id, "product_id": self.goods.id, "quantity": 1},
            ["product_id"],
            {
                "price_unit": {},
                "total_amount": {},
                "total_amount_currency": {},
                "quantity": {},
                "product_id": {},
            },
        )
        self.assertNotIn("4321.5", json.dumps(found, default=str))
        drive = expenses.create(
            {"name": "y", "employee_id": employee.id, "product_id": mileage.id, "quantity": 10}
        )
        self.assertEqual((drive.product_has_cost, drive.price_unit, drive.total_amount), (True, 0.8, 8))
        with Form(expenses) as form:
            form.product_id = mileage
            form.quantity = 5
        self.assertEqual(form.record.total_amount, 4)

    def test_invoice_with_cost_of_goods_sold(self):
        """Finance posts with perpetual valuation; the consultant reads his invoice without the cost lines."""
        category = self.env["product.category"].create(
            {"name": "RT", "property_cost_method": "average", "property_valuation": "real_time"}
        )
        self.goods.categ_id = category
        sale = self._sell(2, user_id=self.consultant.id)
        self._deliver(sale)
        invoice = sale.sudo()._create_invoices()
        invoice.with_user(self.financier).action_ops_post_exception("the order is tested elsewhere")
        cogs = invoice.line_ids.filtered(lambda line: line.display_type == "cogs")
        self.assertTrue(cogs, "the chart of accounts books the cost of goods sold")
        self.env.invalidate_all()
        seen = self.env["account.move.line"].with_user(self.consultant).search([("move_id", "=", invoice.id)])
        self.assertTrue(seen)
        self.assertFalse(seen & cogs)
        self.assertEqual(
            self.env["account.move.line"].with_user(self.leader).search_count([("id", "in", cogs.ids)]), 2
        )
