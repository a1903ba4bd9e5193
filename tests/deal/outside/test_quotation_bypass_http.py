"""The quotation's gate as the outside meets it: JSON-2, old RPC, reports and the portal (W2.E)."""

import json
from datetime import datetime, timedelta
from xmlrpc.client import Fault

from odoo import http
from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ...common import clause
from ..quotation_gate import QuotationGateCase

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
REPORT = "sale.report_saleorder"


class Refused(UserError):
    """What a route answers when the gate is closed."""


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
class TestQuotationBypassHttp(HttpCase, QuotationGateCase):
    """Each way works on an approved quotation and with the switch off. Before approval the answer names the
    clause, or shows nothing of the quotation to a customer, and the database is as before.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.portal = new_test_user(cls.env, "ops_portal", groups="base.group_portal", name="Buyer")
        cls.portal.partner_id.parent_id = cls.customer
        users = (cls.consultant, cls.support, cls.manager, cls.leader)
        for user in users:
            user.password = f"{user.login}-{user.id}-pw"
        cls.keys = {
            user.login: cls.env["res.users.apikeys"]
            .with_user(user)
            ._generate("rpc", "test", datetime.now() + timedelta(days=1))
            for user in users
        }

    # ------------------------------------------------------------------
    # The table: approved → off → each stage
    # ------------------------------------------------------------------
    def _try_route(self, call, done=None, stages=None, allowed=(), opened=("approved", "off")):
        """Try a route on documents at every stage; `call` raises `Refused` with what the server answered.

        :param done: tells whether the call had its effect
        :param allowed: tables that may change although it is refused
        :param opened: where the call succeeds
        """
        for stage in opened:
            order = self._gate_document(stage)
            self.env.flush_all()
            call(order)
            self.env.invalidate_all()
            if done:
                self.assertTrue(done(order), stage)
            self._switch(True)
        for stage in stages or self.gate_stages:
            order = self._gate_document(stage)
            order._portal_ensure_token()
            before = self._everything()
            with self.assertRaises(Refused, msg=stage) as caught, mute_logger("odoo.http", "werkzeug"):
                call(order)
            self.assertIn("W2.E", str(caught.exception), stage)
            self.env.invalidate_all()
            after = self._everything()
            self.assertFalse(
                [name for name in before if after[name] != before[name] and name not in allowed], stage
            )
            if done:
                self.assertFalse(done(order), stage)

    @staticmethod
    def _state(*states):
        return lambda order: order.state in states

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

    def _web(self, user, route, **params):
        self.authenticate(user.login, user.login if user == self.portal else f"{user.login}-{user.id}-pw")
        answer = self.url_open(route, json={"jsonrpc": "2.0", "method": "call", "params": params}).json()
        if "error" in answer:
            raise Refused(answer["error"]["data"]["message"])
        return answer["result"]

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

    # ------------------------------------------------------------------
    # Portal: the customer is told nothing of what is not approved
    # ------------------------------------------------------------------
    def _hidden(self, order, url, login=None):
        """Open a page as a visitor; `Refused` when nothing of the order shows."""
        self.authenticate(login, login)
        response = self.url_open(url)
        shown = order.name in response.text or "Bearing 6204" in response.text
        if not shown:
            raise Refused("W2.E: nothing shown")

    def _link(self, order, suffix="", **query):
        return order.get_portal_url(
            suffix=suffix, query_string="".join(f"&{k}={v}" for k, v in query.items())
        )

    def test_portal_page_with_token(self):
        self._try_route(lambda order: self._hidden(order, self._link(order)))

    def test_portal_page_of_the_customer(self):
        self._try_route(lambda order: self._hidden(order, f"/my/orders/{order.id}", "ops_portal"))

    def test_portal_page_of_a_colleague_inside(self):
        """Who previews it inside sees the page only once the customer may: approvers read the form."""

        def call(order):
            self.authenticate(self.manager.login, f"{self.manager.login}-{self.manager.id}-pw")
            if "Bearing 6204" not in self.url_open(f"/my/orders/{order.id}").text:
                raise Refused("W2.E: nothing shown")

        self._try_route(call)

    def test_portal_list(self):
        def call(order):
            order.sudo()._stamp({"state": "sent"})  # as it stood when the rulebook was switched on
            self.env.flush_all()
            self._hidden(order, "/my/quotes", "ops_portal")

        for stage in ("approved", "off", "draft", "submitted", "refused", "taken_back"):
            order = self._gate_document(stage)
            if stage in ("approved", "off"):
                call(order)
            else:
                with self.assertRaises(Refused):
                    call(order)
            self._switch(True)

    def test_portal_rpc_of_the_customer(self):
        def call(order):
            found = self._web(
                self.portal,
                "/web/dataset/call_kw/sale.order/search_read",
                model="sale.order",
                method="search_read",
                args=[[("id", "=", order.id)], ["name"]],
                kwargs={},
            )
            lines = self._web(
                self.portal,
                "/web/dataset/call_kw/sale.order.line/search_read",
                model="sale.order.line",
                method="search_read",
                args=[[("order_id", "=", order.id)], ["name"]],
                kwargs={},
            )
            if not found and not lines:
                raise Refused("W2.E: nothing shown")

        self._try_route(call)

    def test_portal_prints(self):
        for kind in ("html", "text", "pdf"):
            self._try_route(
                lambda order, kind=kind: self._hidden(order, self._link(order, report_type=kind)),
                stages=("draft", "submitted") if kind != "html" else None,
            )

    def test_portal_electronic_document(self):
        def call(order):
            self.authenticate(None, None)
            response = self.url_open(self._link(order, "/download_edi"), allow_redirects=False)
            if "xml" not in response.headers.get("Content-Type", ""):
                raise Refused("W2.E: nothing shown")

        self._try_route(call)

    def _portal_json(self, order, suffix, **params):
        self.authenticate(None, None)
        answer = self.url_open(
            f"/my/orders/{order.id}/{suffix}",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {"access_token": order._portal_ensure_token(), **params},
            },
        ).json()
        if "error" in answer:
            raise Refused(f"W2.E: {answer['error']['data']['message']}")
        return answer.get("result")

    def test_portal_decline(self):
        def call(order):
            self.authenticate(None, None)
            self.url_open(
                f"/my/orders/{order.id}/decline",
                data={
                    "access_token": order._portal_ensure_token(),
                    "decline_message": "too dear",
                    "csrf_token": self._csrf(),
                },
            )
            self.env.invalidate_all()
            if order.state != "cancel":
                raise Refused("W2.E: not declined")

        self._try_route(call, self._state("cancel"))

    def _csrf(self):
        return http.Request.csrf_token(self)

    def test_portal_optional_line(self):
        def add_option(order):
            order.write(
                {
                    "order_line": [
                        (
                            0,
                            0,
                            {
                                "display_type": "line_section",
                                "product_uom_qty": 0,
                                "name": "Options",
                                "is_optional": True,
                                "sequence": 90,
                            },
                        ),
                        (0, 0, {"product_id": self.plain.id, "product_uom_qty": 0, "sequence": 91}),
                    ]
                }
            )
            return order

        def call(order):
            line = order.order_line[-1]
            self._portal_json(order, "update_line_dict", line_id=line.id, input_quantity=2)
            self.env.invalidate_all()
            if line.product_uom_qty != 2:
                raise Refused("W2.E: not changed")

        def stage(name):
            if name == "off":
                self._switch(False)
                return add_option(self._create_order())
            return getattr(self, f"_stage_{name}")(add_option(self._create_order()))

        self._gate_document = stage
        self._try_route(call)

    def test_portal_transaction(self):
        def call(order):
            self._portal_json(
                order,
                "transaction",
                provider_id=self.provider.id,
                payment_method_id=self.method.id,
                token_id=None,
                amount=order.amount_total,
                flow="direct",
                tokenization_requested=False,
                landing_route="/my",
            )
            self.env.invalidate_all()

        self.method = self.env.ref("payment.payment_method_unknown")
        self.provider = self.env["payment.provider"].create(
            {"name": "Bank", "code": "none", "state": "test", "payment_method_ids": [(6, 0, self.method.ids)]}
        )
        self.method.active = True  # only with a provider
        self._try_route(call, lambda order: order.sudo().transaction_ids)

    # ------------------------------------------------------------------
    # The customer's signature
    # ------------------------------------------------------------------
    def _sign(self, order):
        return self._portal_json(order, "accept", name="Buyer", signature=PIXEL)

    def test_signature_confirms_with_the_switch_off(self):
        order = self._gate_document("off")
        self.assertNotIn("error", self._sign(order))
        self.env.invalidate_all()
        self.assertEqual((order.state, order.signed_by, order.ops_date_accepted), ("sale", "Buyer", False))

    def test_signature_of_an_approved_quotation_is_accepted_and_asks_for_the_basis(self):
        """The signature stands on the order; it confirms nothing, support is asked for the next step."""
        self.support.lang = "en_US"  # asked in his language, whatever the customer's
        for stage, summary in [("approved", "contract or other basis"), ("contract", "can be confirmed")]:
            order = self._gate_document(stage)
            self.assertNotIn("error", self._sign(order))
            self.env.invalidate_all()
            self.assertEqual((order.state, order.signed_by), ("draft", "Buyer"), stage)
            self.assertTrue(order.ops_date_accepted, stage)
            activity = order.sudo().activity_ids
            self.assertEqual(activity.user_id, self.support, stage)
            self.assertIn(summary, activity.summary)
            self.assertIn("W3.F", activity.note)

    def test_signature_before_approval_is_kept_and_confirms_nothing(self):
        for stage in self.gate_stages:
            order = self._gate_document(stage)
            answer = self._sign(order)
            self.assertIn("error", answer)
            self.env.invalidate_all()
            self.assertEqual((order.state, order.signed_by, order.signature), ("draft", False, False), stage)
            self.assertTrue(order.ops_date_accepted, stage)
            kept = self.env["ir.attachment"].search(
                [("res_model", "=", "sale.order"), ("res_id", "=", order.id)]
            )
            self.assertEqual(kept.datas.decode(), PIXEL, stage)
            log = self.env["ops.log"].search(
                [("model", "=", "sale.order"), ("res_id", "=", order.id)], limit=1
            )
            self.assertEqual(log.event, "accepted", stage)
            self._sign(order)
            self.env.invalidate_all()
            self.assertEqual(
                len(kept.search([("res_model", "=", "sale.order"), ("res_id", "=", order.id)])), 1, "once"
            )

    def test_signature_without_the_token_leaves_nothing(self):
        order = self._gate_document("draft")
        before = self._everything()
        self.authenticate(None, None)
        answer = self.url_open(
            f"/my/orders/{order.id}/accept",
            json={
                "jsonrpc": "2.0",
                "method": "call",
                "params": {"access_token": "x", "name": "X", "signature": PIXEL},
            },
        ).json()
        self.assertIn("error", answer["result"])
        self.assertEqual(self._everything(), before)
