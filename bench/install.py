"""T12: how long our add-ons take to be installed and to be updated without changes."""

import time

from lib import odoo_run
from lib.databases import our_modules

from .show import show_target

INSTALL_SECONDS = 30
UPGRADE_SECONDS = 15


def measure(known):
    """Install into a copy of the database with the dependencies, then update; Odoo's start included."""
    with known.temporary_copy(known.dependencies(), "bench") as name:
        install = _seconds(known, name, "-i")
        upgrade = _seconds(known, name, "-u")
    print(
        f"T12 {' and '.join(our_modules())}: install {install:.1f} s, upgrade without changes {upgrade:.1f} s"
    )
    show_target(
        f"≤ {INSTALL_SECONDS} s, ≤ {UPGRADE_SECONDS} s",
        install <= INSTALL_SECONDS and upgrade <= UPGRADE_SECONDS,
    )


def _seconds(known, name, verb):
    started = time.monotonic()
    odoo_run.install(known.environment, name, our_modules(), "The add-ons could not be installed.", verb=verb)
    return time.monotonic() - started
