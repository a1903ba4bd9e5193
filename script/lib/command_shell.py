"""script/shell: an Odoo shell."""

import argparse
import subprocess

from . import odoo_run, paths
from .command_bootstrap import ready
from .command_psql import choose_database


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/shell",
        description="Opens an Odoo shell (`env` is the environment; env.cr.commit() keeps what you did).",
    )
    parser.add_argument("database", nargs="?", help="name of a database (default: the demo company)")
    options = parser.parse_args(arguments)
    with ready(with_tests=False) as known:
        name = choose_database(known, options.database)
        return subprocess.run(
            odoo_run.command("shell", "-c", paths.ODOO_CONF, "-d", name, "--no-http", "--log-level=warn"),
            env=odoo_run.environment(known.environment), cwd=paths.ROOT, check=False,
        ).returncode  # fmt: skip
