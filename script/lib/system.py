"""What the operating system gives: Debian packages, the right to install them, room on the disk."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

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

# Debian makes a cluster "main" when the server is first installed, unless told otherwise here.
CREATECLUSTER_FOLDER = Path("/etc/postgresql-common/createcluster.d")
CREATECLUSTER_SETTING = CREATECLUSTER_FOLDER / "ops_dept.conf"

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
    missing = [name for name in names if not _is_installed(name)]
    if not missing:
        return
    if not shutil.which("apt-get"):
        raise Stop(
            f"these packages are missing and there is no apt to install them: {' '.join(missing)}; "
            "use Debian 12 or newer, or see README.md for an Odoo of your own."
        )
    with step(f"System packages: {' '.join(missing)}"):
        failure = "apt could not install what is missing."
        run([*_as_root(missing), "apt-get", "update"], failure)
        with _without_main_cluster(missing):
            run(
                [*_as_root(missing), "apt-get", "install", "-y", "--no-install-recommends",
                 "-o", "DPkg::Lock::Timeout=300", *missing],
                failure,
            )  # fmt: skip
    still = [name for name in missing if not _is_installed(name)]
    if still:
        raise Stop(
            f"apt reports success but does not have {' '.join(still)}: see {paths.LOG / 'bootstrap.log'}."
        )


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


def _is_installed(name):
    if not shutil.which("dpkg-query"):
        return False
    status = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}", name], capture_output=True, text=True, check=False
    )
    return status.stdout == "install ok installed"


def _as_root(missing):
    environment = ["env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    environment += [
        f"{name}={value}" for name, value in os.environ.items() if name.lower().endswith("_proxy")
    ]
    if is_root():
        return environment
    if not shutil.which("sudo"):
        raise Stop(
            "these packages are missing and there is no sudo to install them: have root run "
            f"'apt-get install {' '.join(missing)}', then run this again."
        )
    if subprocess.run(["sudo", "-v"], check=False).returncode:
        raise Stop(
            "sudo refused to install missing packages: have root run "
            f"'apt-get install {' '.join(missing)}', then run this again."
        )
    return ["sudo", *environment]


@contextlib.contextmanager
def _without_main_cluster(missing):
    """Keep Debian from making and starting a PostgreSQL cluster of its own while packages are installed."""
    if not any(name.startswith("postgresql") for name in missing):
        yield
        return
    failure = f"{CREATECLUSTER_SETTING} could not be written."
    made_folder = not CREATECLUSTER_FOLDER.is_dir()
    run(
        [*_as_root(missing), "sh", "-c", 'mkdir -p "$1" && echo "create_main_cluster = false" > "$2"', "sh",
         CREATECLUSTER_FOLDER, CREATECLUSTER_SETTING],
        failure,
    )  # fmt: skip
    try:
        yield
    finally:
        run([*_as_root(missing), "rm", "-f", CREATECLUSTER_SETTING], failure)
        if made_folder:
            run(
                [
                    *_as_root(missing),
                    "rmdir",
                    "--ignore-fail-on-non-empty",
                    CREATECLUSTER_FOLDER.parent,
                    CREATECLUSTER_FOLDER,
                ],
                failure,
            )
