"""Running a trial of many processes beside the tests."""

import json
import subprocess

from lib import paths


def run_trial(module, database, *arguments, conf=paths.ODOO_CONF):
    """Run a module of trials on a database to throw away, and return what came out of it."""
    command = [paths.PYTHON, "-m", module, conf, database, *arguments]
    result = subprocess.run(
        [str(part) for part in command],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)
