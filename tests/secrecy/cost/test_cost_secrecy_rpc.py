"""Cost stays closed over the wire: JSON API, the catalogue, the portal of purchases (DESIGN §11)."""

import json
from datetime import datetime, timedelta

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, new_test_user, tagged

from ..common import COST, CostCase


@tagged("post_install", "-at_install")
class TestCostSecrecyRpc(CostCase, HttpCase):
    def test_json2_answers_no_cost(self):
        key = (
            self.env["res.users.apikeys"]
            .with_user(self.consultant)
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
        )
        headers = {"Authorization": f"bearer {key}"}
        for method, params in {
            "read": {"ids": self.goods.ids, "fields": ["standard_price"]},
            "search_read": {"domain": [["standard_price", ">", 1]], "fields": ["name"]},
            "formatted_read_group": {
                "domain": [],
                "groupby": ["categ_id"],
                "aggregates": ["standard_price:sum"],
            },
            "export_data": {"ids": self.goods.ids, "fields_to_export": ["standard_price"]},
        }.items():
            with self.subTest(method=method):
                answer = self.url_open(f"/json/2/product.product/{method}", json=params, headers=headers)
                self.assertEqual(answer.status_code, 403, answer.text[:300])
                self.assertNotIn("4321.5", answer.text)
        for model, ids in {
            "product.product": self.goods.ids,
            "product.template": self.goods_tmpl.ids,
        }.items():
            # without field names core reads all that the user may; some of those need rights on purchases
            # and bills of materials
            answer = self.url_open(
                f"/json/2/{model}/fields_get", json={"attributes": ["type"]}, headers=headers
            )
            names = [name for name in answer.json() if not name.startswith(("purchase", "bom", "mrp"))]
            answer = self.url_open(
                f"/json/2/{model}/read", json={"ids": ids, "fields": names}, headers=headers
            )
            self.assertEqual(answer.status_code, 200, answer.text[:300])
            self.assertNotIn("4321.5", answer.text)
        answer = self.url_open("/json/2/product.product/fields_get", json={}, headers=headers)
        self.assertNotIn('"standard_price"', answer.text)
        self._switch(False)
        answer = self.url_open(
            "/json/2/product.product/read",
            json={"ids": self.goods.ids, "fields": ["standard_price"]},
            headers=headers,
        )
        self.assertEqual(answer.json()[0]["standard_price"], COST)

    def test_catalogue_of_a_quotation(self):
        order = self._create_order(products=[(self.plain, 1, 100)])
        self.consultant.password = "ops-secret-1"
        self.authenticate("ops_consultant", "ops-secret-1")
        params = {"res_model": "sale.order", "order_id": order.id, "child_field": "order_line"}
        info = self.make_jsonrpc_request(
            "/product/catalog/order_lines_info", {**params, "product_ids": (self.goods | self.plain).ids}
        )
        self.assertEqual(info[str(self.goods.id)]["price"], 9000)
        self.assertNotIn("4321.5", json.dumps(info))
        price = self.make_jsonrpc_request(
            "/product/catalog/update_order_line_info", {**params, "product_id": self.goods.id, "quantity": 4}
        )
        self.assertEqual(price["price"] if isinstance(price, dict) else price, 9000)
        self.assertEqual(len(order.order_line), 2)

    def test_portal_page_of_a_purchase_order(self):
        """The page is drawn in superuser mode for whoever may read the order."""
        order = self._purchase(1)
        self.storeman.password = self.purchaser.password = "ops-secret-1"
        self.authenticate("ops_storeman", "ops-secret-1")
        for url in (
            f"/my/purchase/{order.id}",
            f"/my/purchase/{order.id}?report_type=html",
            "/my/purchase",
            "/my/rfq",
        ):
            with self.subTest(url=url):
                self.assertNotIn("5,000.00", self.url_open(url).text)
        self.authenticate("ops_purchaser", "ops-secret-1")
        self.assertIn("5,000.00", self.url_open(f"/my/purchase/{order.id}").text)

    def test_vendor_sees_his_own_order_in_the_portal(self):
        vendor = new_test_user(self.env, "ops_vendor", groups="base.group_portal")
        vendor.password = "ops-secret-1"
        order = self._purchase(1)
        order.partner_id = vendor.partner_id
        order.message_subscribe(vendor.partner_id.ids)
        self.authenticate("ops_vendor", "ops-secret-1")
        for url in ("/my/purchase", f"/my/purchase/{order.id}"):
            with self.subTest(url=url):
                self.assertIn("5,000.00", self.url_open(url).text)
        with self.assertRaises(AccessError):
            self.goods.with_user(vendor).read(["standard_price"])
