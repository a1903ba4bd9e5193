"""T13: what it costs to keep the cost of goods secret while the switch is on.

The gates do more than keep the secret when an order is confirmed or goods leave, so the secret is measured by
itself: the same work, by the same people, behind the same gates, with its checks and with these taken out of
the running process. What the work takes with the switch off is printed beside.
"""

import contextlib
import inspect
from unittest.mock import patch

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tests import new_test_user

from .calls import counted
from .cycle import deliver, gated_order_to_goods
from .parts import PROFILED, WARM_UP, compare, measure
from .result import Result
from .screens import screen
from .show import show_target
from .side import LIST_ROWS, Person

MOST_CALLS = 1.05
PRICE = 40
BLIND_GROUPS = (
    "base.group_user,sales_team.group_sale_manager,stock.group_stock_user,ops_dept.ops_dept_group_consultant,"
    "ops_dept.ops_dept_group_sales_support,ops_dept.ops_dept_group_warehouse"
)
SCREENS = {
    "product": "product.product",
    "quotation": "sale.order",
    "picking": "stock.picking",
    "stock": "stock.quant",
    "purchase": "purchase.order",
}
NO_FORM = ("stock",)  # its form is only for choosing what to count


@contextlib.contextmanager
def without_checks(side):
    """Take the secret's checks out: the ORM asks its own, and everybody may know the cost."""
    models = side.registry.models
    secret = _definition(models["ops.cost.secret"], "_ops_cost_hidden")
    with contextlib.ExitStack() as stack:
        for name, method in list(vars(secret).items()):
            if inspect.isfunction(method) and hasattr(BaseModel, name):
                stack.callback(setattr, secret, name, method)
                delattr(secret, name)
        stack.enter_context(patch.object(secret, "_ops_cost_hidden", lambda _self: False))
        people = _definition(models["res.users"], "_ops_sees_cost")
        stack.enter_context(patch.object(people, "_ops_sees_cost", lambda _self: True))
        yield


def _definition(model, method):
    """Return the class in which a model's method is written."""
    return next(parent for parent in model.__mro__ if method in vars(parent))


def furnish(side):
    """Goods, quotations, purchases and their receipts, so that each list has its rows; and who may not know
    what they cost.
    """

    def work(env):
        side.blind = new_test_user(env, "bench_blind", groups=BLIND_GROUPS).id
        goods = [
            {"name": f"Piece {number}", "is_storable": True, "standard_price": PRICE}
            for number in range(LIST_ROWS)
        ]
        products = env["product.product"].create(goods)
        env["product.product"].browse(side.products).standard_price = PRICE
        orders = env["purchase.order"].create(
            [{"partner_id": side.partner, "order_line": _bought(products[:2])} for _n in range(LIST_ROWS)]
        )
        orders.button_confirm()
        place = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1).lot_stock_id
        for product in products:
            env["stock.quant"]._update_available_quantity(product, place, 1)

    side.switch(False)
    side.administer(work)


def _bought(products):
    return [
        Command.create({"product_id": product.id, "product_qty": 5, "price_unit": PRICE})
        for product in products
    ]


class Work:
    """What people do who read screens and move goods; which fields a screen has is asked once, as the web
    client does.
    """

    def __init__(self, side):
        self.screens = {}
        with side.environment() as env:
            for name, model in SCREENS.items():
                for view_type in ("list",) if name in NO_FORM else ("form", "list"):
                    self.screens[name, view_type] = model, screen(env, model, view_type)

    def __call__(self, side, env, part, goods=gated_order_to_goods):
        for (name, view_type), (model, asked) in self.screens.items():
            record = env[model].search([], limit=1).id
            with part(f"{name} {view_type}"):
                if view_type == "form":
                    env[model].browse(record).web_read(asked)
                else:
                    env[model].web_search_read([], asked, limit=LIST_ROWS)
        goods(side, env, part)

    def without_gates(self, side, env, part):
        self(side, env, part, order_to_goods)


def order_to_goods(side, env, part):
    """The same without gates, the switch being off."""
    order = env["sale.order"].create(side.order_vals())
    with part("confirm"):
        order.action_confirm()
    with part("deliver"):
        deliver(order)


def steps(work):
    return [f"{name} {view_type}" for name, view_type in work.screens] + ["confirm", "deliver"]


def measure_secret(rounds, ours):
    furnish(ours)
    print("T13 the cost secret, switch on: without its checks → with them", flush=True)
    kept = [
        measure_person(rounds, Person(ours, user), who)
        for who, user in (("may not know the cost", ours.blind), ("may know it", ours.user))
    ]
    show_target(f"≤ {MOST_CALLS} × calls of each", all(kept))


def measure_person(rounds, person, who):
    """Print the steps of one person; return whether all kept the target."""
    person.switch(True)
    work = Work(person)

    def unchecked(side, env, part):
        with without_checks(side):
            work(side, env, part)

    result = Result(*compare(rounds, person, unchecked, person, work, requests=True))
    person.switch(False)
    off = [measure(person, work.without_gates, True, profiled=True) for _run in range(WARM_UP + PROFILED)]
    off_calls = counted(off[-1].profiles)
    print(f"    who {who} ({result.spread()}):")
    missed = []
    for name in steps(work):
        calls, checked = result.calls([name])
        print(f"      {name:<15} {calls:>7} → {checked:>7} calls ({checked / calls:.3f}×)", end="")
        print(f"   switch off: {off_calls[name]:>7}   CPU {result.cpu_ratio([name]):.2f}×", flush=True)
        if checked > MOST_CALLS * calls:
            missed.append(name)
    if missed:
        result.show_calls(missed)
    return not missed
