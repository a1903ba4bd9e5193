"""T16: a half-year's statements of account, of 10,000 customers with a million journal items.

``python -m bench.half_year CONF DATABASE STEP``, on the environment's Python, in a database to throw away:
``fill`` makes the ledger, ``night`` makes the statements batch by batch and says what each took, ``check``
looks what came of it, ``print`` makes PDFs of some. `night.py` runs them, and kills a night halfway.
"""

import resource
import sys
import time

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import SQL, config

from .fill import copy_rows, look_again
from .show import show_target
from .side import Side

CUSTOMERS, ITEMS, PAGES = 10_000, 1_000_000, 200
MOVES = ITEMS // 2


def get_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


# ----------------------------------------------------------------------
# Steps, each a process of its own
# ----------------------------------------------------------------------
def fill(side):
    """One entry posted by core, copied; its customer, too."""
    side.switch(True)

    def work(env):
        started = time.monotonic()
        day = env.company._ops_half_year(env.company._ops_today())[1]
        move = env["account.move"].create(
            {
                "move_type": "entry",
                "date": day,
                "line_ids": [
                    Command.create({"account_id": account.id, "partner_id": side.partner, **amount})
                    for account, amount in _get_sides(env, side)
                ],
            }
        )
        move.action_post()
        copy_rows(
            env,
            "res_partner",
            SQL("t.id = %s", side.partner),
            CUSTOMERS - 1,
            {"name": SQL("'Bench ' || g.n"), "vat": SQL("NULL"), "complete_name": SQL("'Bench ' || g.n")},
        )
        env.cr.execute("UPDATE res_partner SET commercial_partner_id = id WHERE name LIKE 'Bench %'")
        first = move.id
        copy_rows(
            env,
            "account_move",
            SQL("t.id = %s", first),
            MOVES - 1,
            {"name": SQL("'BENCH/' || g.n"), "sequence_number": SQL("g.n + 10")},
        )
        _copy_items(env, first)
        look_again(env, "res_partner", "account_move", "account_move_line")
        print(f"    {CUSTOMERS} customers, {ITEMS} items, written in {time.monotonic() - started:.0f} s")

    side.administer(work)


def _get_sides(env, side):
    receivable = env["res.partner"].browse(side.partner).property_account_receivable_id
    income = env["account.account"].search([("account_type", "=", "income")], limit=1)
    return (receivable, {"debit": 100.0}), (income, {"credit": 100.0})


def _copy_items(env, first):
    """Give each copied entry the first one's items, of one customer after the other."""
    names = [
        name
        for (name,) in env.execute_query(
            SQL(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'account_move_line'"
                " AND table_schema = current_schema() AND is_generated = 'NEVER' AND column_name != 'id'"
            )
        )
    ]
    changed = {
        "move_id": SQL("m.id"),
        "move_name": SQL("m.name"),
        "partner_id": SQL("p.ids[1 + m.sequence_number %% %s]", CUSTOMERS),
    }
    env.cr.execute(
        SQL(
            """
            INSERT INTO account_move_line (%(names)s)
            SELECT %(values)s
              FROM account_move_line t, account_move m,
                   (SELECT array_agg(id ORDER BY id) ids FROM res_partner WHERE name LIKE 'Bench %%') p
             WHERE t.move_id = %(first)s AND m.id > %(first)s
            """,
            names=SQL(", ").join(map(SQL.identifier, names)),
            values=SQL(", ").join(changed.get(name, SQL("t.%s", SQL.identifier(name))) for name in names),
            first=first,
        )
    )


def night(side):
    """Make the statements as the nightly job does, and say what each batch took."""

    def work(env):
        statements = env["ops.reconciliation"]
        cls, make = type(statements), type(statements)._make_batch
        began = time.monotonic()

        def make_and_tell(self, company, common, rows):
            started, before = time.monotonic(), self.env.cr.sql_log_count
            make(self, company, common, rows)
            took, sql = time.monotonic() - started, self.env.cr.sql_log_count - before
            print(f"batch {len(rows)} {took:.2f} {sql} {get_memory():.0f}", flush=True)

        cls._make_batch = make_and_tell
        made = statements._make_statements(env.company, env.company._ops_today())
        print(f"made {made} {time.monotonic() - began:.1f} {get_memory():.0f}", flush=True)

    side.administer(work)


def check(side):
    """Count statements, doubles, and what they say against the ledger."""

    def work(env):
        [(found, customers, closing)] = env.execute_query(
            SQL("SELECT COUNT(*), COUNT(DISTINCT partner_id), SUM(closing) FROM ops_reconciliation")
        )
        [(ledger,)] = env.execute_query(
            SQL(
                "SELECT SUM(l.balance) FROM account_move_line l JOIN account_account a ON a.id = l.account_id"
                " WHERE a.account_type = 'asset_receivable' AND l.parent_state = 'posted'"
            )
        )
        print(f"    {found} statements of {customers} customers, {closing:.2f}; the ledger {ledger:.2f}")
        show_target("one of each customer, to the cent", found == customers and closing == ledger)

    side.administer(work)


def print_some(side):
    """One PDF of many statements."""

    def work(env):
        chosen = env["ops.reconciliation"].search([], limit=PAGES)
        started = time.monotonic()
        pdf, _kind = env["ir.actions.report"]._render_qweb_pdf(
            "ops_dept_reports.report_ops_reconciliation", chosen.ids
        )
        took = time.monotonic() - started
        print(f"    {len(chosen)} statements in one PDF of {len(pdf) // 1024} kB: {took:.1f} s")

    side.administer(work)


STEPS = {"fill": fill, "night": night, "check": check, "print": print_some}


class Filled:
    """The database that an earlier step filled."""

    def __init__(self, name):
        self.registry = Registry(name)

    def administer(self, work):
        with self.registry.cursor() as cr:
            work(Environment(cr, SUPERUSER_ID, {}))


def main():
    conf, name, step = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", name, "--log-level=warn"], setup_logging=True)
    load_server_wide_modules()
    STEPS[step](Side(name, True) if step == "fill" else Filled(name))


if __name__ == "__main__":
    main()
