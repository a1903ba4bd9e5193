"""script/bench: what the rulebook costs, against plain Odoo in the same run."""

import argparse
import contextlib
import subprocess
import sys

from lib import odoo_run, paths, postgres
from lib.command_bootstrap import ready
from lib.console import tell

from . import install, night

DESCRIPTION = """\
Measures our numbers (all, or the ones named) and prints each with its target beside. Against plain Odoo: two
databases, the same work in both, in turn (A B A B ...), medians.

  T1   switch off: order to cash (10 lines: create, confirm, deliver, invoice, post, pay)
       asserted: +0 SQL, ≤ 1.005 × calls
  T2   the same behind the gates: a major quotation submitted and approved twice, confirmed on its contract,
       delivered on its release, invoiced and paid by finance's approvals
       target: each step a request, ≤ 1.05 × SQL and ≤ 1.10 × calls; in one transaction, ≤ 1.03 × SQL
       Counted is what the gates add: request and approvals of the quotation, and the checks in confirming,
       delivering, invoicing, posting and paying, with what each step tells people. Not counted but printed
       beside are the documents: making and approving contract, release, invoice request and receipt,
       entering the contract when its order is confirmed, ending the release when its goods have left.
       Finance's approvals are the documents', the invoice and the payment they make the cycle's. Measured
       twice: in one transaction, where steps (and documents) leave what they have read to the next, and with
       each step, on both sides, reading anew as a request does.
  T3   one approval of a quotation, after which the next approver is told
       target: ≤ 10 SQL; ≤ 0.35 × the calls of the library alone, base_tier_validation on plain Odoo's
       quotations with two tiers of its own
  T4   what waits for an approver, in counter, inbox and first page, with 10,000 waiting and 10,000 decided
       against 100 of each
       target: counter and list ≤ 4 SQL, first page ≤ 20 SQL, the same at every size; ≤ 1.3 × calls
  T5   list of 80 quotations with our columns against the plain list
       target: ≤ +1 SQL, ≤ 1.08 × calls
  T6   numbers without gaps, 8 writers at once with 5 ms of other work
       target: no gap, no duplicate, no failure; ≥ 0.9 × a waiting row lock taken last; ≥ 1.5 × one commit
       after the other when commits take 5 ms (only on the project's own database server)
  T7   deadlines: 1,000,000 duties of 200 people, 10,000 of them overdue
       target: marking them ≤ 1.5 × the raw statement's time and ≤ 10 SQL; nothing overdue ≤ 5 ms; their
       violations and what people are told ≤ 30 SQL per 1,000, what the job reads once among them
       At most 10 rounds; printed beside are 1,000 violations with a case each, of which core writes each
       hundred in a statement, and the digest of the 200 people, batch by batch.
  T10  web clients on real servers, 1, 2, 4 and 8 at once: create, submit, approve, confirm, against create
       and confirm; goods lie in the warehouse and are reserved
       target: confirm ≤ 1.05 ×, create ≤ 1.03 × plain Odoo's time; submit and approve ≤ 20 ms each where
       plain Odoo's confirmation takes 250 ms (one client); ≥ 0.85 × documents a second, no error; no lock of
       the gate's own on a confirmation
       Every click is a request and is counted; the contracts are made and signed between approving and
       confirming, not counted but printed beside. At most 5 rounds. First it looks at the locks of a
       confirmation.
  T12  installing both add-ons on a database with what they depend on, and updating them without changes
       target: ≤ 30 s and ≤ 15 s
  T13  the cost of goods kept secret, switch on: forms and lists of 80 of products, quotations, pickings,
       stock and purchases, confirming an order, delivering; by who may not know the cost and by who may
       target: ≤ 1.05 × calls each
       Against the same work, behind the same gates, with the secret's checks taken out of the process, so
       that only the secret is measured; what the work takes with the switch off is printed beside.
  T16  a half-year's statements of account: 10,000 customers with a million journal items
       target: memory flat (≤ 40 MB more than after the first batch of 500); a night that is killed halfway
       is taken up again: one statement of each customer, equal to the ledger to the cent
       Printed beside are the time and statements of a batch, and one PDF of 200 of them.

SQL statements are counted exactly. CPU targets are held by counted Python calls (what cProfile counts, in
runs of their own), as CPU, that of Odoo's process, swings on shared machines: it is printed beside. Where a
target is missed, it is listed where the statements and the calls added are: statements by step, verb and
table, calls by step and function.
"""

