"""Starting Odoo: its configuration file, its command line, and pieces of code run inside it."""

import subprocess

from . import paths, virtualenv
from .console import run


def environment(postgres):
    """Return the variables that Odoo and its helpers run with.

    :param dict postgres: the variables to reach the database server
    """
    return {
        **postgres,
        "PATH": f"{paths.BIN}:{paths.VENV / 'bin'}:{postgres['PATH']}",
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "",  # Odoo comes without compiled files: 3 of 7 seconds of each start
        "TZ": "UTC",
    }


def write_configuration(source):
    """Write the configuration for this checkout (production has odoo.conf)."""
    addons = [paths.ADDONS, virtualenv.addons_path(), *source.addons_paths]
    paths.ODOO_DATA.mkdir(parents=True, exist_ok=True)
    paths.ODOO_CONF.write_text(
        "# Written by script/bootstrap for this checkout; the commented one for production is odoo.conf.\n"
        "[options]\n"
        f"addons_path = {','.join(str(path) for path in addons if path.is_dir())}\n"
        f"data_dir = {paths.ODOO_DATA}\n"
        f"bin_path = {paths.BIN}\n"
        "list_db = False\n"
        "workers = 0\n"
        "http_interface = 127.0.0.1\n"
    )


def command(*arguments):
    """Return the command line of Odoo with this checkout's configuration."""
    return [str(part) for part in (paths.PYTHON, "-m", "odoo", *arguments)]


def install(postgres, database, modules, failure, *options, verb="-i"):
    """Install modules, or update them with verb ``-u``; return what Odoo warned of."""
    return run(
        command("-c", paths.ODOO_CONF, "-d", database, verb, ",".join(modules), *options,
                "--stop-after-init", "--no-http", "--max-cron-threads=0", "--log-level=warn"),
        failure, log="odoo.log", env=environment(postgres), cwd=paths.ROOT,
    )  # fmt: skip


def inside(postgres, database, failure, *tasks):
    """Run tasks of ``inside.py`` in an Odoo environment of the database."""
    return run(
        [paths.PYTHON, "-m", "lib.inside", paths.ODOO_CONF, database, *tasks],
        failure, log="odoo.log", env=environment(postgres), cwd=paths.ROOT,
    )  # fmt: skip


def start(postgres, database, port, log, *options):
    """Start a web server on the database and return its process."""
    with log.open("w") as stream:
        return subprocess.Popen(
            command("-c", paths.ODOO_CONF, "-d", database, "--db-filter", f"^{database}$",
                    "--http-port", port, *options),
            env=environment(postgres), cwd=paths.ROOT,
            stdin=subprocess.DEVNULL, stdout=stream, stderr=subprocess.STDOUT,
        )  # fmt: skip
