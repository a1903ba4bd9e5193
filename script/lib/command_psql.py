"""script/psql: psql on one of the project's databases."""

import argparse
import subprocess

from . import databases
from .command_bootstrap import ready
from .console import Stop


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/psql",
        description="Opens psql on the demo company's database.",
        epilog="Further arguments go to psql: script/psql -- -c 'SELECT 1'",
    )
    parser.add_argument("-d", "--database", help="name of a database (default: the demo company)")
    parser.add_argument("-l", "--list", action="store_true", help="list the project's databases")
    options, rest = parser.parse_known_args(arguments)
    rest = [argument for argument in rest if argument != "--"]
    with ready(with_tests=False) as known:
        name = "postgres" if options.list else choose_database(known, options.database)
        command = ["psql", "-d", name, *(["-l"] if options.list else []), *rest]
        return subprocess.run(command, env=known.environment, check=False).returncode


def choose_database(known, wanted):
    """Return the database to open.

    :raises Stop: there is none of that name
    """
    name = wanted or known.name(databases.DEMO)
    if not known.exists(name):
        raise Stop(
            f"there is no database {name}: script/psql --list shows those that are, "
            "script/server makes the demo company's."
        )
    return name
