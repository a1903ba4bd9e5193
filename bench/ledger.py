"""T7: the deadlines of a million duties: what it takes to find and mark the overdue, and to follow them up.

``python -m bench.ledger CONF DATABASE ROUNDS``, on the environment's Python. The database is one to throw
away. In it 200 people owe a million duties on quotations: nine in ten are done, one in a hundred is overdue.
"""

import statistics
import sys
import time

from odoo.fields import Command, Datetime
from odoo.service.server import load_server_wide_modules
from odoo.sql_db import db_connect
from odoo.tools import SQL, config

from .fill import look_again
from .show import show_target, spread
from .side import Side

DUTIES, OVERDUE, DONE, PEOPLE = 1_000_000, 10_000, 900_000, 200
MOST_RATIO, MOST_SQL, MOST_IDLE_MS, MOST_FOLLOW_SQL, BATCH = 1.5, 10, 5, 30, 1000


def hire(env, side):
    """People who owe duties, each with his employee record, in a company that works every day."""
    group = env.ref("ops_dept.ops_dept_group_consultant")
    names = [f"bench_owner_{number}" for number in range(PEOPLE)]
    values = [
        {
            "name": name,
            "login": name,
            "email": f"{name}@example.com",
            "notification_type": "inbox",
            "group_ids": [Command.set(group.ids)],
        }
        for name in names
    ]
    users = env["res.users"].with_context(no_reset_password=True).create(values)
    env["hr.employee"].create([{"name": user.name, "user_id": user.id} for user in users])
    env["crm.team"].browse(side.team).member_ids = [Command.link(user.id) for user in users]
    days = {str(day) for day in range(7)} - set(
        env.company.resource_calendar_id.attendance_ids.mapped("dayofweek")
    )
    env.company.resource_calendar_id.attendance_ids = [
        Command.create({"name": day, "dayofweek": day, "hour_from": 8, "hour_to": 17}) for day in sorted(days)
    ]
    return users.ids


def owe(env, side, number, state, due):
    """Write duties by SQL, as many as are asked for, with owners, clauses and quotations in turn.

    :param str state: of all of them
    :param SQL due: the moment they are due, from their number ``n``
    """
    clauses = env["ops.clause"].search([], order="code").ids
    orders = env["sale.order"].search([], order="id", limit=80).ids
    env.cr.execute(
        SQL(
            """
            INSERT INTO ops_obligation (clause_id, company_id, team_id, owner_id, res_model, res_id,
                                        document_name, state, escalation, date_opened, date_due, date_late,
                                        create_uid, write_uid, create_date, write_date)
            SELECT (%(clauses)s::int[])[1 + n / %(people)s %% %(many_clauses)s], %(company)s, %(team)s,
                   (%(owners)s::int[])[1 + n %% %(people)s],
                   'sale.order', (%(orders)s::int[])[1 + n / %(turn)s %% %(many_orders)s],
                   'S' || n, %(state)s, 0,
                   now() AT TIME ZONE 'UTC' - interval '400 days', %(due)s, NULL, 1, 1,
                   now() AT TIME ZONE 'UTC', now() AT TIME ZONE 'UTC'
              FROM generate_series(1, %(number)s) AS g(n)
            """,
            clauses=clauses,
            many_clauses=len(clauses),
            orders=orders,
            many_orders=len(orders),
            owners=side.owners,
            people=len(side.owners),
            turn=len(side.owners) * len(clauses),
            company=env.company.id,
            team=side.team,
            state=state,
            due=due,
            number=number,
        )
    )


def spread_days(first, days):
    """Return moments of duties, some days from today, spread over others, of each duty's number."""
    return SQL(
        "now() AT TIME ZONE 'UTC' + make_interval(days => %s, hours => (n %% %s)::int)", first, days * 24
    )


def furnish(side):
    side.switch(True)

    def work(env):
        side.owners = hire(env, side)
        owe(env, side, DONE, "met", spread_days(-380, 365))
        owe(env, side, DUTIES - DONE - OVERDUE, "open", spread_days(1, 30))
        look_again(env, "ops_obligation")

    side.administer(work)


def fall_due(side):
    """Let one in a hundred be overdue, by owners and quotations of which nothing else is owed."""

    def work(env):
        env.cr.execute(
            SQL(
                "UPDATE ops_obligation SET date_due = %s"
                " WHERE id IN (SELECT id FROM ops_obligation WHERE state = 'open' ORDER BY id LIMIT %s)",
                SQL("now() AT TIME ZONE 'UTC' - make_interval(days => 10, hours => ops_obligation.id %% 48)"),
                OVERDUE,
            )
        )
        look_again(env, "ops_obligation")

    side.administer(work)


def tidy(side):
    """Remove what rolled back runs have left, as the database does by itself within a minute."""
    with db_connect(side.registry.db_name).cursor() as cr:
        cr.commit()
        cr._cnx.autocommit = True
        cr.execute("VACUUM ops_obligation")


def timed(side, work):
    """Return (milliseconds by the clock, statements, result) of work in a transaction that is rolled back."""
    with side.environment() as of_clerk:
        env = of_clerk(su=True)  # a job works as superuser
        env.invalidate_all()
        started, before = time.monotonic(), env.cr.sql_log_count
        result = work(env)
        env.cr.flush()
        return (time.monotonic() - started) * 1000, env.cr.sql_log_count - before, result


