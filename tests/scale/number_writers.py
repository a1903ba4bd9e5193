"""Several processes that take numbers of one series at the same time, in transactions that are committed.

``python -m tests.scale.number_writers CONF DATABASE WAY WRITERS CALLS`` prints what came out as JSON.
The database is one to throw away: the numbers stay in it, in a table of their own.
"""

import contextlib
import dataclasses
import json
import multiprocessing
import sys
import time

import psycopg2

from odoo import sql_db
from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import SQL, config

SERIES = "ops.number.trial"
OTHER_WORK = 0.005  # seconds that a transaction works, or waits, before it needs its number
ROLLBACK_EVERY = 7  # one transaction in so many is given up after it took its number
TRIES = 50
TABLES = """
DROP TABLE IF EXISTS ops_number_trial, ops_number_trial_counter;
CREATE TABLE ops_number_trial (number integer NOT NULL UNIQUE);
CREATE TABLE ops_number_trial_counter (last integer NOT NULL);
INSERT INTO ops_number_trial_counter VALUES (0);
"""
MAX = SQL("SELECT COALESCE(MAX(number), 0) FROM ops_number_trial")


@dataclasses.dataclass
class Outcome:
    """What several writers of one series brought about."""

    seconds: float  # from the first writer's start to the last one's end
    committed: int  # transactions that ended as wanted
    failures: int  # transactions that ended in an error, tried again by the writer
    gaps: int
    duplicates: int

    @property
    def per_second(self):
        return self.committed / self.seconds


def take_ours(env):
    return env["ops.number"]._take(SERIES, MAX)


def take_from_locked_row(env):
    """The counter that serves best: its row is waited for, and seen as it is after waiting."""
    env.cr.execute("UPDATE ops_number_trial_counter SET last = last + 1 RETURNING last")
    return env.cr.fetchone()[0]


def take_from_sequence(env):
    return int(env["ir.sequence"].search([("code", "=", SERIES)]).next_by_id())


def prepare_sequence(env):
    env["ir.sequence"].search([("code", "=", SERIES)]).unlink()
    env["ir.sequence"].create({"name": SERIES, "code": SERIES, "implementation": "no_gap"})


WAYS = {"ours": take_ours, "locked_row": take_from_locked_row, "sequence": take_from_sequence}


def compute():
    """Use the processor as long as other work takes."""
    end = time.thread_time() + OTHER_WORK
    while time.thread_time() < end:
        pass


def wait():
    """Leave the processor to the others as long as other work takes."""
    time.sleep(OTHER_WORK)


def write_one(registry, way, other_work, give_up):
    """One transaction: other work, a number, its row; committed, or given up after all."""
    with registry.cursor() as cr:
        if way == "locked_row":
            cr.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        env = Environment(cr, SUPERUSER_ID, {})
        cr.execute("SELECT 1")  # the transaction begins here, its other work comes before the number
        other_work()
        cr.execute("INSERT INTO ops_number_trial VALUES (%s)", [WAYS[way](env)])
        if give_up:
            cr.rollback()


def write_many(database, way, other_work, calls, rollbacks, start, results):
    """What one process does."""
    registry = Registry(database)
    committed = failures = 0
    with contextlib.suppress(psycopg2.Error):
        write_one(registry, way, other_work, give_up=True)  # warm: connections, code
    start.wait()
    began = time.time()
    for call in range(calls):
        give_up = rollbacks and call % ROLLBACK_EVERY == 0
        for _try in range(TRIES):
            try:
                write_one(registry, way, other_work, give_up)
            except psycopg2.Error:
                failures += 1
                continue
            committed += not give_up
            break
    results.put((began, time.time(), committed, failures))


def run(database, way, other_work=wait, writers=8, calls=50, rollbacks=False):
    """Let so many processes take numbers in turn; the caller's registry is warm and shared by forking.

    :rtype: Outcome
    """
    registry = Registry(database)
    with registry.cursor() as cr:
        cr.execute(TABLES)
        prepare_sequence(Environment(cr, SUPERUSER_ID, {}))
    sql_db.close_all()  # processes must not share a connection
    context = multiprocessing.get_context("fork")
    start, results = context.Barrier(writers), context.Queue()
    processes = [
        context.Process(target=write_many, args=(database, way, other_work, calls, rollbacks, start, results))
        for _writer in range(writers)
    ]
    for process in processes:
        process.start()
    parts = [results.get(timeout=300) for _process in processes]
    for process in processes:
        process.join()
    with registry.cursor() as cr:
        cr.execute("SELECT COUNT(*), COUNT(DISTINCT number), COALESCE(MAX(number), 0) FROM ops_number_trial")
        rows, distinct, highest = cr.fetchone()
    return Outcome(
        seconds=max(part[1] for part in parts) - min(part[0] for part in parts),
        committed=sum(part[2] for part in parts),
        failures=sum(part[3] for part in parts),
        gaps=highest - distinct,
        duplicates=rows - distinct,
    )


def main():
    conf, database, way, writers, calls = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    outcome = run(database, way, writers=int(writers), calls=int(calls), rollbacks=True)
    print(json.dumps(dataclasses.asdict(outcome)))


if __name__ == "__main__":
    main()
