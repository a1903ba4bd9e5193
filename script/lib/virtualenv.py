"""The Python environment: pinned libraries, the OCA add-ons, Odoo on its path, and the print engine."""

import shutil
import sys

from . import paths
from .console import run, step

STAMP = paths.VENV / "complete"
SERVER_REQUIREMENTS = (paths.ROOT / "requirements-odoo.txt", paths.ROOT / "requirements.txt")
TEST_REQUIREMENTS = (paths.ROOT / "requirements-test.txt",)


def site_packages():
    return paths.VENV / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def addons_path():
    """Return the folder that the OCA add-ons are installed into."""
    return site_packages() / "odoo" / "addons"


def install(source, with_tests):
    """Make the environment complete: a new one, the missing libraries, or nothing.

    :param source: the Odoo tree to import from
    :param bool with_tests: also what tests and script/lint need
    """
    requirements = [*SERVER_REQUIREMENTS, *(TEST_REQUIREMENTS if with_tests else ())]
    wanted = [
        f"{sys.version} {paths.ROOT}",
        *(f"{path.name} {paths.folder_hash(path)}" for path in requirements),
    ]
    present = STAMP.read_text().splitlines() if STAMP.exists() else []
    if present[:1] != wanted[:1] or not set(wanted) <= set(present):
        with step(f"Python libraries and OCA add-ons ({' '.join(path.name for path in requirements)})"):
            _install_requirements(requirements, fresh=bool(present) and present[:1] != wanted[:1])
        STAMP.write_text(
            "\n".join([*wanted, *(line for line in present[1:] if _is_other_file(line, wanted))]) + "\n"
        )
    (site_packages() / "odoo.pth").write_text(f"{source.python_path}\n")
    _link_print_engine()


def _is_other_file(line, wanted):
    """Tell whether a line of the stamp is about a requirements file that was not installed this time."""
    return line.split()[0] not in {other.split()[0] for other in wanted[1:]}


def _install_requirements(requirements, fresh):
    if fresh:
        shutil.rmtree(paths.VENV)
    if not (paths.VENV / "bin" / "pip").exists():
        run(
            [sys.executable, "-m", "venv", "--clear", paths.VENV], "The Python environment could not be made."
        )
    files = [part for path in requirements for part in ("-r", path)]
    # The files name every library with its version, so nothing is resolved; OCA's wheels ask for a
    # distribution "odoo", which an Odoo run from a source folder is not.
    run(
        [
            paths.PYTHON,
            "-m",
            "pip",
            "install",
            "--no-deps",
            "--disable-pip-version-check",
            "--no-input",
            *files,
        ],
        "The Python libraries could not be installed.",
    )


def _link_print_engine():
    """Put the patched wkhtmltopdf under the name that Odoo looks for."""
    paths.BIN.mkdir(parents=True, exist_ok=True)
    link = paths.BIN / "wkhtmltopdf"
    target = "../venv/bin/wkhtmltopdf-pack"
    if link.is_symlink() and str(link.readlink()) == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target)
