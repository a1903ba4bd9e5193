"""The measures of script/bench in one process.

``python -m bench.measures CONF PLAIN OURS ROUNDS MEASURE ...``, on the environment's Python.
"""

import os
import sys

from odoo.service.server import load_server_wide_modules
from odoo.tools import config

from . import approval, secret
from .cycle import gated_order_to_cash, order_to_cash
from .parts import compare, statements
from .result import Result
from .side import LIST_ROWS, Side
from .statements import show_statements

PLAIN_COLUMNS = ("name", "date_order", "partner_id", "user_id", "amount_total", "state", "invoice_status")
OUR_COLUMNS = ("ops_approval_state", "ops_is_major")
OFF_CALLS = 1.005
LIST_CALLS = 1.08
# (each step reads anew, how that is called, most SQL, most calls)
GATED = ((False, "in one transaction", 1.03, None), (True, "each step a request of its own", 1.05, 1.10))


def list_orders(env, columns):
    specification = {
        name: {"fields": {"display_name": {}}} if env["sale.order"]._fields[name].relational else {}
        for name in (*columns, "currency_id")
    }
    rows = env["sale.order"].web_search_read([], specification, limit=LIST_ROWS)["records"]
    if len(rows) != LIST_ROWS:
        raise RuntimeError(f"the list shows {len(rows)} rows instead of {LIST_ROWS}")


def list_plain(_side, env, part):
    with part("list"):
        list_orders(env, PLAIN_COLUMNS)


def list_with_ours(_side, env, part):
    with part("list"):
        list_orders(env, PLAIN_COLUMNS + OUR_COLUMNS)


def all_at_once(side, env, part):
    """The whole cycle, nothing written before it must be."""
    with part("cycle"):
        order_to_cash(side, env)


def measure_off(rounds, plain, ours):
    ours.switch(False)
    off = Result(*compare(rounds, plain, all_at_once, ours, all_at_once))
    (sql, sql_ours), (calls, calls_ours) = off.sql(), off.calls()
    sql_kept, calls_kept = sql_ours <= sql, calls_ours <= OFF_CALLS * calls
    off.show(
        "T1  order to cash, switch off", f"+0 SQL, ≤ {OFF_CALLS} × calls (asserted)", sql_kept and calls_kept
    )
    if not sql_kept:
        show_statements(
            statements(plain, all_at_once, False), statements(ours, all_at_once, False), off.cycle
        )
    if not calls_kept:
        off.show_calls()
    return sql_kept and calls_kept


def measure_gates(rounds, plain, ours):
    ours.switch(True)
    for requests, how, sql_most, calls_most in GATED:
        gated = Result(*compare(rounds, plain, order_to_cash, ours, gated_order_to_cash, requests))
        (sql, sql_ours), (calls, calls_ours) = gated.sql(), gated.calls()
        sql_kept = sql_ours <= sql_most * sql
        calls_kept = calls_most is None or calls_ours <= calls_most * calls
        target = f"≤ {sql_most} × SQL" + (f", ≤ {calls_most} × calls" if calls_most else "")
        gated.show(f"T2  order to cash behind the gates, {how}", target, sql_kept and calls_kept)
        gated.show_parts()
        if not sql_kept:
            show_statements(
                statements(plain, order_to_cash, requests),
                statements(ours, gated_order_to_cash, requests),
                gated.cycle,
            )
        if not calls_kept:
            gated.show_calls()


def measure_list(rounds, ours):
    ours.switch(True)
    rows = Result(*compare(rounds, ours, list_plain, ours, list_with_ours))
    (sql, sql_ours), (calls, calls_ours) = rows.sql(), rows.calls()
    calls_kept = calls_ours <= LIST_CALLS * calls
    rows.show(
        f"T5  list of {LIST_ROWS} quotations with our columns",
        f"≤ +1 SQL, ≤ {LIST_CALLS} × calls",
        sql_ours <= sql + 1 and calls_kept,
    )
    if not calls_kept:
        rows.show_calls()


def main():
    conf, plain_name, ours_name, rounds, *chosen = sys.argv[1:]
    rounds = int(rounds)
    config.parse_config(["-c", conf, "-d", ours_name, "--log-level=warn"], setup_logging=True)
    load_server_wide_modules()
    plain, ours = Side(plain_name, False), Side(ours_name, True)
    print(f"{rounds} pairs each, A B A B …, medians; plain Odoo → with the rulebook", flush=True)
    off_kept = "T1" not in chosen or measure_off(rounds, plain, ours)
    if "T2" in chosen:
        measure_gates(rounds, plain, ours)
    if "T5" in chosen:
        measure_list(rounds, ours)
    if "T13" in chosen:
        secret.measure_secret(rounds, ours)
    # last: the library alone takes hold of plain Odoo's quotations
    if "T3" in chosen:
        approval.measure_approval(rounds, plain, ours)
    print(f"    the machine's load meanwhile: {os.getloadavg()[1]:.1f} (5 minutes)", flush=True)
    if not off_kept:
        sys.exit("T1 is asserted and was missed: the rulebook slows plain Odoo when it is off.")


if __name__ == "__main__":
    main()
