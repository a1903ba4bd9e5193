"""PostgreSQL: a private cluster of the project, or the server that the usual PG* variables name.

The private cluster runs while a command needs it. Commands that run at the same time share it through a lock
file: each holds a shared lock, and the last one to leave stops the server. A second lock file is held only
while a command comes or leaves, so that no server is stopped under a command that is just coming.
"""

import contextlib
import fcntl
import getpass
import os
import pwd
import secrets
import shutil
import subprocess
from pathlib import Path

from . import paths, system
from .console import Stop, run, step

OLDEST = 13
SERVER_VARIABLES = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE")
ROLE = "odoo"
SUPERUSER = "postgres"

LOCK = paths.RUN / "postgres.lock"
DOOR = paths.RUN / "postgres.door"
PORT = paths.RUN / "postgres.port"
PASSWORDS = paths.RUN / "postgres.pass"

SETTINGS = """
# Written by script/bootstrap: the private server of this checkout.
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
shared_buffers = 256MB
max_connections = 100
synchronous_commit = off
max_wal_size = 2GB
lc_messages = 'C'
"""


def is_external():
    """Tell whether the user's variables name a server, so that the private cluster is not used.

    What a command of ours starts (tests, Odoo) is given the variables of the private cluster: they name no
    other server.
    """
    if os.environ.get("PGPASSFILE") == str(PASSWORDS):
        return False
    return any(os.environ.get(name) for name in SERVER_VARIABLES)


def packages():
    """Return the Debian packages to install: the server's programs, or only the client's."""
    if is_external():
        return [] if shutil.which("psql") else ["postgresql-client"]
    return [] if _find_programs() else ["postgresql"]


@contextlib.contextmanager
def running():
    """Give the environment variables of a server that answers; stop the private one after its last user."""
    if is_external():
        yield _base_environment()
        return
    paths.RUN.mkdir(parents=True, exist_ok=True)
    with LOCK.open("w") as lock:
        with _door():
            environment = _start()
            fcntl.flock(lock, fcntl.LOCK_SH)
        try:
            yield environment
        finally:
            with _door():
                _stop_when_last(lock)


@contextlib.contextmanager
def _door():
    """Let one command at a time come or leave."""
    with DOOR.open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


def _stop_when_last(lock):
    fcntl.flock(lock, fcntl.LOCK_UN)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return  # another command still uses it
    _control(_cluster_folder(), "stop", "-m", "fast")


def _base_environment():
    # Odoo takes PGDATABASE for the database to serve
    return {name: value for name, value in os.environ.items() if name != "PGDATABASE"}


