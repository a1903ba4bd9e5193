"""The quotation's gate in the portal: the customer is told nothing of what is not approved (W2.E)."""

from odoo.tests import tagged

from ...common import clause
from .http_gate import QuotationHttpCase, Refused

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


@tagged("post_install", "-at_install")
@clause("W2.E", part="quotation")
class TestQuotationPortal(QuotationHttpCase):
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
