"""script/bench: what the rulebook costs, against plain Odoo in the same run."""

import argparse
import subprocess
import sys

from . import odoo_run, paths
from .command_bootstrap import ready

DESCRIPTION = """\
Measures our numbers against plain Odoo: two databases, the same work in both, in turn (A B A B …) in one
process, medians.

  T1   switch off: order to cash (10 lines: create, confirm, deliver, invoice, post, pay)      asserted: +0
  SQL, CPU 1.00 ± 0.01
  T2   the same behind a two-tier gate (submitted, approved twice)                            target: ≤ 1.04 ×
  SQL and CPU
  T5   list of 80 quotations with our columns against the plain list                          target: ≤ +1
  SQL, ≤ 1.08 × CPU

SQL statements are counted exactly; CPU is that of Odoo's process.
"""


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/bench", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=25, help="pairs of runs per measure (default: 25)")
    options = parser.parse_args(arguments)
    if options.rounds < 3:
        parser.error("--rounds: at least 3, a median of fewer says nothing")
    with (
        ready(with_tests=False) as known,
        known.temporary_copy(known.dependencies(), "bench") as plain,
        known.temporary_copy(known.product(), "bench") as ours,
    ):
        return subprocess.run(
            [paths.PYTHON, "-m", "lib.bench", paths.ODOO_CONF, plain, ours, str(options.rounds)],
            env={**odoo_run.environment(known.environment), "PYTHONPATH": str(paths.ROOT / "script")},
            cwd=paths.ROOT,
            check=False,
            stdout=sys.stdout,
        ).returncode