def check_external():
    """Stop when the user's server, if one is named, does not answer, is too old, or lets us make nothing."""
    if not is_external():
        return
    query = (
        "SELECT current_setting('server_version_num')::int / 10000, rolcreatedb OR rolsuper, rolname "
        "FROM pg_roles WHERE rolname = current_user"
    )
    result = subprocess.run(
        ["psql", "-XAt", "-F", " ", "-d", "postgres", "-c", query],
        env={**_base_environment(), "PGCONNECT_TIMEOUT": "10"}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if result.returncode:
        reason = " ".join(result.stderr.split())
        raise Stop(
            "the PostgreSQL server that the PG* variables name does not let us in: correct PGHOST, PGPORT, "
            f"PGUSER and PGPASSWORD, or unset them to use the project's own server ({reason})"
        )
    version, may_create, role = result.stdout.split(maxsplit=2)
    if int(version) < OLDEST:
        raise Stop(
            f"the server that the PG* variables name is PostgreSQL {version}, and {OLDEST} or newer is "
            "needed: name another one, or unset the variables to use the project's own server."
        )
    if may_create != "t":
        role = role.strip()
        raise Stop(
            f"the PostgreSQL role {role} may not create databases: have the server's administrator run "
            f"'ALTER ROLE {role} CREATEDB', or unset the PG* variables to use the project's own server."
        )


# --- the private cluster


def _find_programs(version=None):
    """Return the folder of PostgreSQL's programs, of the given major version or the newest, or None."""
    found = {
        int(path.parent.parent.name): path.parent
        for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")
        if path.parent.parent.name.isdigit()
    }
    usable = [number for number in found if number >= OLDEST and version in (None, number)]
    return found[max(usable)] if usable else None


def _owner():
    """Return the user who runs the server: PostgreSQL refuses root."""
    return "postgres" if system.is_root() else getpass.getuser()


def _as_owner(command):
    command = [str(part) for part in command]
    return ["runuser", "-u", _owner(), "--", *command] if system.is_root() else command


def _cluster_folder():
    """Return the cluster's folder: below .run, or elsewhere when its owner cannot reach that."""
    if not system.is_root():
        return paths.RUN / "postgres"
    reachable = subprocess.run(
        _as_owner(["test", "-x", paths.RUN]), cwd="/", stderr=subprocess.DEVNULL, check=False
    )
    if reachable.returncode == 0:
        return paths.RUN / "postgres"
    return Path("/var/lib/ops_dept") / paths.text_hash(str(paths.ROOT)) / "postgres"


def _start():
    """Make the cluster if there is none, start it if it rests, and return the variables to reach it."""
    folder = _cluster_folder()
    if not (folder / "complete").exists():
        with step("PostgreSQL: the project's own server"):
            _create(folder)
    _programs_for(folder)
    if not _is_running(folder):
        _launch(folder)
    return {
        **_base_environment(),
        **_connection(ROLE),
        "PATH": f"{_programs_for(folder)}:{os.environ['PATH']}",
    }


def _connection(role):
    return {"PGHOST": "127.0.0.1", "PGPORT": PORT.read_text(), "PGUSER": role, "PGPASSFILE": str(PASSWORDS)}


def _programs_for(folder):
    """Return the programs that fit the cluster's data."""
    version = int((folder / "data" / "PG_VERSION").read_text())
    programs = _find_programs(version)
    if not programs:
        raise Stop(
            f"the project's databases were made by PostgreSQL {version}, which is not installed any more: "
            f"install postgresql-{version}, or delete {folder} to have them made anew."
        )
    return programs


def _create(folder):
    """Make the cluster, with one password for the role that owns the databases and for the superuser."""
    programs = _find_programs()
    if not programs:
        raise Stop(
            f"PostgreSQL {OLDEST} or newer is not installed: install the package postgresql, "
            "then run this again."
        )
    _remove_half_made(folder)
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    if system.is_root():
        shutil.chown(folder, _owner(), pwd.getpwnam(_owner()).pw_gid)
    password = secrets.token_urlsafe(24)
    secret = folder / "password"
    secret.write_text(password)
    secret.chmod(0o600)
    if system.is_root():
        shutil.chown(secret, _owner())
    failure = "PostgreSQL's data folder could not be made."
    run(
        _as_owner([programs / "initdb", "-D", folder / "data", "-U", SUPERUSER, "--auth=scram-sha-256",
                   f"--pwfile={secret}", "-E", "UTF8", "--locale=C.UTF-8"]),
        failure, cwd="/",
    )  # fmt: skip
    with (folder / "data" / "postgresql.conf").open("a") as stream:
        stream.write(SETTINGS)
    secret.unlink()
    PASSWORDS.touch(mode=0o600)
    PASSWORDS.write_text("".join(f"127.0.0.1:*:*:{role}:{password}\n" for role in (ROLE, SUPERUSER)))
    _launch(folder)
    make_role = f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'"
    run(
        [programs / "psql", "-X", "-d", "postgres", "-c", make_role],
        "PostgreSQL's role could not be made.", env={**_base_environment(), **_connection(SUPERUSER)},
    )  # fmt: skip
    (folder / "complete").touch()


def _remove_half_made(folder):
    """Clear away what an interruption left, together with a server that still runs on it."""
    if (folder / "data" / "postmaster.pid").exists():
        with contextlib.suppress(Stop):
            _control(folder, "stop", "-m", "immediate")
    if folder.exists():
        shutil.rmtree(folder)


def _is_running(folder):
    if not PORT.exists():
        return False
    status = subprocess.run(
        _as_owner([_programs_for(folder) / "pg_ctl", "-D", folder / "data", "status"]),
        cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return status.returncode == 0


def _launch(folder):
    last = int(PORT.read_text()) if PORT.exists() and PORT.read_text().isdigit() else 0
    port = system.free_port(last)
    _control(folder, "start", "-l", folder / "server.log", "-o", f"-p {port}")
    PORT.write_text(str(port))


def _control(folder, *arguments):
    run(
        _as_owner([_programs_for(folder) / "pg_ctl", "-D", folder / "data", "-w", "-t", "60", *arguments]),
        f"PostgreSQL did not {arguments[0]}: {folder / 'server.log'} says why.",
        log="postgres.log", cwd="/",
    )  # fmt: skip
