"""script/test: run the tests, from nothing to one line of totals."""

import argparse
import collections
import json
import os
import subprocess

from . import clauses, odoo_run, paths
from .command_bootstrap import ready
from .console import tell

HELP = """\
Runs the tests after installing what is missing, and ends with the line "N passed, N failed, N skipped".

  script/test                      everything
  script/test policy deal          the rooms tests/policy and tests/deal
  script/test tests/deal/test_sale_order.py::TestQuotation -k refused -x
  script/test --clauses            everything, then the matrix clause -> whole / part / none -> result

Rooms run inside Odoo on a copy of a database with the add-ons; tests/web drives a browser against a real
server with a copy of the demo company; tests/scale lets many processes work at once on a copy of a
database with the add-ons; tests/scripts runs these scripts. Other arguments go to pytest.
"""

# Rooms whose tests run beside Odoo, not inside it.
PLAIN_ROOMS = ("web", "scripts", "scale")

NOTHING_COLLECTED = 5


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/test", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--clauses", action="store_true", help="print the clause matrix at the end")
    options, rest = parser.parse_known_args(arguments)
    chosen, rest = split_arguments(rest)
    with ready(with_tests=True) as known:
        results, rulebook = run_all(known, chosen or all_tests(), rest)
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


def is_plain(path):
    return path.split("/")[1] in PLAIN_ROOMS


def run_all(known, chosen, rest):
    """Run pytest once inside Odoo and once beside it; return test → outcome and clauses, and the rulebook."""
    results, rulebook = {}, {}
    inside = [path for path in chosen if not is_plain(path)]
    plain = [path for path in chosen if is_plain(path)]
    if inside:
        with known.temporary_copy(known.product(), "test") as name:
            odoo_options = [f"--odoo-config={paths.ODOO_CONF}", f"--odoo-database={name}", "--odoo-http"]
            results |= run_pytest(known, [*odoo_options, *inside, *rest])
            rulebook = read_rulebook(known, name)
    if plain:
        results |= run_pytest(known, ["-p", "no:odoo", *plain, *rest], **stages(known, plain))
    return results, rulebook


def stages(known, plain):
    """Return the variables that name the databases of which the rooms make copies."""
    rooms = {path.split("/")[1] for path in plain}
    names = {"web": ("OPS_TEST_COMPANY", known.company), "scale": ("OPS_TEST_PRODUCT", known.product)}
    return {variable: name() for room, (variable, name) in names.items() if room in rooms}


def run_pytest(known, arguments, **variables):
    """Run pytest and return test → outcome and clauses; a run that breaks off counts as one failed test."""
    file = paths.RUN / f"test-results-{os.getpid()}.json"
    command = [paths.PYTHON, "-m", "pytest", *arguments]
    environment = {**odoo_run.environment(known.environment), **variables, "OPS_TEST_RESULTS": str(file)}
    code = subprocess.run(
        command, env=environment, cwd=paths.ROOT, stdin=subprocess.DEVNULL, check=False
    ).returncode
    results = json.loads(file.read_text()) if file.exists() else {}
    file.unlink(missing_ok=True)
    if code not in (0, NOTHING_COLLECTED) and not any(
        test["outcome"] == "failed" for test in results.values()
    ):
        tell(f"pytest broke off with code {code}: {' '.join(arguments)}")
        results[f"pytest {' '.join(arguments)}"] = {"outcome": "failed", "clauses": []}
    return results


def read_rulebook(known, name):
    """Return clause code → who enforces it, as the product ships it."""
    return dict(known.query("SELECT code, enforcement FROM ops_clause ORDER BY id", name))


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
