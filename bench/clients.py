"""T10: web clients that quote, pass the gate and confirm, against plain Odoo.

``python -m bench.clients CONF PLAIN OURS ROUNDS``, on the environment's Python. Each database has a
server of its own on 127.0.0.1, one process with threads; one of them works while the other waits.
"""

import contextlib
import itertools
import os
import statistics
import subprocess
import sys
import time

from odoo.service.server import load_server_wide_modules
from odoo.tools import config

from lib.command_server import wait_until_ready
from lib.databases import wait_for_exit
from lib.system import free_port

from .locks import show_locks
from .show import show_target
from .side import Side
from .station import DOCUMENTS, Station

CLIENTS = (1, 2, 4, 8)
MOST_ROUNDS = 5
MOST_SECONDS = 900
ON_HAND = 1_000_000
RATE = 0.85
# how much longer than in plain Odoo a request may take
LONGER = {"create": 1.03, "confirm": 1.05}
# (step, milliseconds) on the machine where plain Odoo's confirmation takes 250
ADDED = {"submit": 20, "approve": 20}
CONFIRM_THERE = 250


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


def medians(station, clients):
    """Return step → median seconds of its requests."""
    return {
        step: statistics.median(times)
        for (at_once, step), times in station.times.items()
        if at_once == clients
    }


def show_steps(plain, ours):
    """Print how long a client waits for each request, and whether one that is alone waits too long."""
    print("    milliseconds a request, plain → with the rulebook:")
    for clients in CLIENTS:
        before, after = medians(plain, clients), medians(ours, clients)
        steps = [
            f"{step} {' → '.join(f'{side[step] * 1000:.0f}' for side in (before, after) if step in side)}"
            + (f" ({after[step] / before[step]:.2f}×)" if step in before else "")
            for step in ("create", "submit", "approve", "confirm")
        ]
        print(f"      {clients} at once: {', '.join(steps)}")
    show_one_alone(medians(plain, 1), medians(ours, 1))


def show_one_alone(plain, ours):
    """Hold the requests of one client against the targets, scaled to this machine where they are times."""
    scale = plain["confirm"] * 1000 / CONFIRM_THERE
    for step, most in LONGER.items():
        show_target(f"{step} ≤ {most} × plain, one client", ours[step] <= most * plain[step])
    for step, most in ADDED.items():
        target = f"{step} ≤ {most * scale:.0f} ms ({most} where confirming takes {CONFIRM_THERE}), one client"
        show_target(target, ours[step] * 1000 <= most * scale)


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
    show_steps(plain, ours)
    show_target(f"≥ {RATE} × documents/s of plain, no error", lowest >= RATE and not ours.errors)
    print(f"    the machine's load meanwhile: {os.getloadavg()[1]:.1f} (5 minutes)", flush=True)


if __name__ == "__main__":
    main()
