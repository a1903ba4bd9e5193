"""A copy of the project in an empty folder, to run its commands as on a new machine."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "script", "bench", "lint", "tests", "addons", "data",
    "requirements.txt", "requirements-odoo.txt", "requirements-test.txt",
)  # fmt: skip
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def clean_environment(**variables):
    """Return the environment of somebody who just logged in, without what the present run has set."""
    ours = ("PG", "PYTHON", "ODOO_", "OPS_", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PATH": SYSTEM_PATH, "PIP_RETRIES": "1", **variables}


class Checkout:
    """A copy of the project without its .run folder."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for name in COPIED:
            origin = ROOT / name
            if origin.is_dir():
                shutil.copytree(origin, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(origin, folder / name)

    def run(self, command, *arguments, timeout=300, **variables):
        """Run script/COMMAND to its end and return it, with all output in `.stdout`."""
        return subprocess.run(
            [self.folder / "script" / command, *arguments],
            env=clean_environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=timeout,
            check=False,
        )

    def _start(self, command, *arguments, **variables):
        return subprocess.Popen(
            [self.folder / "script" / command, *arguments],
            env=clean_environment(**variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def run_until(self, text, command, *arguments, with_signal=signal.SIGTERM, **variables):
        """Run script/COMMAND until a line of its output contains the text, end it, and return the output."""
        process = self._start(command, *arguments, **variables)
        lines = []
        for line in process.stdout:
            lines.append(line)
            if text in line:
                os.killpg(process.pid, with_signal)
        process.wait()
        return "".join(lines)

    @contextlib.contextmanager
    def while_running(self, text, command, *arguments, **variables):
        """Start script/COMMAND, go on when a line of its output contains the text, and end it afterwards."""
        process = self._start(command, *arguments, **variables)
        try:
            assert any(text in line for line in process.stdout), f"{command} ended without saying {text}"
            yield process
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.communicate()

    def add_program(self, name, script):
        """Put a program of this name before the system's own; return the PATH to run with."""
        folder = self.folder / "programs"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
        return f"{folder}:{SYSTEM_PATH}"

    def replace(self, name, old, new):
        """Change a file of the copy."""
        text = (self.folder / name).read_text()
        assert old in text
        (self.folder / name).write_text(text.replace(old, new))


def told(result):
    """Return the sentence that a failed command ended with."""
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stdout, result.stdout
    return result.stdout.strip().splitlines()[-1]
