import shutil
from pathlib import Path

import pytest

from lib import paths

from .checkout import ROOT, Checkout


@pytest.fixture
def checkout(tmp_path):
    """A fresh copy of the project."""
    copy = Checkout(tmp_path / "project")
    yield copy
    # root's private database server, which is elsewhere when its user cannot reach the copy
    shutil.rmtree(Path("/var/lib/ops_dept") / paths.text_hash(str(copy.folder)), ignore_errors=True)


@pytest.fixture(scope="session")
def odoo_home():
    """The Odoo that this run uses, given to a copy as somebody's own."""
    return next(
        line.strip()
        for path in (ROOT / ".run" / "venv").glob("lib/python*/site-packages/odoo.pth")
        for line in path.read_text().splitlines()
        if line.startswith("/")
    )
