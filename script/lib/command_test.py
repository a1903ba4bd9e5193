"""script/test: run the tests, from nothing to one line of totals."""

import argparse
import collections

from tests import marks
from tests.core import compare

from . import paths
from .command_bootstrap import ready
from .console import tell
from .test_runs import TestRuns, lanes_here

SLOWEST = 20
HELP = """\
Runs the tests after installing what is missing, and ends with the line "N passed, N failed, N skipped".

  script/test                      everything
  script/test policy deal          the rooms tests/policy and tests/deal
  script/test deal/bid cash/page   the folders tests/deal/bid and tests/cash/page
  script/test tests/deal/bid/test_ops_bid.py::TestOpsBid -k refused -x
  script/test --clauses            everything, then the matrix clause -> whole / part / none -> result
  script/test --lanes 1 deal       one after the other, shown while they run
  script/test --core               core's and OCA's own tests, with our add-ons and without (about an hour)
  script/test --core sale crm      those of single modules, or files: sale.test_sale_order
  script/test --core --on          with the rulebook switched on, where no gate stands

Several groups of tests run at once, as many as the machine has processors (four at most); what a group says
is printed when it is finished. Rooms run inside Odoo on copies of a database with the add-ons; tests/web
drives a browser against a real server with a copy of the demo company; tests/scale lets many processes work
at once on a copy of a database with the add-ons; tests/scripts runs these scripts. Other arguments go to
pytest.

--core compares test by test: two databases with the same modules, without demo data, in English, one of them
with our add-ons; everything is loaded before the tests begin, those for the time of an installation included.
Tests in a browser are left out. "Failed" is what fails only with our add-ons, and each is named; "skipped" is
what needs a browser, what Odoo itself skips, and what fails without our add-ons, too. The copies of databases
are dropped at the end and after an interruption.

--core --on switches the rulebook on in the database's companies before the tests begin, and sets a default
value so that the companies which tests create are born with it. Chosen are flows where no gate stands: stock,
purchases, vendors' bills, expenses, repairs. Their tests that deliver to customers or invoice them on the way
meet the gates, as they should; they are named with the sentence of the refusal.
"""


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/test", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clauses", action="store_true", help="print the clause matrix at the end")
    parser.add_argument("--lanes", type=int, help="how many groups of tests run at once")
    parser.add_argument("--core", action="store_true", help="compare core's own tests with and without ours")
    parser.add_argument("--on", action="store_true", help="with --core: with the rulebook switched on")
    options, rest = parser.parse_known_args(arguments)
    lanes = options.lanes or lanes_here()
    if options.core:
        return compare_core(rest, lanes, options.on)
    chosen, rest = split_arguments(rest)
    with ready(with_tests=True) as known:
        runs = TestRuns(known, lanes, rest)
        results, rulebook = runs.run(chosen or all_tests())
    complete = not chosen and not rest
    return report(results, rulebook, with_matrix=options.clauses, complete=complete)


def compare_core(names, lanes, is_on):
    """Run core's own tests of the modules named, with our add-ons and without; return the exit code."""
    with ready(with_tests=True) as known:
        chosen = names or (compare.FREE_FLOWS if is_on else compare.MODULES)
        return compare.report(compare.CoreTests(known, lanes, is_on).run(chosen))


def split_arguments(arguments):
    """Tell paths of tests (rooms and their folders by name) from arguments for pytest."""
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
    """Return the rooms with tests, and the files beside them; the folders of a room belong to it."""
    found = paths.TESTS.rglob("test_*.py")
    return sorted({f"tests/{path.relative_to(paths.TESTS).parts[0]}" for path in found})


def slowest(results):
    """Return the lines that name the tests which took longest, what they set up included."""
    seconds = {name: test.get("seconds", 0.0) for name, test in results.items()}
    names = sorted(seconds, key=seconds.get, reverse=True)[:SLOWEST]
    return ["The slowest tests:", *(f"{seconds[name]:6.1f} s  {name}" for name in names)]


def report(results, rulebook, with_matrix, complete):
    """Print the matrix when asked for, and the totals; return the exit code."""
    counts = collections.Counter(test["outcome"] for test in results.values())
    if complete:
        for code in marks.find_unproven(rulebook, results):
            tell(f"{code} is marked as enforced by the software, but no whole test of it passed.")
            counts["failed"] += 1
    if with_matrix:
        tell("\n".join(["", *marks.matrix(rulebook, marks.find_marks(), results)]))
    if len(results) > SLOWEST:
        tell("\n".join(["", *slowest(results)]))
    tell(f"\n{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    return 1 if counts["failed"] or not results else 0
