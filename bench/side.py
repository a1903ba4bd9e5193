"""One of the two databases that script/bench compares: its people, products and quotations."""

from contextlib import contextmanager

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.tests import new_test_user

LINES = 10
LIST_ROWS = 80
CLERKS = 8

CLERK_GROUPS = (
    "base.group_user,sales_team.group_sale_manager,stock.group_stock_user,account.group_account_user"
)
OUR_CLERK_GROUPS = ",ops_dept.ops_dept_group_consultant,ops_dept.ops_dept_group_sales_support"
ACCOUNTANT_GROUPS = "base.group_user,sales_team.group_sale_salesman_all_leads,account.group_account_user"
DECIDERS = ("sales_manager", "leader", "purchasing")


class Side:
    """A database, plain or ours, with the same company, goods, customer and clerks."""

    def __init__(self, database, ours):
        self.registry = Registry(database)
        self.ours = ours
        with self.registry.cursor() as cr:
            self._prepare(Environment(cr, SUPERUSER_ID, {}))
        self.administer(open_account)

    def _prepare(self, env):
        env["account.chart.template"].try_loading("cn", env.company)
        self._open_bank(env)
        self._hire(env)
        team = {"name": "Bench"}
        partner = {"name": "Bench customer", "vat": "91350100M000100Y43", "is_company": True}
        if self.ours:
            team["user_id"] = self.people["sales_manager"]
            partner["ops_tax_title"] = "Bench customer Ltd"
        self.team = env["crm.team"].create(team).id
        self.partner = env["res.partner"].create(partner).id
        self.term = env["account.payment.term"].search([], limit=1).id
        goods = [
            {
                "name": f"Part {number}",
                "list_price": 100 + number,
                "is_storable": True,
                "invoice_policy": "order",
            }
            for number in range(LINES)
        ]
        self.products = env["product.product"].create(goods).ids
        env["sale.order"].create([self.order_vals() for _number in range(LIST_ROWS)])

    def _open_bank(self, env):
        """Payments are booked on both sides: without this account, plain Odoo makes no entry of them."""
        self.bank = (
            env["account.journal"]
            .search([("type", "=", "bank"), ("company_id", "=", env.company.id)], limit=1)
            .id
        )
        account = env["account.account"].create(
            {"name": "Money under way", "code": "BENCH", "account_type": "asset_current", "reconcile": True}
        )
        methods = env["account.journal"].browse(self.bank).inbound_payment_method_line_ids
        methods.payment_account_id = account

    def _hire(self, env):
        groups = CLERK_GROUPS + (OUR_CLERK_GROUPS if self.ours else "")
        self.clerks = {
            f"bench_clerk_{number}": new_test_user(env, f"bench_clerk_{number}", groups=groups).id
            for number in range(CLERKS)
        }
        self.user = next(iter(self.clerks.values()))
        groups = ACCOUNTANT_GROUPS + (",ops_dept.ops_dept_group_finance" if self.ours else "")
        self.people = {"finance": new_test_user(env, "bench_finance", groups=groups).id}
        if not self.ours:
            return
        for name in DECIDERS:
            user = new_test_user(
                env, f"bench_{name}", groups=f"base.group_user,ops_dept.ops_dept_group_{name}"
            )
            self.people[name] = user.id
        env.company.write(
            {f"ops_{name}_id": self.people[name] for name in ("leader", "purchasing", "finance")}
        )

    def order_vals(self, quantity=3):
        return {
            "partner_id": self.partner,
            "team_id": self.team,
            "user_id": self.user,
            "payment_term_id": self.term,
            "validity_date": "2030-12-31",
            "order_line": [
                Command.create({"product_id": product, "product_uom_qty": quantity})
                for product in self.products
            ],
        }

    @contextmanager
    def environment(self):
        """Give the clerk's environment in a transaction that is rolled back."""
        with self.registry.cursor() as cr:
            try:
                yield Environment(cr, self.user, {"lang": "en_US", "tz": "UTC"})
            finally:
                cr.rollback()

    def administer(self, work):
        """Do work on the company as superuser and commit it, for all processes that serve the database."""
        with self.registry.cursor() as cr:
            work(Environment(cr, SUPERUSER_ID, {}))
        self.registry.signal_changes()

    def switch(self, on, major=0):
        """Switch the rulebook on or off.

        :param major: the amount from which the leader decides a quotation after the manager
        """

        def settings(env):
            env.company.write({"ops_rulebook": on, "ops_major_quotation": major})

        self.administer(settings)
        self.registry.clear_cache()


def open_account(env):
    """Give the company a bank account: our contracts print it, and core looks at it for every invoice."""
    if not env.company.partner_id.bank_ids:
        bank = env["res.bank"].create({"name": "Bank"})
        account = {"partner_id": env.company.partner_id.id, "acc_number": "1", "bank_id": bank.id}
        env["res.partner.bank"].create(account)


class Person:
    """The side with one of its people at work."""

    def __init__(self, side, user):
        self.side = side
        self.user = user

    def __getattr__(self, name):
        return getattr(self.side, name)

    @contextmanager
    def environment(self):
        with self.registry.cursor() as cr:
            try:
                yield Environment(cr, self.user, {"lang": "en_US", "tz": "UTC"})
            finally:
                cr.rollback()

    def order_vals(self, quantity=3):
        return {**self.side.order_vals(quantity), "user_id": self.user}
