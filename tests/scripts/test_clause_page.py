"""docs/clauses.md says of each clause where it is, and which tests prove it."""

from lint import clause_page


def test_page_is_up_to_date():
    assert not clause_page.check()


def test_enforced_clauses_have_menu_and_tests():
    lines = clause_page.make().splitlines()
    rows = [[cell.strip() for cell in line.split(" | ")] for line in lines if line.startswith("| ")][1:]
    assert len(rows) == 222
    for code, _text, by, menu, tests in rows:
        if by != "planned":
            assert menu.startswith("Operations → "), code
            assert "](../tests/" in tests, code


def test_a_page_that_lags_behind_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(clause_page.paths, "ROOT", tmp_path.parent)
    monkeypatch.setattr(clause_page, "make", lambda: "new")
    monkeypatch.setattr(clause_page, "PAGE", tmp_path / "clauses.md")
    assert len(clause_page.check()) == 1
    clause_page.write()
    assert not clause_page.check()
