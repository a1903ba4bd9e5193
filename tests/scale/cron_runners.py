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
DECIDED = 5  # cases that wait for the leader from the beginning
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
    people = env["res.users"].search([("login", "like", "runner_")], order="id")
    env["hr.employee"].create([{"name": user.name, "user_id": user.id} for user in people])
    leader = new_test_user(env, "runner_leader", groups="base.group_user,ops_dept.ops_dept_group_leader")
    env.company.ops_leader_id = leader
    env["ops.handbook"].with_user(leader).create({}).action_publish()
    wait(env, people[: PEOPLE // 2])
    owe(env, "r9", people[PEOPLE // 2 :])
    owe(env, "v1_8", people)


def owe(env, clause, people):
    """Let these people owe something of a clause that was due nine days ago."""
    past = fields.Datetime.now() - timedelta(days=9)
    duty = {"company_id": env.company.id, "date_opened": past, "date_due": past}
    clause = env.ref(f"ops_dept.clause_{clause}")
    env["ops.obligation"].create([{**duty, "clause_id": clause.id, "owner_id": user.id} for user in people])


def wait(env, people):
    """Let cases of half the people wait: a few for the leader's decision, the others for their hearing, whose
    time has passed.
    """
    owe(env, "r9", people)
    duties = env["ops.obligation"]
    duties._cron_mark_overdue()
    duties._cron_note_violations()
    past = fields.Datetime.now() - timedelta(days=9)
    cases = env["ops.penalty"].search([], order="id")
    cases[:DECIDED]._stamp({"date_hearing": past})
    cases._hear_due()
    env["tier.review"].search([("model", "=", cases._name)]).write({"ops_pending_since": past})
    cases[DECIDED:]._stamp({"date_hearing": past})


def declare_room(registry):
    """Let some room be able to meet repeated duties, and count each violation that is noted."""
    model = registry["ops.obligation"]
    model._meetable_rows = ((900, "_of_trial"),)
    model._of_trial = lambda found: MEETABLE
    model._on_violated = ((900, "_note_of_trial"),)
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
        "noted": Counter(
            violation.obligation_id.id
            for violation in env["ops.violation"].search([("obligation_id", "!=", False)])
        ),
        "cases": Counter(line.violation_id.id for line in env["ops.penalty.line"].search([])),
        "reviews": Counter(
            (review.res_id, review.definition_id.id)
            for review in env["tier.review"].search([("model", "=", "ops.penalty")])
        ),
        "decisions": Counter(
            (duty.res_id, duty.owner_id.id)
            for duty in env["ops.obligation"].search([("res_model", "=", "ops.penalty")])
        ),
        "asked": Counter((ack.handbook_id.id, ack.user_id.id) for ack in env["ops.handbook.ack"].search([])),
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
