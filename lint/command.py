"""script/lint: check the sources without running them."""

import argparse
import os
import subprocess

from lib import databases, odoo_run, paths
from lib.command_bootstrap import install, ready
from lib.console import tell

from . import figures

HELP = """\
Checks the sources: ruff (rules and format), pylint with Odoo's rules, XML and the conventions of views,
translations, and what may stand where. Ends with an error when anything is found.

  script/lint          check everything
  script/lint --fix    let ruff mend and format what it can first, and write README.rst and docs/clauses.md
  script/lint --figures
                       print lines and files per folder, methods, doors (create, write …) that are overridden
                       in several places, constants that list roles, long files
  script/lint --terms  write the terms of the add-ons anew (i18n/*.pot, zh_CN.po), from a database that is
                       made of the present sources; ends with an error when some have no Chinese yet
"""

# Not for us: rooms extend one core model in several files, a helper may call another method's super, and
# `_ = self.env._` is fine for many sentences.
PYLINT_LEFT_OUT = ",".join(
    (
        "consider-merging-classes-inherited",
        "super-method-mismatch",
        "prefer-env-translation",
    )
)


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/lint", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fix", action="store_true", help="mend, format and write first")
    parser.add_argument("--figures", action="store_true", help="print what the add-ons consist of, and end")
    parser.add_argument("--terms", action="store_true", help="write the terms of the add-ons anew, and end")
    options = parser.parse_args(arguments)
    if options.terms:
        return _write_terms()
    if options.figures:
        figures.show()
        return 0
    install(with_tests=True)
    if options.fix:
        run_tool("ruff", "check", "--fix", "--quiet", ".")
        run_tool("ruff", "format", "--quiet", ".")
        run_tool("python", "-m", "lint.readmes")
        run_tool("python", "-m", "lint.clause_page")
    addons = [str(paths.ADDONS / name) for name in databases.our_modules()]
    tools = {
        "ruff": run_tool("ruff", "check", "--quiet", "--output-format=concise", "."),
        "ruff format": run_tool("ruff", "format", "--check", "--quiet", "."),
        "pylint": run_tool("pylint", "--rcfile=.pylintrc", f"--disable={PYLINT_LEFT_OUT}", *addons),
        "our own checks": run_tool("python", "-m", "lint.checks"),
    }
    failed = [name for name, passed in tools.items() if not passed]
    tell(f"Lint found something: {', '.join(failed)}." if failed else "Lint found nothing.")
    return 1 if failed else 0


def _write_terms():
    with ready(with_tests=True) as known:
        environment = {**odoo_run.environment(known.environment), "PYTHONPATH": os.environ["PYTHONPATH"]}
        return 0 if run_tool("python", "-m", "lint.terms", known.product(), environment=environment) else 1


def run_tool(name, *arguments, environment=None):
    """Run a tool of the environment and tell whether it found nothing."""
    command = [str(paths.VENV / "bin" / name), *arguments]
    done = subprocess.run(command, cwd=paths.ROOT, env=environment, stdin=subprocess.DEVNULL, check=False)
    return done.returncode == 0
