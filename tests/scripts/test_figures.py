"""The figures of script/lint --figures."""

import pytest

from lib import paths
from lint import figures

SOURCE = """
ROLES = ("ops_dept.ops_dept_group_consultant",)
CODES = ("leader", "sales_manager")
STATES = ("office", "returned")

class Thing(models.Model):
    _name = "x.thing"
    def write(self, vals): ...
    def other(self): ...
"""
AGAIN = """
class Thing(models.Model):
    _inherit = ["x.thing", "mail.thread"]
    def write(self, vals): ...
"""


@pytest.fixture
def addon(tmp_path):
    folder = tmp_path / "x" / "models"
    folder.mkdir(parents=True)
    (folder / "thing.py").write_text(SOURCE)
    (folder / "thing_again.py").write_text(AGAIN + "\n" * figures.LONG)
    (folder / "thing_views.xml").write_text("<odoo/>\n")
    return tmp_path / "x"


def test_what_is_counted(addon):
    found = figures.Figures(addon)
    assert found.methods == 3
    assert found.doors == {("x.thing", "write"): 2}
    assert found.role_constants == ["models/thing.py: ROLES", "models/thing.py: CODES"]
    assert list(found.long) == ["models/thing_again.py"]
    assert found.folders["models"]["files"] == 3
    assert found.folders["models"][".xml"] == 1
    text = "\n".join(found.lines())
    assert "2 × x.thing.write" in text
    assert "overridden in several places: 1 of 1 doors" in text


def test_our_addons_can_be_counted(capsys):
    figures.show()
    told = capsys.readouterr().out
    assert all(path.parent.name in told for path in paths.ADDONS.glob("*/__manifest__.py"))
