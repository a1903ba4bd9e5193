"""Run one command, as script/NAME does by way of `launch`."""

import errno
import importlib
import signal
import sys

from lib.console import Stop, tell_error

COMMANDS = ("bootstrap", "server", "test", "lint", "shell", "psql", "bench")
# Those whose modules are in a folder of the same name beside script/.
WITH_FOLDER = ("bench", "lint")


def main():
    name, *arguments = sys.argv[1:] or [""]
    if name not in COMMANDS:
        sys.exit(f"Unknown command {name!r}; there are: {', '.join(COMMANDS)}.")
    module = f"{name}.command" if name in WITH_FOLDER else f"lib.command_{name}"
    command = importlib.import_module(module)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        return command.main(arguments) or 0
    except Stop as stop:
        tell_error(f"script/{name}: {stop}")
    except KeyboardInterrupt:
        tell_error(f"script/{name}: interrupted; run it again to go on where it stopped.")
        return 130
    except OSError as error:
        sentence = _explain(error)
        if not sentence:
            raise
        tell_error(f"script/{name}: {sentence}")
    return 1


def _interrupt(*_):
    """End as with Ctrl+C: put away what is temporary, stop the database server."""
    raise KeyboardInterrupt


def _explain(error):
    """Return what to do about a failing disk or missing right, or None for any other error."""
    if error.errno == errno.ENOSPC:
        return "the disk is full: make room (a first run needs about 6 GB), then run this again."
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"no right to use {error.filename}: run this as the user who made it, "
            "or remove it and run this again."
        )
    if error.errno == errno.EROFS:
        return f"{error.filename} is on a read-only disk: clone the project to a folder that can be written."
    return None
