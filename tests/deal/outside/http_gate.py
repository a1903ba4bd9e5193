"""The quotation's gate as the outside meets it: logins, keys, and the table of a route."""

from datetime import datetime, timedelta

from odoo import http
from odoo.exceptions import UserError
from odoo.tests import HttpCase, new_test_user
from odoo.tools import mute_logger

from ..quotation_gate import QuotationGateCase


class Refused(UserError):
    """What a route answers when the gate is closed."""


class QuotationHttpCase(HttpCase, QuotationGateCase):
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

    def _web(self, user, route, **params):
        self.authenticate(user.login, user.login if user == self.portal else f"{user.login}-{user.id}-pw")
        answer = self.url_open(route, json={"jsonrpc": "2.0", "method": "call", "params": params}).json()
        if "error" in answer:
            raise Refused(answer["error"]["data"]["message"])
        return answer["result"]

    def _csrf(self):
        return http.Request.csrf_token(self)