def mark(env):
    """The whole of what the job does when something is overdue."""
    duties = env["ops.obligation"]
    duties._close_missed()
    marked = duties._mark_overdue()
    duties._ping(marked)
    return sum(count for *_who, count in marked)


def mark_raw(env):
    """The statement alone that a person at the database would write."""
    env.cr.execute(
        "UPDATE ops_obligation SET state = 'late', escalation = 1, date_late = %(now)s, write_date = %(now)s"
        " WHERE state = 'open' AND date_due < %(now)s AND company_id = %(company)s AND owed_by IS NULL",
        {"now": Datetime.now(), "company": env.company.id},
    )
    return env.cr.rowcount


def measure_idle(rounds, side):
    runs = [timed(side, mark) for _round in range(rounds + 2)][2:]
    if any(marked for *_cost, marked in runs):
        raise RuntimeError("something is overdue that should not be")
    milliseconds = statistics.median(run[0] for run in runs)
    print(f"    nothing overdue: {spread([run[0] for run in runs], 1)} ms, {runs[-1][1]} SQL")
    show_target(f"≤ {MOST_IDLE_MS} ms", milliseconds <= MOST_IDLE_MS)


def measure_mark(rounds, side):
    pairs = []
    for _round in range(rounds + 1):
        tidy(side)
        raw = timed(side, mark_raw)
        tidy(side)
        pairs.append((raw, timed(side, mark)))
    if {run[2] for pair in pairs for run in pair} != {OVERDUE}:
        raise RuntimeError("the two mark different duties")
    ratio = statistics.median(ours[0] / raw[0] for raw, ours in pairs[1:])
    sql = pairs[-1][1][1]
    raw, ours = ([pair[side][0] for pair in pairs[1:]] for side in (0, 1))
    print(
        f"    {OVERDUE} overdue: {spread(ours)} ms, the raw statement {spread(raw)} ({ratio:.2f}×), {sql} SQL"
    )
    show_target(
        f"≤ {MOST_RATIO} × the raw statement, ≤ {MOST_SQL} SQL", ratio <= MOST_RATIO and sql <= MOST_SQL
    )


def follow(env, batches=OVERDUE // BATCH):
    """Follow up what was marked, so many batches; return (seconds, statements, violations) of each."""
    env["ops.obligation"]._mark_overdue()
    costs = []
    for _batch in range(batches):
        started, before = time.monotonic(), env.cr.sql_log_count
        found = env["ops.obligation"]._mark_violated(limit=BATCH)
        env.cr.flush()
        statements, taken = env.cr.sql_log_count - before, time.monotonic() - started
        costs.append((taken, statements, len(found.violation_id)))
    return costs


def measure_follow(side):
    """Violations, their cases and what people are told of them: of one batch after another, the first with
    what the job reads once.
    """
    side.administer(note_one)
    timed(side, follow)  # warms up
    costs = timed(side, follow)[2]
    words = ", ".join(f"{sql} SQL {taken:.1f} s ({noted} violations)" for taken, sql, noted in costs)
    print(f"    followed up, {BATCH} at a time: {words}")
    many, noted = (sum(column) for column in list(zip(*costs, strict=True))[1:])
    per_batch = many * BATCH / noted
    print(f"    in all {many} SQL, {per_batch:.1f} per {BATCH} violations")
    show_target(f"≤ {MOST_FOLLOW_SQL} SQL per {BATCH}", per_batch <= MOST_FOLLOW_SQL)
    side.administer(carry_a_fine)
    costs = timed(side, lambda env: follow(env, 2))[2]
    words = ", ".join(f"{sql} SQL {taken:.1f} s ({noted} violations)" for taken, sql, noted in costs)
    print(f"    not held, with a case for each: {words}")


def carry_a_fine(env):
    """Let a case follow from each overdue duty, of a rule with a fine: no night has as many."""
    env.cr.execute(
        "UPDATE ops_obligation SET res_id = id, clause_id = %s WHERE state = 'open' AND date_due < now()",
        [env["ops.clause"].search([("code", "=", "R5")]).id],
    )


def note_one(env):
    """The company's first violation of the year opens the series of their numbers."""
    env["ops.obligation"].search([("state", "=", "met")], limit=1)._note_violation()


def measure_digest(side):
    """Each person's digest, batch by batch."""

    def work(env):
        env["ops.obligation"]._mark_overdue()
        costs = []
        while True:
            started, before = time.monotonic(), env.cr.sql_log_count
            told = env["ops.obligation"]._send_digest(env.company)
            env.cr.flush()
            costs.append((len(told), time.monotonic() - started, env.cr.sql_log_count - before))
            if not told:
                return costs

    costs = timed(side, work)[2]
    words = ", ".join(f"{told} people {sql} SQL {taken:.1f} s" for told, taken, sql in costs)
    print(f"    the digest, batch by batch: {words}", flush=True)


def main():
    conf, name, rounds = sys.argv[1:]
    rounds = min(int(rounds), 10)
    config.parse_config(["-c", conf, "-d", name, "--log-level=warn"], setup_logging=True)
    load_server_wide_modules()
    side = Side(name, True)
    furnish(side)
    tidy(side)
    print(f"T7  {DUTIES} duties of {PEOPLE} people, {OVERDUE} of them overdue", flush=True)
    measure_idle(rounds, side)
    fall_due(side)
    measure_mark(rounds, side)
    measure_follow(side)
    measure_digest(side)


if __name__ == "__main__":
    main()
