"""Each thing that can be missing ends in one sentence that says what to do."""

import os
import socket
import subprocess

import pytest

from .checkout import ROOT, Checkout, clean_environment, told

DEAD = "http://127.0.0.1:9"
NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), DEAD)


@pytest.fixture
def taken_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def make_odoo(folder, version, *addons):
    """Make what looks like an Odoo tree from outside."""
    (folder / "odoo").mkdir(parents=True)
    (folder / "odoo" / "release.py").write_text(f"version_info = ({version}, 0, 0, 'final', 0, '')\n")
    for name in addons:
        (folder / "addons" / name).mkdir(parents=True)
    return str(folder)


@pytest.mark.parametrize("command", ["bootstrap", "server", "test", "lint", "shell", "psql", "bench"])
def test_help_explains_the_command(command):
    result = subprocess.run(
        [ROOT / "script" / command, "--help"],
        capture_output=True,
        text=True,
        env=clean_environment(),
        check=False,
    )
    assert result.returncode == 0
    assert f"usage: script/{command}" in result.stdout


def test_port_taken(checkout, taken_port):
    sentence = told(checkout.run("server", "--port", str(taken_port)))
    assert f"port {taken_port} of 127.0.0.1 cannot be used" in sentence
    assert "choose another one with script/server --port 8069" in sentence
    assert not (checkout.folder / ".run").exists(), "told before anything is fetched"


def test_port_that_is_none(checkout):
    assert "cannot be used" in told(checkout.run("server", "--port", "70000"))


def test_odoo_home_without_odoo(checkout, tmp_path):
    sentence = told(checkout.run("bootstrap", ODOO_HOME=str(tmp_path)))
    assert f"ODOO_HOME is {tmp_path}, and there is no odoo/release.py in it" in sentence
    assert "or unset it" in sentence


def test_odoo_home_of_another_series(checkout, tmp_path):
    home = make_odoo(tmp_path / "odoo18", 18, "base", "sale_management")
    assert "that is Odoo 18: this project needs Odoo 19" in told(
        checkout.run("server", "--port", "0", ODOO_HOME=home)
    )


def test_odoo_home_without_addons(checkout, tmp_path):
    home = make_odoo(tmp_path / "odoo19", 19)
    assert "its add-ons are missing" in told(checkout.run("bootstrap", ODOO_HOME=home))


def test_postgres_does_not_answer(checkout):
    sentence = told(checkout.run("bootstrap", PGHOST="127.0.0.1", PGPORT="9"))
    assert "PG* variables name does not let us in" in sentence
    assert "Connection refused" in sentence


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("11 t someone", "is PostgreSQL 11, and 13 or newer is needed"),
        ("15 f someone", "'ALTER ROLE someone CREATEDB'"),
    ],
)
def test_postgres_of_no_use(checkout, answer, expected):
    path = checkout.add_program("psql", f"echo '{answer}'")
    assert expected in told(checkout.run("bootstrap", PATH=path, PGHOST="127.0.0.1"))


def test_postgres_role_without_rights(checkout):
    """The same against the real server of this run, as a role that may do nothing."""
    passwords = os.environ.get("PGPASSFILE")
    if not passwords:
        pytest.skip("the server of this run is not the project's own")
    server = {name: os.environ[name] for name in ("PGHOST", "PGPORT")}
    superuser = {
        **clean_environment(),
        **server,
        "PATH": os.environ["PATH"],
        "PGPASSFILE": passwords,
        "PGUSER": "postgres",
    }
    run = ["psql", "-X", "-d", "postgres", "-c"]
    subprocess.run([*run, "CREATE ROLE ops_nobody LOGIN PASSWORD 'nobody'"], env=superuser, check=True)
    try:
        result = checkout.run("bootstrap", **server, PGUSER="ops_nobody", PGPASSWORD="nobody")
    finally:
        subprocess.run([*run, "DROP ROLE ops_nobody"], env=superuser, check=True)
    assert "role ops_nobody may not create databases" in told(result)


def test_no_fonts(checkout):
    path = checkout.add_program("fc-list", "true")
    sentence = told(checkout.run("bootstrap", PATH=path))
    assert "WenQuanYi Micro Hei is not found" in sentence
    assert "fonts-wqy-microhei" in sentence


def test_packages_that_apt_cannot_install(checkout):
    path = checkout.add_program("dpkg-query", "true")
    checkout.add_program("sudo", '[ "$1" = -v ] || exec "$@"')
    checkout.add_program("apt-get", "echo 'E: Could not open lock file'; exit 100")
    assert "apt could not install what is missing. (Could not open lock file)" in told(
        checkout.run("bootstrap", PATH=path)
    )


def test_no_network_for_odoo(checkout):
    sentence = told(checkout.run("bootstrap", **NO_NETWORK))
    assert "package lists could not be fetched for Odoo. The network does not answer" in sentence
    assert "goes on where it stopped" in sentence


def test_no_network_for_libraries(checkout, odoo_home):
    sentence = told(checkout.run("bootstrap", **NO_NETWORK, ODOO_HOME=odoo_home, PIP_NO_CACHE_DIR="1"))
    assert "Python libraries could not be installed. The network does not answer" in sentence


def test_odoo_vanished_from_debian(checkout):
    checkout.replace("script/odoo.lock", "package = odoo-19", "package = odoo-19-vanished")
    sentence = told(checkout.run("bootstrap"))
    assert "does not offer Odoo 19 any more: set ODOO_HOME" in sentence


def test_newer_odoo_is_taken_with_a_notice(checkout):
    checkout.replace("script/odoo.lock", "version = 19", "version = 0~19")
    output = checkout.run_until("Taking the newer one", "bootstrap")
    assert "known to work is 0~19" in output


def test_changed_odoo_is_refused(checkout):
    """apt checks the signature; the checksum of the known version is checked on top."""
    checkout.replace("script/odoo.lock", "sha256 = ", "sha256 = 0")
    path = checkout.add_program(
        "apt-get",
        'case "$*" in\n'
        '*download*odoo*) : > "odoo-19_$(sed -n "s/^version = //p" ../../script/odoo.lock)_all.deb";;\n'
        "*download*) ;;\n"
        '*) exec /usr/bin/apt-get "$@";;\n'
        "esac",
    )
    assert "its checksum differs" in told(checkout.run("bootstrap", PATH=path))


def test_no_room_on_the_disk(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", small], check=False).returncode:
        pytest.skip("only root can mount a small disk")
    try:
        assert "the disk has 0.1 GB left" in told(Checkout(small / "project").run("bootstrap"))
    finally:
        subprocess.run(["umount", small], check=True)


def test_unknown_command_of_the_library():
    result = subprocess.run(
        [ROOT / "script" / "lib" / "launch", "nonsense"],
        capture_output=True,
        text=True,
        env=clean_environment(),
        check=False,
    )
    assert result.returncode == 1
    assert "Unknown command 'nonsense'" in result.stderr
