"""The add-ons in a database with Odoo's own demo data."""

import os
import subprocess
from pathlib import Path

from lib import databases, odoo_run, odoo_source, paths
from lib.console import run

CHECKS = Path(__file__).with_name("odoo_demo_checks.py")


def test_installs_beside_odoos_demo_data_and_the_switch_turns():
    known = databases.Databases(dict(os.environ), odoo_source.find())
    # what ours depend on is installed in that stage: only its demo data is missing
    with known.temporary_copy(known.dependencies(), "demo") as name:
        environment = odoo_run.environment(known.environment)
        run(
            odoo_run.command("module", "force-demo", "-c", paths.ODOO_CONF, "-d", name),
            "Odoo's demo data could not be loaded.",
            log="odoo.log",
            env=environment,
            cwd=paths.ROOT,
        )
        assert known.query("SELECT * FROM ir_demo_failure", name) == []
        odoo_run.install(
            known.environment,
            name,
            databases.our_modules(),
            "Our add-ons could not be installed beside Odoo's demo data.",
            "--with-demo",
        )
        shell = subprocess.run(
            odoo_run.command("shell", "-c", paths.ODOO_CONF, "-d", name, "--no-http", "--log-level=error"),
            env=environment,
            cwd=paths.ROOT,
            input=CHECKS.read_text(encoding="utf8"),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "DEMO CHECKS PASSED" in shell.stdout, shell.stdout + shell.stderr
