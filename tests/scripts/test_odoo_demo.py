"""The add-ons in a database with Odoo's own demo data."""

import os
import subprocess
from pathlib import Path

from lib import databases, odoo_run, odoo_source, paths

CHECKS = Path(__file__).with_name("odoo_demo_checks.py")


def test_installs_beside_odoos_demo_data_and_the_switch_turns():
    known = databases.Databases(dict(os.environ), odoo_source.find())
    name = known.name(f"odoo_demo_{os.getpid()}")
    known.query(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
    try:
        odoo_run.install(
            known.environment,
            name,
            databases.our_modules(),
            "Our add-ons could not be installed beside Odoo's demo data.",
            "--with-demo",
        )
        shell = subprocess.run(
            odoo_run.command("shell", "-c", paths.ODOO_CONF, "-d", name, "--no-http", "--log-level=error"),
            env=odoo_run.environment(known.environment),
            cwd=paths.ROOT,
            input=CHECKS.read_text(encoding="utf8"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "DEMO CHECKS PASSED" in shell.stdout, shell.stdout + shell.stderr
    finally:
        known.drop(name)
