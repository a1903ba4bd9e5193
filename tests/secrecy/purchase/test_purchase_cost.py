"""Purchase orders and their papers tell nobody but purchasing what goods cost (DESIGN §11)."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import VENDOR_PRICE, CostCase


@tagged("post_install", "-at_install")
class TestPurchaseCost(CostCase):
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
