"""script/server: serve the demo company."""

import argparse
import csv
import os
import signal
import socket
import time
import urllib.error
import urllib.request

from . import databases, odoo_run, paths
from .command_bootstrap import ready
from .console import Stop, step, tell

HELP = """\
Serves the demo company, after installing what is missing. What you enter stays in its database for the next
start; when the sources of the add-ons changed, the database is updated first. Stop it with Ctrl+C, or from
elsewhere with script/server --stop.
"""
PID_FILE = paths.RUN / "server.pid"
LOG_FILE = paths.LOG / "server.log"
START_SECONDS = 120

# The people of the demo company with the highest of our groups they hold in each line of work.
ROLES_QUERY = """
    SELECT u.login, p.name, string_agg(COALESCE(g.name->>'zh_CN', g.name->>'en_US'), ', ' ORDER BY g.id)
      FROM res_users u
      JOIN res_partner p ON p.id = u.partner_id
      JOIN res_groups_users_rel r ON r.uid = u.id
      JOIN res_groups g ON g.id = r.gid
      JOIN ir_model_data d ON d.model = 'res.groups' AND d.res_id = g.id AND d.module = 'ops_dept'
     WHERE u.active AND u.id > 1
  GROUP BY u.id, p.name
  ORDER BY min(g.id), u.id
"""


def main(arguments):
    parser = argparse.ArgumentParser(
        "script/server", description=HELP, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=8069, help="port on 127.0.0.1 (default %(default)s)")
    parser.add_argument(
        "--fresh", action="store_true", help="throw the demo database away and start from a new one"
    )
    parser.add_argument("--stop", action="store_true", help="stop the server that runs")
    options = parser.parse_args(arguments)
    if options.stop:
        return stop()
    check_port(options.port)
    with ready(with_tests=False) as known:
        name = prepare(known, options.fresh)
        serve(known, name, options.port)
    return 0


def stop():
    """Stop the server that was started in another window."""
    try:
        os.kill(int(PID_FILE.read_text()), signal.SIGTERM)
    except (FileNotFoundError, ValueError, ProcessLookupError):
        tell("The server does not run.")
    else:
        tell("The server stops.")


def check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise Stop(
                f"port {port} of 127.0.0.1 cannot be used ({getattr(error, 'strerror', None) or error}): "
                "stop what uses it, or choose another one with script/server --port "
                f"{8070 if port == 8069 else 8069}."
            ) from None


def prepare(known, fresh):
    """Return the name of the demo database: the kept one, updated when the sources changed, or a new one."""
    name = known.name(databases.DEMO)
    product, _, demo = known.note(name).partition(" ")
    if fresh or not product:
        known.copy(known.company(), name)
    elif product != known.product_key():
        with step("Database: the add-ons changed, the demo database is updated"):
            known.update(name)
    if not fresh and demo and demo != databases.demo_key():
        tell(
            "   Note: data/ changed since this database was made; "
            "script/server --fresh starts from a new one."
        )
        known.set_note(name, f"{known.product_key()} {demo}")
    else:
        known.set_note(name, f"{known.product_key()} {databases.demo_key()}")
    return name


def serve(known, name, port):
    """Run Odoo until it is stopped."""
    process = odoo_run.start(known.environment, name, port, LOG_FILE)
    try:
        PID_FILE.write_text(str(os.getpid()))
        wait_until_ready(process, port)
        welcome(known, name, port)
        code = process.wait()
        raise Stop(f"Odoo ended by itself (code {code}): {LOG_FILE} says why.")
    except KeyboardInterrupt:
        tell("\nStopping ...")
    finally:
        PID_FILE.unlink(missing_ok=True)
        databases.wait_for_exit(process)


def wait_until_ready(process, port):
    """Return when the server answers.

    :raises Stop: it ended, or does not answer in time
    """
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise Stop(f"Odoo did not start: {LOG_FILE} says why.")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/health", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Stop(f"Odoo did not answer within {START_SECONDS} s: {LOG_FILE} says why.")


def welcome(known, name, port):
    passwords = demo_passwords()
    people = known.query(ROLES_QUERY, name)
    tell(f"\nThe demo company is at  http://127.0.0.1:{port}\n")
    rows = [
        ("Login", "Password", "Name", "Roles"),
        *((p[0], passwords.get(p[0], ""), p[1], p[2]) for p in people),
    ]
    widths = [max(_width(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        tell(
            "  "
            + "  ".join(text + " " * (widths[i] - _width(text)) for i, text in enumerate(row[:3]))
            + f"  {row[3]}"
        )
    tell("\nTo stop: Ctrl+C here, or script/server --stop in another window.")


def demo_passwords():
    """Return the password of each login, from the demo company's own files of users."""
    found = {"admin": "admin"}
    for path in sorted(paths.DEMO_DATA.glob("*_res.users*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found |= {row["login"]: row["password"] for row in csv.DictReader(stream) if row.get("password")}
    return found


def _width(text):
    """Return the columns a text takes on a terminal: Chinese characters take two."""
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