CYCLES = ("T1", "T2", "T3", "T5", "T13")
MEASURES = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T10", "T12", "T13", "T16")
COMMIT_DELAY_MICROSECONDS = 5000


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/bench", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help="T1, T6 ...; default: all")
    parser.add_argument("--rounds", type=int, default=25, help="pairs of runs per measure (default: 25)")
    options = parser.parse_args(arguments)
    unknown = set(options.measures) - set(MEASURES)
    if unknown:
        parser.error(f"{', '.join(sorted(unknown))}: known are {', '.join(MEASURES)}")
    if options.rounds < 3:
        parser.error("--rounds: at least 3, a median of fewer says nothing")
    chosen = options.measures or MEASURES
    with ready(with_tests=False) as known:
        code = measure_cycles(known, options.rounds, [name for name in CYCLES if name in chosen])
        if "T4" in chosen:
            measure_inbox(known, options.rounds)
        if "T7" in chosen:
            measure_ledger(known, options.rounds)
        if "T6" in chosen:
            measure_numbers(known, options.rounds)
        if "T10" in chosen:
            code = measure_clients(known, options.rounds) or code
        if "T16" in chosen:
            measure_night(known)
        if "T12" in chosen:
            install.measure(known)
    return code


def measure_cycles(known, rounds, chosen):
    """The measures of work in one process, in turn on plain Odoo and on ours."""
    if not chosen:
        return 0
    with both_sides(known) as (plain, ours):
        return inside(known, "bench.measures", plain, ours, rounds, *chosen)


def measure_clients(known, rounds):
    with both_sides(known) as (plain, ours):
        return inside(known, "bench.clients", plain, ours, rounds)


def measure_inbox(known, rounds):
    with (
        known.temporary_copy(known.product(), "benchfew") as few,
        known.temporary_copy(known.product(), "benchmany") as many,
    ):
        inside(known, "bench.inbox", few, many, rounds)


def measure_ledger(known, rounds):
    with known.temporary_copy(known.product(), "bench") as name:
        inside(known, "bench.ledger", name, rounds)


def measure_night(known):
    environment = {**odoo_run.environment(known.environment), "PYTHONHASHSEED": "0"}
    with known.temporary_copy(known.product(), "bench") as name:

        def command(step):
            return [
                str(part) for part in (paths.PYTHON, "-m", "bench.half_year", paths.ODOO_CONF, name, step)
            ]

        night.measure(command, {"env": environment, "cwd": paths.ROOT})


@contextlib.contextmanager
def both_sides(known):
    """Give the names of a database with plain Odoo and of one with our add-ons, to throw away."""
    with (
        known.temporary_copy(known.dependencies(), "bench") as plain,
        known.temporary_copy(known.product(), "bench") as ours,
    ):
        yield plain, ours


def measure_numbers(known, rounds):
    with known.temporary_copy(known.product(), "bench") as name:
        inside(known, "bench.numbers", name, rounds, "fast")
        if postgres.is_external():
            tell("    slow commits: not measured, they need the project's own database server")
        else:
            let_commits_take_5_ms(known, name)
            inside(known, "bench.numbers", name, rounds, "held")
            known.query(
                "INSERT INTO ir_config_parameter (key, value) VALUES"
                " ('ops_dept.numbers_unlock_before_disk', 'True')",
                name,
            )
            inside(known, "bench.numbers", name, rounds, "slow")


def let_commits_take_5_ms(known, name):
    """Let commits to a database wait for a slow disk."""
    settings = {
        "synchronous_commit": "on",
        "commit_siblings": 0,
        "commit_delay": COMMIT_DELAY_MICROSECONDS,
    }
    for setting, value in settings.items():
        known.query(f'ALTER DATABASE "{name}" SET {setting} = {value}', as_superuser=True)


def inside(known, module, *arguments):
    """Run a module of measures on the environment's Python."""
    return subprocess.run(
        [str(part) for part in (paths.PYTHON, "-m", module, paths.ODOO_CONF, *arguments)],
        # strings hash alike in each run: how often sets of them are compared would differ
        env={**odoo_run.environment(known.environment), "PYTHONHASHSEED": "0"},
        cwd=paths.ROOT,
        check=False,
        stdout=sys.stdout,
    ).returncode
