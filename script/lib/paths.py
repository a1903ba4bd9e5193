"""Where things are: the checkout, and below .run/ everything fetched or generated."""

import hashlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDONS = ROOT / "addons"
DEMO_DATA = ROOT / "data"
TESTS = ROOT / "tests"

RUN = ROOT / ".run"
BIN = RUN / "bin"
LOG = RUN / "log"
VENV = RUN / "venv"
PYTHON = VENV / "bin" / "python"
ODOO_DEBIAN = RUN / "odoo"
ODOO_DATA = RUN / "data"
ODOO_CONF = RUN / "odoo.conf"


def folder_hash(*folders):
    """Return a short hash over the names and contents of all files in the folders (or files)."""
    digest = hashlib.sha256()
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
        for path in files:
            if "__pycache__" in path.parts:
                continue
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def text_hash(*texts):
    """Return a short hash over the texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:12]
