"""T4: what waits for an approver, at ten thousand waiting and as many decided, against a hundred.

Looked at are the counter in the bar, the inbox as a list and the first page, each as a request, in two
databases in turn: one with a hundred quotations waiting for the manager and as many decided by him, one with
ten thousand of each.

``python -m bench.inbox CONF FEW MANY ROUNDS``, on the environment's Python.
"""

import sys

from odoo.service.server import load_server_wide_modules
from odoo.tools import SQL, config
from odoo.tools.safe_eval import safe_eval

from .fill import copy_rows, look_again
from .parts import compare
from .result import Result
from .screens import screen
from .show import show_target
from .side import LIST_ROWS, Person, Side

FEW, MANY = 100, 10_000
MOST_SQL = {"counter": 4, "list": 4, "first page": 20}
MOST_RATIO = 1.3
MAJOR = 1_000_000_000  # nothing reaches it: the manager alone decides


def furnish(side, size):
    """Let quotations wait for the manager, and as many be decided by him."""
    side.switch(True, MAJOR)

    def work(env):
        clerk, manager = side.user, side.people["sales_manager"]
        values = [side.order_vals() for _number in range(2 * FEW)]
        orders = env["sale.order"].with_user(clerk).create(values)
        orders.action_ops_submit()
        for order in orders[FEW:]:
            order.with_user(manager).action_ops_approve()
        if size > FEW:
            grow(env, size // FEW - 1)

    side.administer(work)


def grow(env, times):
    """Copy each quotation with its review and who decides it, some times."""
    mark = SQL("t.name || '/' || g.n")
    copied = SQL("t.id IN (SELECT res_id FROM tier_review WHERE model = 'sale.order')")
    copy_rows(env, "sale_order", copied, times, {"name": mark, "access_token": SQL("NULL")})
    env.cr.execute("ALTER TABLE tier_review ADD COLUMN bench_of integer")
    order = SQL(
        "(SELECT c.id FROM sale_order c JOIN sale_order o ON c.name = o.name || '/' || g.n"
        " WHERE o.id = t.res_id)"
    )
    copied = SQL("t.model = 'sale.order'")
    env.cr.execute("CREATE INDEX bench_order ON sale_order (name)")
    copy_rows(env, "tier_review", copied, times, {"res_id": order, "bench_of": SQL("t.id")})
    env.cr.execute(
        "INSERT INTO res_users_tier_review_rel (tier_review_id, res_users_id)"
        " SELECT c.id, r.res_users_id FROM tier_review c"
        " JOIN res_users_tier_review_rel r ON r.tier_review_id = c.bench_of"
    )
    env.cr.execute("ALTER TABLE tier_review DROP COLUMN bench_of; DROP INDEX bench_order")
    look_again(env, "sale_order", "tier_review", "res_users_tier_review_rel")


class Look:
    """An approver looks at what waits for him; which fields the list has is asked once, as the web client
    does.
    """

    def __init__(self, side, size):
        self.size = size
        with side.environment() as env:
            self.action = env.ref("ops_dept.tier_review_action_inbox").sudo()
            self.domain = safe_eval(self.action.domain or "[]", {"uid": env.uid})
            self.asked = screen(env, "tier.review", "list", env.ref("ops_dept.tier_review_view_list").id)

    def __call__(self, side, env, part):
        with part("counter"):
            counted = env["res.users"].review_user_count()
        with part("list"):
            found = env["tier.review"].web_search_read(
                self.domain, self.asked, limit=LIST_ROWS, count_limit=MANY + 1
            )
        with part("first page"):
            cards = env["ops.home"].get_home()["cards"]
        waiting = next(card["count"] for card in cards if card["key"] == "approvals")
        seen = (sum(entry["pending_count"] for entry in counted), found["length"], waiting)
        if seen != (self.size,) * 3:
            raise RuntimeError(f"{self.size} wait, but counter, list and first page say {seen}")


def measure_inbox(rounds, few, many):
    sides = [Person(side, side.people["sales_manager"]) for side in (few, many)]
    looks = [Look(side, size) for side, size in zip(sides, (FEW, MANY), strict=True)]
    result = Result(*compare(rounds, sides[0], looks[0], sides[1], looks[1], requests=True))
    print(f"T4  what waits for an approver: {FEW} waiting and {FEW} decided → {MANY} and {MANY}")
    missed = []
    for name, most in MOST_SQL.items():
        sql, sql_many = result.plain.sql([name]), result.other.sql([name])
        calls, calls_many = result.calls([name])
        print(f"    {name:<10} SQL {sql} → {sql_many}   calls {calls} → {calls_many}", end=" ")
        few_ms, many_ms = result.plain.waited(name), result.other.waited(name)
        print(f"({calls_many / calls:.3f}×)   not held: {few_ms:.0f} → {many_ms:.0f} ms")
        if max(sql, sql_many) > most or sql != sql_many or calls_many > MOST_RATIO * calls:
            missed.append(name)
    target = ", ".join(f"{name} ≤ {most} SQL" for name, most in MOST_SQL.items())
    show_target(f"{target}, the same at every size, ≤ {MOST_RATIO} × calls", not missed)
    if missed:
        result.show_calls(missed)


def main():
    conf, few_name, many_name, rounds = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", few_name, "--log-level=warn"], setup_logging=True)
    load_server_wide_modules()
    few, many = Side(few_name, True), Side(many_name, True)
    furnish(few, FEW)
    furnish(many, MANY)
    measure_inbox(int(rounds), few, many)


if __name__ == "__main__":
    main()
