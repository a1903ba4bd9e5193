"""What the operating system gives: Debian packages, the right to install them, room on the disk."""

import contextlib
import os
import shutil
import socket
import subprocess

from . import paths
from .console import Stop, run, step

MINIMUM_FREE_GB = 6

# What runs the demo company, and what tests need on top.
SERVER_PACKAGES = (
    "ca-certificates",
    "python3-venv",
    "libmagic1",
    "fontconfig",
    "fonts-wqy-microhei",
    "fonts-arphic-uming",
    "fonts-babelstone-han",
    "fonts-dejavu-core",
    "libfontconfig1",
    "libfreetype6",
    "libxext6",
    "libxrender1",
)
# libatomic1: what drives the browser is linked with it, and no package of Python brings it
TEST_PACKAGES = ("chromium", "poppler-utils", "git", "libatomic1")

# Debian makes and starts a PostgreSQL cluster "main" with the first server, unless told otherwise here.
CLUSTER_SETTING = "/etc/postgresql-common/createcluster.d/ops_dept.conf"
INSTALL = """
apt-get update && mkdir -p "${0%/*}" && echo "create_main_cluster = false" > "$0" &&
apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 "$@"
"""
TIDY_UP = 'rm -f "$0"; [ ! -d "${0%/*}" ] || rmdir --ignore-fail-on-non-empty "${0%/*}"'
PRINT_FONT = "WenQuanYi Micro Hei"


def is_root():
    return os.geteuid() == 0


def check_disk():
    """Stop before a first installation that would not fit."""
    if paths.PYTHON.exists():
        return
    free = shutil.disk_usage(paths.ROOT).free / 1024**3
    if free < MINIMUM_FREE_GB:
        raise Stop(
            f"the disk has {free:.1f} GB left and a first run needs about {MINIMUM_FREE_GB}: "
            "make room, then run this again."
        )


def install_packages(names):
    """Install the Debian packages that are missing.

    :raises Stop: without apt, without the right to use it, or when apt fails
    """
    missing = _missing(names)
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Stop(
            f"these packages are missing and there is no apt to install them: {' '.join(missing)}; "
            "use Debian 12 or newer, or see README.md for an Odoo of your own."
        )
    with step(f"System packages: {' '.join(missing)}"):
        failure = "apt could not install what is missing."
        try:
            run([*_as_root(missing), "sh", "-c", INSTALL, CLUSTER_SETTING, *missing], failure)
        finally:
            run([*_as_root(missing), "sh", "-c", TIDY_UP, CLUSTER_SETTING], failure)
    if still := _missing(missing):
        raise Stop(
            f"apt reports success but does not have {' '.join(still)}: see {paths.LOG / 'bootstrap.log'}."
        )


def _missing(names):
    """Return those of the packages that are not installed."""
    if not shutil.which("dpkg-query"):
        return list(names)
    query = ["dpkg-query", "-W", "-f", "${Package} ${Status}\n", *names]
    found = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    return [name for name in names if f"{name} install ok installed" not in found]


def check_fonts():
    """Stop when the font that Chinese documents are printed with cannot be found."""
    families = subprocess.run(
        ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
    ).stdout
    if PRINT_FONT not in families:
        raise Stop(
            f"the font {PRINT_FONT} is not found, Chinese would print as boxes: "
            "install the package fonts-wqy-microhei and run 'fc-cache -f', then run this again."
        )


def _as_root(missing):
    environment = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    environment += [
        f"{name}={value}" for name, value in os.environ.items() if name.lower().endswith("_proxy")
    ]
    if is_root():
        return environment
    by_hand = f"have root run 'apt-get install {' '.join(missing)}', then run this again."
    if not shutil.which("sudo"):
        raise Stop(f"these packages are missing and there is no sudo to install them: {by_hand}")
    if subprocess.run(["sudo", "-v"], check=False).returncode:
        raise Stop(f"sudo refused to install missing packages: {by_hand}")
    return ["sudo", *environment]


def free_port(last=0):
    """Return a port of 127.0.0.1 that nobody uses: that of the last time when it is still free.

    :raises Stop: there is none
    """
    for port in (last, 0):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return probe.getsockname()[1]
    raise Stop("no port of 127.0.0.1 can be opened: PostgreSQL and the web server need one each.")
