"""script/bootstrap: install everything the other commands need."""

import argparse
import contextlib
import fcntl

from . import databases, odoo_run, odoo_source, paths, postgres, system, virtualenv
from .console import tell

HELP = """\
Installs what is missing: Odoo 19, Python libraries and OCA add-ons, PostgreSQL, the print engine, Chinese
fonts and the browser for tests. Everything but system packages goes into .run/, which can be deleted when no
command runs. It can be interrupted and run again. The other commands call it by themselves.

  ODOO_HOME=FOLDER        use this Odoo 19 instead of Debian's package
  PGHOST, PGPORT, ...     use this PostgreSQL server instead of one of the project's own
"""


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/bootstrap", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--for-server", action="store_true", help="leave out what only tests need")
    options = parser.parse_args(arguments)
    with ready(with_tests=not options.for_server):
        tell("Everything is installed. Next: script/server, or script/test.")


def install(with_tests):
    """Install what is missing, and return the Odoo tree.

    :param bool with_tests: also what tests and script/lint need
    """
    system.check_disk()
    odoo_source.find()  # a wrong ODOO_HOME is told before anything is fetched
    paths.RUN.mkdir(exist_ok=True)
    with lock():
        system.install_packages(
            [*system.SERVER_PACKAGES, *(system.TEST_PACKAGES if with_tests else ()), *postgres.packages()]
        )
        system.check_fonts()
        postgres.check_external()
        source = odoo_source.install()
        virtualenv.install(source, with_tests)
        odoo_run.write_configuration(source)
    return source


@contextlib.contextmanager
def lock():
    """Let one command install at a time."""
    with (paths.RUN / "bootstrap.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another command is installing; waiting for it ...")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def ready(with_tests):
    """Install what is missing and give the project's databases on a running server."""
    source = install(with_tests)
    with postgres.running() as environment:
        yield databases.Databases(environment, source)
