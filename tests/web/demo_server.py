"""A server on a copy of the demo company, for tests that use a browser."""

import contextlib
import dataclasses
import os

from lib import databases, odoo_run, odoo_source, paths, system
from lib.command_server import demo_passwords, wait_until_ready


@dataclasses.dataclass
class DemoServer:
    """Where the server answers, which database it serves, and each login's password."""

    url: str
    database: str
    passwords: dict
    log: object


@contextlib.contextmanager
def demo_server():
    """Serve a copy of the demo company on a free port; script/test has the database server running."""
    known = databases.Databases(dict(os.environ), odoo_source.find())
    port = system.free_port()
    log = paths.LOG / "web-tests.log"
    with known.temporary_copy(os.environ["OPS_TEST_COMPANY"], "web") as name:
        # where links and pictures in messages lead to, as it is once an administrator signed in
        url = f"http://127.0.0.1:{port}"
        known.query(f"UPDATE ir_config_parameter SET value = '{url}' WHERE key = 'web.base.url'", name)
        process = odoo_run.start(known.environment, name, port, log, "--max-cron-threads=0")
        try:
            wait_until_ready(process, port)
            yield DemoServer(url, name, demo_passwords(), log)
        finally:
            databases.wait_for_exit(process)
