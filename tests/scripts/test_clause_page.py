"""docs/clauses.md says of each clause where it is, and which tests prove it."""

import re

from lib import paths
from lint import clause_page


def test_page_is_up_to_date():
    assert not clause_page.check()


def test_enforced_clauses_have_menu_and_tests():
    lines = clause_page.make().splitlines()
    rows = [[cell.strip() for cell in line.split(" | ")] for line in lines if line.startswith("| ")][1:]
    assert len(rows) == 222
    for code, _text, by, places, menu, tests in rows:
        if by != "planned":
            assert "](../addons/" in places, code
            assert menu.startswith("Operations → "), code
            assert "](../tests/" in tests, code


def test_a_page_that_lags_behind_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(clause_page.paths, "ROOT", tmp_path.parent)
    monkeypatch.setattr(clause_page, "make", lambda: "new")
    monkeypatch.setattr(clause_page, "PAGE", tmp_path / "clauses.md")
    assert len(clause_page.check()) == 1
    clause_page.write()
    assert not clause_page.check()


def test_links_lead_somewhere():
    links = set(re.findall(r"\]\(\.\./([^)]+)\)", clause_page.make()))
    assert len(links) > 200
    assert not [link for link in sorted(links) if not (paths.ROOT / link).exists()]


def test_code_is_found_by_its_docstrings(tmp_path, monkeypatch):
    """One file of a folder is named itself; several are their folder's; a code alone counts last."""
    texts = {
        "loan/back.py": '"""Goods come back (X1.2–X1.3)."""\n',
        "loan/out.py": 'def lend():\n    """Lend. Clauses: X1.1, X1.2"""\n',
        "need/ask.py": 'CODE = "X1.1"\nOTHER = "X1.4"\n"""X1.2"""\n',
    }
    for name, text in texts.items():
        path = tmp_path / "addons" / "sample" / "models" / "room" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(clause_page.paths, "ROOT", tmp_path)
    monkeypatch.setattr(clause_page.paths, "ADDONS", tmp_path / "addons")
    models = "addons/sample/models/room"
    assert clause_page.find_code(["X1.1", "X1.2", "X1.3", "X1.4"]) == {
        "X1.1": [(f"{models}/loan/out.py", "room/loan/out")],
        "X1.2": [(f"{models}/loan", "room/loan")],
        "X1.3": [(f"{models}/loan/back.py", "room/loan/back")],
        "X1.4": [(f"{models}/need/ask.py", "room/need/ask")],
    }
