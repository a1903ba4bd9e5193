"""README.rst of the add-ons: put together from readme/, and readable as reStructuredText."""

import io

import pytest
from docutils.core import publish_doctree

from lib import paths
from lint import readmes

ADDONS = sorted(path.parent for path in paths.ADDONS.glob("*/__manifest__.py"))


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_readme_is_readable_and_up_to_date(addon):
    text = (addon / "README.rst").read_text(encoding="utf8")
    assert text == readmes.make(addon)
    warnings = io.StringIO()
    publish_doctree(text, settings_overrides={"warning_stream": warnings, "report_level": 1})
    assert not warnings.getvalue()


def test_markdown_becomes_rst():
    text = "Names:\n- `a` and *b*\n  go on\n1. first\n\n## 图\n\nEnd."
    assert readmes.from_markdown(text).splitlines() == [
        "Names:",
        "",
        "- ``a`` and *b*",
        "  go on",
        "",
        "1. first",
        "",
        "图",
        "--",
        "",
        "End.",
    ]


def test_a_readme_that_lags_behind_is_found(tmp_path, monkeypatch):
    addon = tmp_path / "addons" / "x"
    (addon / "readme").mkdir(parents=True)
    (addon / "__manifest__.py").write_text("{'name': 'X', 'summary': 'Does x'}")
    (addon / "readme" / "DESCRIPTION.md").write_text("It does x.")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "ADDONS", tmp_path / "addons")
    assert len(readmes.check()) == 1
    readmes.write()
    assert not readmes.check()
    (addon / "readme" / "USAGE.md").write_text("Press.")
    assert "addons/x/README.rst" in readmes.check()[0]


def test_precommit_runs_the_same_checks():
    text = (paths.ROOT / ".pre-commit-config.yaml").read_text(encoding="utf8")
    assert "entry: script/lint" in text
    assert text.count("repo: ") == text.count("repo: local")
