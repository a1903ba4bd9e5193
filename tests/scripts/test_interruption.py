"""An installation that is broken off goes on where it stopped, and leaves the system as it was."""

import hashlib
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

from .checkout import told

SYSTEM_FILES = (
    "/etc/apt/sources.list",
    "/etc/apt/sources.list.d",
    "/etc/default/locale",
    "/etc/postgresql-common",
)
INSTALL = ("bootstrap", "--for-server")


def fingerprint():
    """Return a hash over the system's settings that must stay as they are."""
    digest = hashlib.sha256()
    for root in map(Path, SYSTEM_FILES):
        for path in sorted([root, *root.rglob("*")] if root.is_dir() else [root]):
            digest.update(str(path).encode() + (path.read_bytes() if path.is_file() else b""))
    if shutil.which("pg_lsclusters"):
        digest.update(subprocess.run(["pg_lsclusters"], capture_output=True, check=False).stdout)
    return digest.hexdigest()


def test_bootstrap_goes_on_after_interruptions(checkout, odoo_home):
    before = fingerprint()
    environment = checkout.folder / ".run" / "venv" / "complete"
    home = {"ODOO_HOME": odoo_home}

    output = checkout.run_until("Python libraries", *INSTALL, **home)
    assert "interrupted; run it again to go on where it stopped" in output
    assert not environment.exists()

    output = checkout.run_until("PostgreSQL: the project", *INSTALL, with_signal=signal.SIGKILL, **home)
    assert "Python libraries" in output
    assert environment.exists(), "what is complete is kept"

    result = checkout.run(*INSTALL, **home)
    assert result.returncode == 0, result.stdout
    assert "Python libraries" not in result.stdout
    assert "PostgreSQL: the project" in result.stdout, "the half-made server is made anew"

    started = time.monotonic()
    result = checkout.run(*INSTALL, **home)
    assert result.stdout.strip() == "Everything is installed. Next: script/server, or script/test."
    assert time.monotonic() - started < 10
    assert fingerprint() == before
    assert_server_stopped(checkout)

    assert "there is no database nothing: script/psql --list" in told(
        checkout.run("psql", "-d", "nothing", **home)
    )
    assert "template1" in checkout.run("psql", "--list", **home).stdout
    assert_server_stopped(checkout)
    assert_commands_share_the_server(checkout, home)


def assert_commands_share_the_server(checkout, home):
    """A second command neither waits for the first one nor stops the server under it."""
    statements = ("-c", "SELECT 'first'", "-c", "SELECT pg_sleep(300)")
    with checkout.while_running("first", "psql", "-d", "template1", "--", *statements, **home) as first:
        assert "template1" in checkout.run("psql", "--list", timeout=60, **home).stdout
        assert "template1" in checkout.run("psql", "--list", timeout=60, **home).stdout
        assert first.poll() is None
    assert_server_stopped(checkout)


def assert_server_stopped(checkout):
    """The private server runs only while a command needs it."""
    port = int((checkout.folder / ".run" / "postgres.port").read_text())
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
