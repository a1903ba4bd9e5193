"""The Python environment: pinned libraries, the OCA add-ons, Odoo on its path, and the print engine."""

import json
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
    wanted = {path.name: paths.folder_hash(path) for path in requirements}
    wanted["python"] = f"{sys.version} {paths.ROOT}"
    present = _read_stamp()
    if not wanted.items() <= present.items():
        is_other = present.get("python", wanted["python"]) != wanted["python"]
        with step(f"Python libraries and OCA add-ons ({' '.join(path.name for path in requirements)})"):
            _install_requirements(requirements, fresh=is_other)
        STAMP.write_text(json.dumps(wanted if is_other else {**present, **wanted}))
    (site_packages() / "odoo.pth").write_text(f"{source.python_path}\n")
    _link_print_engine()


def _read_stamp():
    """Return what the environment was made from: the Python, and each file of requirements by its hash."""
    try:
        return json.loads(STAMP.read_text())
    except (FileNotFoundError, ValueError):  # none, or one of an earlier form
        return {}


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
    pip = [paths.PYTHON, "-m", "pip", "install", "--no-deps", "--disable-pip-version-check", "--no-input"]
    run([*pip, *files], "The Python libraries could not be installed.")


def _link_print_engine():
    """Put the patched wkhtmltopdf under the name that Odoo looks for."""
    paths.BIN.mkdir(parents=True, exist_ok=True)
    link = paths.BIN / "wkhtmltopdf"
    target = "../venv/bin/wkhtmltopdf-pack"
    if link.is_symlink() and str(link.readlink()) == target:
        return
    link.unlink(missing_ok=True)
    link.symlink_to(target)
