"""Clerks who make the first document of a year at the same time, in committed transactions.

``python -m tests.scale.first_of_the_year CONF DATABASE CLERKS`` prints what came out of each race as JSON:
the first race makes the series of the company, the second opens a new year of it. The database is one to
throw away.
"""

import dataclasses
import json
import multiprocessing
import sys

from freezegun import freeze_time

from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.service.server import load_server_wide_modules
from odoo.tests import new_test_user
from odoo.tools import config

RACES = ("2027-06-01 04:00:00", "2028-01-02 04:00:00")
GROUPS = "base.group_user,ops_dept.ops_dept_group_consultant,ops_dept.ops_dept_group_sales_support"


@dataclasses.dataclass
class Outcome:
    """What several first documents of a year brought about."""

    numbers: list  # of the documents that are stored, in order
    refused: list  # what the other clerks were told
    failures: list  # anything else that a clerk would have seen
    series: int  # how many the company has now
    years: int  # how many counters they have


def prepare(database):
    """Hire a clerk and switch the rulebook on; commit.

    :return: ids of clerk and customer
    """
    registry = Registry(database)
    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        env.company.ops_rulebook = True
        env["ir.sequence"].search([("code", "=", "ops.receipt")]).unlink()
        customer = env["res.partner"].create({"name": "Customer of the first day", "is_company": True})
        clerk = new_test_user(env, "first_clerk", groups=GROUPS)
        found = clerk.id, customer.id
    registry.signal_changes()
    return found


def run(database, clerk, customer, now, clerks):
    """Let so many clerks make the first receipt request of the year at the same time.

    :rtype: Outcome
    """
    sql_db.close_all()  # processes must not share a connection
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(clerks), context.Queue()
    processes = [
        context.Process(target=make, args=(database, clerk, customer, now, start, results))
        for _clerk in range(clerks)
    ]
    for process in processes:
        process.start()
    parts = [results.get(timeout=120) for _process in processes]
    for process in processes:
        process.join()
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        receipts = env["ops.receipt"].search([("name", "like", f"%{now[:4]}-%")])
        series = env["ir.sequence"].search([("code", "=", "ops.receipt")])
        return Outcome(
            numbers=sorted(receipts.mapped("name")),
            refused=[text for end, text in parts if end == "refused"],
            failures=[text for end, text in parts if end == "failed"],
            series=len(series),
            years=len(series.date_range_ids),
        )


def make(database, clerk, customer, now, start, results):
    """What one clerk's request does, as the server carries it out: repeated when the database says so."""
    tries = 0
    with freeze_time(now), Registry(database).cursor() as cr:
        env = Environment(cr, clerk, {})

        def create():
            nonlocal tries
            tries += 1
            env["res.partner"].browse(customer).mapped("name")  # the transaction begins here
            if tries == 1:
                start.wait()
            env["ops.receipt"].create({"partner_id": customer, "amount": 1})

        try:
            retrying(create, env)
            cr.commit()
            end, text = "passed", ""
        except UserError as error:
            end, text = "refused", str(error)
        except Exception as error:  # whatever it is, the clerk would have seen it
            end, text = "failed", repr(error)
    results.put((end, text))


def main():
    conf, database, clerks = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    people = prepare(database)
    outcomes = [run(database, *people, now, int(clerks)) for now in RACES]
    print(json.dumps([dataclasses.asdict(outcome) for outcome in outcomes]))


if __name__ == "__main__":
    main()
