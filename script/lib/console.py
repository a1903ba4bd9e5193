"""What the user sees: progress, sentences, and the output of programs kept in a log."""

import contextlib
import re
import shlex
import subprocess
import sys
import threading
import time

from . import paths

HEARTBEAT_SECONDS = 10

NETWORK_SIGNS = re.compile(
    r"Temporary failure resolving|Could not resolve|Could not connect|Unable to connect"
    r"|Connection (?:refused|timed out|failed)|Name or service not known|Temporary failure in name resolution"
    r"|Network is unreachable|No route to host|Failed to establish a new connection|Cannot connect to proxy"
    r"|ProxyError|Failed to fetch|Max retries exceeded"
    r"|ReadTimeoutError|ConnectTimeout|Connection broken|SSLError"
)
DISK_SIGNS = re.compile(r"No space left on device|not have enough free space|Disk quota exceeded")


class Stop(Exception):
    """A failure told in one sentence that says what to do."""


def tell(text=""):
    print(text, flush=True)


def tell_error(text):
    print(text, file=sys.stderr, flush=True)


@contextlib.contextmanager
def step(title):
    """Show that something is being done, that it is still being done, and how long it took."""
    started = time.monotonic()
    finished = threading.Event()

    def beat():
        while not finished.wait(HEARTBEAT_SECONDS):
            tell(f"   ... {time.monotonic() - started:.0f} s")

    tell(f"-> {title}")
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join()
    tell(f"   done in {time.monotonic() - started:.1f} s")


def run(command, failure, log="bootstrap.log", **options):
    """Run a program, keep its output in the log, return it.

    :param failure: what to say when the program fails and neither network nor disk is the cause
    :raises Stop: with one sentence
    """
    paths.LOG.mkdir(parents=True, exist_ok=True)
    log_file = paths.LOG / log
    try:
        result = subprocess.run(
            [str(part) for part in command],
            stdin=options.pop("stdin", subprocess.DEVNULL),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            **options,
        )
    except FileNotFoundError:
        raise Stop(f"{failure} ({command[0]} is not installed)") from None
    with log_file.open("a", encoding="utf8") as stream:
        stream.write(f"$ {shlex.join(str(part) for part in command)}\n{result.stdout}\n")
    if result.returncode:
        raise Stop(_explain(result.stdout, failure, log_file))
    return result.stdout


def _explain(output, failure, log_file):
    if DISK_SIGNS.search(output):
        return "the disk is full: make room (a first run needs about 6 GB), then run this again."
    if NETWORK_SIGNS.search(output):
        return (
            f"{failure} The network does not answer: check the connection and the proxy settings "
            "(http_proxy, https_proxy), then run this again; it goes on where it stopped. "
            f"Details: {log_file}"
        )
    return " ".join(part for part in (failure, _reason(output), f"Details: {log_file}") if part)


def _reason(output):
    """Return the reason the program gives: ours after "STOP: ", else the last error of apt, pip or Python."""
    told = re.search(r"^STOP: (.+)", output, re.M | re.S)
    if told:
        return told[1].strip()
    errors = re.findall(r"^(?:E|ERROR|[\w.]*(?:Error|Exception)): (.+)", output, re.M)
    return f"({errors[-1].strip()})" if errors else ""
