"""T6: numbers without gaps under eight writers, against a counter row waited for, and Odoo's sequence.

``python -m bench.numbers CONF DATABASE ROUNDS fast|held|slow``, on the environment's Python. The database
is one to throw away. With *held* and *slow* its commits take 5 ms, which the caller has seen to; with *slow*
the system parameter lets the lock go before the commit is on the disk.
"""

import statistics
import sys

from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

from tests.scale import number_writers
from tests.scale.number_writers import compute, wait

from .show import show_target, spread

WRITERS = 8
CALLS = 50
COMMIT_MS = 5


def in_turn(rounds, database, other_work):
    """Run ours and the locked row in turn; return the outcomes of each."""
    ours, row = [], []
    for number in range(rounds + 1):
        pair = [
            number_writers.run(database, way, other_work, WRITERS, CALLS, rollbacks=True)
            for way in ("ours", "locked_row")
        ]
        if number:  # the first pair warms up
            ours.append(pair[0])
            row.append(pair[1])
    return ours, row


def rates(outcomes):
    return [outcome.per_second for outcome in outcomes]


def show_pair(what, ours, row):
    ratio = statistics.median(a / b for a, b in zip(rates(ours), rates(row), strict=True))
    print(f"    {what}: {spread(rates(ours))} a second, row lock {spread(rates(row))} ({ratio:.2f}×)")
    return ratio


def wrong(outcomes):
    """Return gaps, duplicates and failures of all runs."""
    return tuple(
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("gaps", "duplicates", "failures")
    )


def measure_fast(rounds, database):
    ours, row = in_turn(rounds, database, compute)
    taken = sum(outcome.committed for outcome in ours)
    print(f"T6  numbers without gaps, {WRITERS} writers, 5 ms of other work; one in seven is rolled back")
    gaps, duplicates, failures = wrong(ours)
    print(f"    {taken} numbers: {gaps} gaps, {duplicates} duplicates, {failures} failures")
    show_target("0 gaps, 0 duplicates, 0 failures", not any(wrong(ours)))
    ratio = show_pair("other work computes", ours, row)
    show_target("≥ 0.9 × a waiting row lock taken last", ratio >= 0.9)
    show_pair("other work only waits, the numbers are all there is to do", *in_turn(rounds, database, wait))
    sequence = number_writers.run(database, "sequence", compute, WRITERS, CALLS)
    print(
        f"    Odoo's own gapless sequence: {sequence.per_second:.0f} a second, "
        f"{sequence.failures / sequence.committed:.1f} failures for each"
    )


def measure_held(rounds, database):
    """As installed: the lock is held until the commit is on the disk, like the row's."""
    ours, row = in_turn(rounds, database, wait)
    show_pair(f"commits take {COMMIT_MS} ms, the lock is held meanwhile (as installed)", ours, row)
    gaps, duplicates, failures = wrong(ours)
    print(f"    {gaps} gaps, {duplicates} duplicates, {failures} failures")
    show_target("0 gaps, 0 duplicates, 0 failures", not any(wrong(ours)))


def measure_slow(rounds, database):
    """The row is locked until its commit is on the disk: its writers come one after the other."""
    ours, row = in_turn(rounds, database, wait)
    ratio = show_pair(f"commits take {COMMIT_MS} ms, the lock is free before", ours, row)
    gaps, duplicates, failures = wrong(ours)
    print(f"    {gaps} gaps, {duplicates} duplicates, {failures} failures")
    show_target("≥ 1.5 × one commit after the other", ratio >= 1.5 and not any(wrong(ours)))


def main():
    conf, database, rounds, commits = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    Registry(database)
    measures = {"fast": measure_fast, "held": measure_held, "slow": measure_slow}
    measures[commits](int(rounds), database)


if __name__ == "__main__":
    main()
