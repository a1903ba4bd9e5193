"""script/test: run the tests, from nothing to one line of totals."""

import argparse
import collections

from . import clauses, paths
from .command_bootstrap import ready
from .console import tell
from .test_runs import TestRuns, lanes_here

HELP = """\
Runs the tests after installing what is missing, and ends with the line "N passed, N failed, N skipped".

  script/test                      everything
  script/test policy deal          the rooms tests/policy and tests/deal
  script/test tests/deal/test_sale_order.py::TestQuotation -k refused -x
  script/test --clauses            everything, then the matrix clause -> whole / part / none -> result
  script/test --lanes 1 deal       one after the other, shown while they run

Several groups of tests run at once, as many as the machine has processors (four at most); what a group says
is printed when it is finished. Rooms run inside Odoo on copies of a database with the add-ons; tests/web
drives a browser against a real server with a copy of the demo company; tests/scale lets many processes work
at once on a copy of a database with the add-ons; tests/scripts runs these scripts. Other arguments go to
pytest.
"""


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/test", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clauses", action="store_true", help="print the clause matrix at the end")
    parser.add_argument("--lanes", type=int, help="how many groups of tests run at once")
    options, rest = parser.parse_known_args(arguments)
    chosen, rest = split_arguments(rest)
    with ready(with_tests=True) as known:
        runs = TestRuns(known, options.lanes or lanes_here(), rest)
        results, rulebook = runs.run(chosen or all_tests())
    complete = not chosen and not rest
    return report(results, rulebook, with_matrix=options.clauses, complete=complete)


def split_arguments(arguments):
    """Tell paths of tests (rooms by their name) from arguments for pytest."""
    chosen, rest = [], []
    for argument in arguments:
        if not argument.startswith("-") and (paths.TESTS / argument).exists():
            chosen.append(f"tests/{argument}")
        elif argument.startswith("tests/") and (paths.ROOT / argument.split("::")[0]).exists():
            chosen.append(argument)
        else:
            rest.append(argument)
    return chosen, rest


def all_tests():
    rooms = {path.parent.relative_to(paths.ROOT).as_posix() for path in paths.TESTS.rglob("test_*.py")}
    top = {f"tests/{path.name}" for path in paths.TESTS.glob("test_*.py")}
    return sorted((rooms - {"tests"}) | top)


def report(results, rulebook, with_matrix, complete):
    """Print the matrix when asked for, and the totals; return the exit code."""
    counts = collections.Counter(test["outcome"] for test in results.values())
    if complete:
        for code in clauses.find_unproven(rulebook, results):
            tell(f"{code} is marked as enforced by the software, but no whole test of it passed.")
            counts["failed"] += 1
    if with_matrix:
        tell("\n".join(["", *clauses.matrix(rulebook, clauses.find_marks(), results)]))
    tell(f"\n{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] or not results else 0
