"""The quotation's gate as programs and browsers meet it: JSON-2, old RPC, reports (W2.E)."""

import json
from xmlrpc.client import Fault

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import clause
from .http_gate import QuotationHttpCase, Refused

REPORT = "sale.report_saleorder"


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
class TestQuotationBypassHttp(QuotationHttpCase):
    # ------------------------------------------------------------------
    # RPC
    # ------------------------------------------------------------------
    def _json2(self, user, method, **params):
        response = self.url_open(
            f"/json/2/sale.order/{method}",
            json=params,
            headers={"Authorization": f"bearer {self.keys[user.login]}"},
        )
        if response.status_code != 200:
            raise Refused(response.json()["message"])
        return response.json()

    def test_json2_button(self):
        self._try_route(
            lambda order: self._json2(self.support, "action_confirm", ids=order.ids),
            self._state("sale"),
            opened=("contract", "off"),
        )

    def test_json2_button_without_basis_or_by_others(self):
        for stage, user, code in [
            ("approved", self.support, "W3.F"),
            ("approved", self.consultant, "W3.F"),
            ("contract", self.consultant, "W3.E"),
            ("contract", self.manager, "W3.E"),
        ]:
            order = self._gate_document(stage)
            before = self._everything()
            with self.assertRaisesRegex(Refused, code), mute_logger("odoo.http"):
                self._json2(user, "action_confirm", ids=order.ids)
            self.assertEqual(self._everything(), before, (stage, user.name))

    def test_json2_write(self):
        for user in (self.consultant, self.manager, self.leader):
            self._try_route(
                lambda order, user=user: self._json2(user, "write", ids=order.ids, vals={"state": "sent"}),
                self._state("sent"),
                stages=self.gate_stages if user == self.consultant else ("submitted",),
            )

    def test_json2_write_with_context(self):
        context = {"skip_validation_check": True, "skip_check_state_condition": True, "default_state": "sale"}
        self._try_route(
            lambda order: self._json2(
                self.support, "write", ids=order.ids, vals={"state": "sale"}, context=context
            ),
            self._state("sale"),
            opened=("contract", "off"),
        )

    def test_json2_private_methods_stay_private(self):
        order = self._gate_document("draft")
        for method in (
            "_action_confirm",
            "_stamp",
            "_ops_move",
            "_gate_passed",
            "_validate_tier",
            "_ops_log",
        ):
            with self.assertRaises(Refused), mute_logger("odoo.http"):
                self._json2(self.consultant, method, ids=order.ids)

    def test_json2_approval_by_who_is_no_reviewer(self):
        order = self._gate_document("submitted")
        before = self._everything()
        for user in (self.consultant, self.leader):
            for method in ("action_ops_approve", "validate_tier"):
                with self.assertRaisesRegex(Refused, r"Manager.*W2\.E"), mute_logger("odoo.http"):
                    self._json2(user, method, ids=order.ids)
        self.assertEqual(self._everything(), before)
        self._json2(self.manager, "action_ops_approve", ids=order.ids)
        self.env.invalidate_all()
        self.assertEqual(order.ops_approval_state, "approved")

    def test_jsonrpc(self):
        def call(order):
            answer = self.url_open(
                "/jsonrpc",
                json={
                    "jsonrpc": "2.0",
                    "method": "call",
                    "params": {
                        "service": "object",
                        "method": "execute_kw",
                        "args": [
                            self.env.cr.dbname,
                            self.consultant.id,
                            self.keys[self.consultant.login],
                            "sale.order",
                            "write",
                            [order.ids, {"state": "sent"}],
                        ],
                    },
                },
            ).json()
            if "error" in answer:
                raise Refused(answer["error"]["data"]["message"])

        self._try_route(call, self._state("sent"))

    def test_xmlrpc(self):
        def call(order):
            try:
                self.xmlrpc_object.execute_kw(
                    self.env.cr.dbname,
                    self.consultant.id,
                    self.keys[self.consultant.login],
                    "sale.order",
                    "action_quotation_sent",
                    [order.ids],
                    {},
                )
            except Fault as fault:
                if "cannot marshal None" in fault.faultString:
                    return
                raise Refused(fault.faultString)

        self._try_route(call, self._state("sent"))

    def test_web_client_button(self):
        self._try_route(
            lambda order: self._web(
                self.support,
                "/web/dataset/call_button/sale.order/action_confirm",
                model="sale.order",
                method="action_confirm",
                args=[order.ids],
                kwargs={},
            ),
            self._state("sale"),
            opened=("contract", "off"),
        )

    def test_web_client_call(self):
        self._try_route(
            lambda order: self._web(
                self.consultant,
                "/web/dataset/call_kw/sale.order/web_save",
                model="sale.order",
                method="web_save",
                args=[order.ids, {"state": "sent"}],
                kwargs={"specification": {}},
            ),
            self._state("sent"),
        )

    def test_catalog_route_ends_the_approval(self):
        order = self._gate_document("approved")
        self._web(
            self.consultant,
            "/product/catalog/update_order_line_info",
            res_model="sale.order",
            order_id=order.id,
            product_id=self.plain.id,
            quantity=1,
        )
        self.env.invalidate_all()
        self.assertEqual((order.ops_approval_state, order.order_line.product_uom_qty), ("draft", 1))
        order = self._gate_document("submitted")
        with self.assertRaisesRegex(Refused, r"W2\.E"), mute_logger("odoo.http"):
            self._web(
                self.consultant,
                "/product/catalog/update_order_line_info",
                res_model="sale.order",
                order_id=order.id,
                product_id=self.plain.id,
                quantity=1,
            )

    # ------------------------------------------------------------------
    # Reports
    # ------------------------------------------------------------------
    def _page(self, user, url):
        self.authenticate(user.login, f"{user.login}-{user.id}-pw")
        response = self.url_open(url)
        text = response.text
        if response.status_code != 200 or "W2.E" in text:
            raise Refused(text)
        return text

    def test_report_routes(self):
        for kind in ("html", "text", "pdf"):
            for report in (REPORT, "sale.report_saleorder_pro_forma"):
                self._try_route(
                    lambda order, kind=kind, report=report: self._page(
                        self.consultant, f"/report/{kind}/{report}/{order.id}"
                    ),
                    stages=self.gate_stages if report == REPORT else ("draft",),
                )

    def test_report_route_of_the_manager_who_decides(self):
        self._try_route(
            lambda order: self._page(self.manager, f"/report/html/{REPORT}/{order.id}"), stages=("submitted",)
        )

    def test_report_route_with_several_orders(self):
        good = self._gate_document("approved")
        self._try_route(
            lambda order: self._page(self.consultant, f"/report/html/{REPORT}/{good.id},{order.id}")
        )

    def test_report_download(self):
        def call(order):
            self.authenticate(self.consultant.login, f"{self.consultant.login}-{self.consultant.id}-pw")
            response = self.url_open(
                "/report/download",
                data={
                    "data": json.dumps([f"/report/text/{REPORT}/{order.id}", "qweb-text"]),
                    "context": "{}",
                    "csrf_token": self._csrf(),
                },
            )
            if response.status_code != 200 or "W2.E" in response.text:
                raise Refused(response.text)

        self._try_route(call)
