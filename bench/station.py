"""Web clients of one database, as T10 lets them work: each click is a request."""

import collections
import time
from concurrent.futures import ThreadPoolExecutor

import requests

from odoo.api import Environment

from .cycle import sign_contract

DOCUMENTS = 16  # a run, divided among its clients
FORM = {
    "name": {},
    "state": {},
    "amount_total": {},
    "order_line": {"fields": {"product_id": {"fields": {"display_name": {}}}, "price_subtotal": {}}},
}


class Client:
    """A web client's session: logged in, it calls what the forms' buttons call."""

    def __init__(self, port, database, login):
        self.url = f"http://127.0.0.1:{port}"
        self.session = requests.Session()
        # new_test_user's password is the login
        user = self._post("/web/session/authenticate", {"db": database, "login": login, "password": login})
        self.context = user["user_context"]

    def _post(self, path, params):
        answer = self.session.post(
            self.url + path, json={"jsonrpc": "2.0", "method": "call", "params": params}, timeout=60
        )
        answer.raise_for_status()
        content = answer.json()
        if "error" in content:
            raise RuntimeError(content["error"].get("data", content["error"]).get("message"))
        return content["result"]

    def save(self, vals):
        """Save a new quotation and return its id."""
        params = {
            "model": "sale.order",
            "method": "web_save",
            "args": [[], vals],
            "kwargs": {"specification": FORM, "context": self.context},
        }
        return self._post("/web/dataset/call_kw/sale.order/web_save", params)[0]["id"]

    def press(self, button, order):
        params = {
            "model": "sale.order",
            "method": button,
            "args": [[order]],
            "kwargs": {"context": self.context},
        }
        self._post(f"/web/dataset/call_button/sale.order/{button}", params)


class Station:
    """One side: its server, a client for each clerk, and beside each a client of the manager."""

    def __init__(self, side, database, port):
        self.side = side
        self.errors = []
        self.times = collections.defaultdict(list)  # (clients at once, step) → seconds of each request
        self.clerks = [Client(port, database, login) for login in side.clerks]
        self.managers = [Client(port, database, "bench_sales_manager") for _login in side.clerks if side.ours]

    def quote(self, number):
        """Create a quotation and bring it through its gate."""
        clerk = self.clerks[number]
        vals = {**self.side.order_vals(1), "user_id": list(self.side.clerks.values())[number]}
        order = self.timed("create", clerk.save, vals)
        if self.side.ours:
            self.timed("submit", clerk.press, "action_ops_submit", order)
            self.timed("approve", self.managers[number].press, "action_ops_approve", order)
        return order

    def confirm(self, number, order):
        self.timed("confirm", self.clerks[number].press, "action_confirm", order)

    def timed(self, step, request, *arguments):
        """Make a request and note how long its client waited."""
        started = time.monotonic()
        result = request(*arguments)
        self.times[self.at_work, step].append(time.monotonic() - started)
        return result

    def at_once(self, clients, work):
        """Let clients work at the same time.

        :param work: what a client does, for each client's number
        :return: (seconds, the clients' results)
        """
        self.at_work = clients
        started = time.monotonic()
        with ThreadPoolExecutor(clients) as pool:
            results = list(pool.map(work, range(clients)))
        return time.monotonic() - started, results

    def tried(self, function, *arguments):
        try:
            return function(*arguments)
        except (requests.RequestException, RuntimeError) as error:
            self.errors.append(str(error))
            return None

    def run(self, clients):
        """Let clients bring quotations to running orders; return the seconds of each phase.

        :return: (create and gate, contracts, confirm)
        """
        share = range(DOCUMENTS // clients)
        quoting, orders = self.at_once(
            clients, lambda number: [self.tried(self.quote, number) for _one in share]
        )
        signing = self.sign(orders) if self.side.ours else 0.0
        confirming, _results = self.at_once(
            clients,
            lambda number: [self.tried(self.confirm, number, order) for order in orders[number] if order],
        )
        return quoting, signing, confirming

    def sign(self, orders):
        """Make and sign the contracts on which the orders are confirmed, one after the other."""
        started = time.monotonic()
        for user, order in zip(self.side.clerks.values(), orders, strict=False):
            with self.side.registry.cursor() as cr:
                for found in Environment(cr, user, {})["sale.order"].browse(filter(None, order)):
                    sign_contract(found)
        return time.monotonic() - started
