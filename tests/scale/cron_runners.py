"""Two processes that run every job of ours on one database at the same time, in committed transactions.

``python -m tests.scale.cron_runners CONF DATABASE ROUNDS`` prints as JSON what stands in the database
afterwards. The database is one to throw away.
"""

import json
import multiprocessing
import sys
from collections import Counter
from datetime import timedelta

from odoo import fields, sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tests import new_test_user
from odoo.tools import config

PEOPLE = 30
NOTED = "violation noted in the trial"
MEETABLE = frozenset({"F0.2", "R11", "H4", "C2.1", "R13"})


def prepare(env):
    """Switch a company on, with people who owe something, some of it late already; commit."""
    env.company.ops_rulebook = True
    roles = ("consultant", "field_specialist", "sales_support", "sales_manager")
    for number in range(PEOPLE):
        groups = f"base.group_user,ops_dept.ops_dept_group_{roles[number % 4]}"
        user = new_test_user(env, f"runner_{number}", groups=groups)
        user.write({"notification_type": "inbox"})
    managers = (
        env["res.users"]
        .search([("login", "like", "runner_")], order="id")
        .filtered(lambda user: user.has_group("ops_dept.ops_dept_group_sales_manager"))
    )
    env["crm.team"].create(
        [{"name": f"Runners {number}", "user_id": managers[number].id} for number in range(3)]
    )
    past = fields.Datetime.now() - timedelta(days=9)
    env["ops.obligation"].create(
        [
            {
                "clause_id": env.ref("ops_dept.clause_v1_8").id,
                "owner_id": user.id,
                "company_id": env.company.id,
                "date_opened": past,
                "date_due": past,
            }
            for user in env["res.users"].search([("login", "like", "runner_")])
        ]
    )


def declare_room(registry):
    """Let some room be able to meet repeated duties, and count each violation that is noted."""
    model = registry["ops.obligation"]
    model._ops_meetable = ((900, "_of_trial"),)
    model._of_trial = lambda found: MEETABLE
    model._ops_violated = ((900, "_note_of_trial"),)
    model._note_of_trial = note_violations
    registry.clear_cache()


def note_violations(violated):
    """Write down each time a violation was noted, in the log that nobody changes."""
    violated.env["ops.log"].sudo()._log(violated, "setting", setting=NOTED)


def run_jobs(database, rounds, start, results):
    """What one cron worker does: every job of ours, again and again."""
    registry = Registry(database)
    declare_room(registry)
    with registry.cursor() as cr:
        jobs = Environment(cr, SUPERUSER_ID, {})["ir.cron"].search([("cron_name", "=like", "Operations:%")])
        calls = [(job.model_id.model, job.code.removeprefix("model.").removesuffix("()")) for job in jobs]
    failures = []
    for _round in range(rounds):
        for model, method in calls:
            start.wait(timeout=120)
            try:
                with registry.cursor() as cr:
                    getattr(Environment(cr, SUPERUSER_ID, {})[model], method)()
            except Exception as error:
                failures.append(f"{method}: {type(error).__name__}: {error}")
    results.put(failures)


def count_twice(env):
    """Return what stands in the database more than once, and how much there is at all."""
    counts = {
        "opened": Counter(
            (o.clause_id.code, o.period, o.owner_id.id, o.team_id.id if o.owed_by == "team" else 0)
            for o in env["ops.obligation"].search([("owed_by", "!=", False)])
        ),
        "meetings": Counter(
            (meeting.team_id.id, str(meeting.week_start))
            for meeting in env["ops.meeting"].search([("kind", "=", "weekly"), ("state", "!=", "moved")])
        ),
        "violated": Counter(env["ops.log"].search([("setting", "=", NOTED)]).mapped("res_id")),
        "told": Counter(
            partner.id
            for message in env["mail.message"].search([("body", "like", "my-obligations")])
            for partner in message.partner_ids
        ),
    }
    return {
        name: {"all": len(counter), "twice": [str(key) for key, number in counter.items() if number > 1]}
        for name, counter in counts.items()
    }


def main(database, rounds):
    registry = Registry(database)
    declare_room(registry)
    with registry.cursor() as cr:
        prepare(Environment(cr, SUPERUSER_ID, {}))
    sql_db.close_all()  # processes must not share a connection
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(2), context.Queue()
    workers = [
        context.Process(target=run_jobs, args=(database, rounds, start, results)) for _worker in range(2)
    ]
    for worker in workers:
        worker.start()
    failures = [failure for _worker in workers for failure in results.get(timeout=300)]
    for worker in workers:
        worker.join()
    with registry.cursor() as cr:
        found = count_twice(Environment(cr, SUPERUSER_ID, {}))
    print(json.dumps({**found, "failures": failures}))


if __name__ == "__main__":
    config.parse_config(["-c", sys.argv[1], "-d", sys.argv[2], "--log-level=critical"])
    load_server_wide_modules()
    main(sys.argv[2], int(sys.argv[3]))
