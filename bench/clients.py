"""T10: web clients that quote, pass the gate and confirm, against plain Odoo.

``python -m bench.clients CONF PLAIN OURS ROUNDS``, on the environment's Python. Each database has a
server of its own on 127.0.0.1, one process with threads; one of them works while the other waits.
"""

import collections
import contextlib
import itertools
import os
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import requests

from odoo.api import Environment
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

from lib.command_server import wait_until_ready
from lib.databases import wait_for_exit
from lib.system import free_port

from .cycle import sign_contract
from .locks import show_locks
from .show import show_target
from .side import Side

CLIENTS = (1, 2, 4, 8)
DOCUMENTS = 16  # a run, divided among its clients
MOST_ROUNDS = 5
MOST_SECONDS = 900
ON_HAND = 1_000_000
TARGET = 0.9
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


@contextlib.contextmanager
def server(conf, database):
    """Serve a database on a free port."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "odoo", "-c", conf, "-d", database, "--db-filter", f"^{database}$",
         "--http-interface", "127.0.0.1", "--http-port", str(port),
         "--workers", "0", "--max-cron-threads", "0", "--log-level", "critical"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_until_ready(process, port)
        yield port
    finally:
        wait_for_exit(process)


def stock_up(side):
    """Goods lie in the warehouse, so that confirming reserves them: what clients wait for in plain Odoo."""

    def put(env):
        place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
        for product in env["product.product"].browse(side.products):
            env["stock.quant"]._update_available_quantity(product, place, ON_HAND)

    side.administer(put)


def compare(rounds, plain, ours):
    """Run both in turn with each number of clients; return number → pairs of phases."""
    pairs = {clients: [] for clients in CLIENTS}
    for station in (plain, ours):
        station.run(max(CLIENTS))  # warms up
        station.times.clear()
    ends = time.monotonic() + MOST_SECONDS
    for number, clients in itertools.product(range(min(rounds, MOST_ROUNDS)), CLIENTS):
        if number >= 3 and time.monotonic() > ends:
            break
        pairs[clients].append((plain.run(clients), ours.run(clients)))
    return pairs


def ratio(pairs, *phases):
    """Return the median of ours to plain in documents a second, over some phases."""
    return statistics.median(
        sum(a[phase] for phase in phases) / sum(b[phase] for phase in phases) for a, b in pairs
    )


def show(pairs):
    print(f"T10 web clients: create, submit, approve, confirm; {DOCUMENTS} documents a run")
    lowest = []
    for clients, runs in pairs.items():
        rates = [
            DOCUMENTS / statistics.median(phases[0] + phases[2] for phases in side)
            for side in zip(*runs, strict=True)
        ]
        both = ratio(runs, 0, 2)
        lowest.append(both)
        print(
            f"    {clients} at once: {rates[0]:.2f} → {rates[1]:.2f} documents a second ({both:.2f}×)",
            end="; ",
        )
        print(f"create and gate {ratio(runs, 0):.2f}×, confirm {ratio(runs, 2):.2f}×")
    return min(lowest)


def show_steps(plain, ours):
    """Print how long a client waits for each request."""
    print("    milliseconds a request, plain → with the rulebook:")
    for clients in CLIENTS:
        steps = []
        for step in ("create", "submit", "approve", "confirm"):
            sides = [station.times.get((clients, step)) for station in (plain, ours)]
            steps.append(
                f"{step} {' → '.join(f'{statistics.median(times) * 1000:.0f}' for times in sides if times)}"
            )
        print(f"      {clients} at once: {', '.join(steps)}")


def main():
    conf, plain_name, ours_name, rounds = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", ours_name, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    sides = Side(plain_name, False), Side(ours_name, True)
    sides[1].switch(True, major=10_000_000)
    show_locks(*sides)
    for side in sides:
        stock_up(side)
    with server(conf, plain_name) as plain_port, server(conf, ours_name) as ours_port:
        plain, ours = Station(sides[0], plain_name, plain_port), Station(sides[1], ours_name, ours_port)
        pairs = compare(int(rounds), plain, ours)
    lowest = show(pairs)
    signing = statistics.median(b[1] / DOCUMENTS for runs in pairs.values() for _a, b in runs)
    print(
        f"    not counted, the document the rulebook adds: contract {signing * 1000:.0f} ms each, one by one"
    )
    print(f"    errors: plain {len(plain.errors)}, ours {len(ours.errors)}", *{*plain.errors, *ours.errors})
    if lowest < TARGET:
        show_steps(plain, ours)
    show_target(f"≥ {TARGET} × documents/s of plain, no error", lowest >= TARGET and not ours.errors)
    print(f"    the machine's load meanwhile: {os.getloadavg()[1]:.1f} (5 minutes)", flush=True)


if __name__ == "__main__":
    main()
