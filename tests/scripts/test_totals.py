"""What script/test counts, and what it makes of the clause marks."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from lib import command_test

from .. import marks as clauses
from .checkout import ROOT

SAMPLE = """
import unittest
import pytest
from .common import clause

@clause("W2.C", "W2.D")
def test_passes(): pass

@clause("W2.E", part="quotation")
def test_fails(): assert False

@pytest.mark.skip(reason="sample")
def test_skipped(): pass

@pytest.fixture
def broken(): raise RuntimeError

def test_error(broken): pass

@clause("R12")
class TestUnit(unittest.TestCase):
    @clause("R13", part="sub")
    def test_subtests(self):
        for number in range(3):
            with self.subTest(number):
                self.assertNotEqual(number, 1)
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The results of a sample of tests, written as in a real run."""
    folder = tmp_path_factory.mktemp("sample")
    tests = folder / "tests"
    tests.mkdir()
    for name in ("__init__.py", "common.py", "conftest.py"):
        shutil.copy(ROOT / "tests" / name, tests / name)
    (tests / "test_sample.py").write_text(SAMPLE)
    (tests / "test_unreadable.py").write_text("import no_such_module")
    results = folder / "results.json"
    subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:odoo", "-q", "--continue-on-collection-errors", "tests"],
        cwd=folder, env={**os.environ, "OPS_TEST_RESULTS": str(results)},
        stdout=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return json.loads(results.read_text())


def outcome(sample, name):
    return next(test["outcome"] for nodeid, test in sample.items() if nodeid.endswith(name))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("::test_passes", "passed"),
        ("::test_fails", "failed"),
        ("::test_skipped", "skipped"),
        ("::test_error", "failed"),
        ("::test_subtests", "failed"),
        ("test_unreadable.py", "failed"),
    ],
)
def test_each_test_counts_once(sample, name, expected):
    assert outcome(sample, name) == expected


def test_the_slowest_are_named_first():
    results = {f"tests/test_x.py::test_{number}": {"seconds": number / 10} for number in range(30)}
    title, *lines = command_test.slowest(results)
    assert title == "The slowest tests:"
    assert len(lines) == command_test.SLOWEST
    assert lines[0] == "   2.9 s  tests/test_x.py::test_29"


def test_each_test_says_how_long_it_took(sample):
    assert all(test["seconds"] >= 0 for name, test in sample.items() if "::" in name)


def test_marks_are_collected(sample):
    marks = {nodeid.split("::")[-1]: test["clauses"] for nodeid, test in sample.items()}
    assert marks["test_passes"] == [["W2.C", None], ["W2.D", None]]
    assert marks["test_fails"] == [["W2.E", "quotation"]]
    assert marks["test_subtests"] == [["R12", None], ["R13", "sub"]]


def test_totals_and_exit_code(sample, capsys):
    assert command_test.report(sample, {}, with_matrix=False, complete=False) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 4 failed, 1 skipped"


def test_a_run_without_tests_fails(capsys):
    assert command_test.report({}, {}, with_matrix=False, complete=False) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "0 passed, 0 failed, 0 skipped"


def test_a_good_run_succeeds(capsys):
    results = {"one": {"outcome": "passed", "clauses": [["W2.C", None]]}}
    rulebook = {"W2.C": "software", "W2.D": "hand"}
    assert command_test.report(results, rulebook, with_matrix=False, complete=True) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed, 0 skipped"


def test_an_enforced_clause_without_passed_test_fails(capsys):
    results = {
        "one": {"outcome": "skipped", "clauses": [["W2.C", None]]},
        "two": {"outcome": "passed", "clauses": []},
    }
    assert command_test.report(results, {"W2.C": "software"}, with_matrix=False, complete=True) == 1
    assert (
        "W2.C is marked as enforced by the software, but no whole test of it passed."
        in capsys.readouterr().out
    )


def test_gaps():
    marks = [
        clauses.Mark("W2.C", None, "test_one"),
        clauses.Mark("W2.D", "half", "test_two"),
        clauses.Mark("X9", None, "test_three"),
    ]
    assert clauses.find_gaps({"W2.C": "software", "W2.D": "software", "W2.E": "hand"}, marks) == [
        "test_three: X9 is not a clause of the rulebook.",
        "W2.D is marked as enforced by the software and has no whole test.",
    ]


def test_matrix():
    marks = [clauses.Mark("W2.C", None, "test_one"), clauses.Mark("W2.E", "quotation", "test_two")]
    results = {
        "test_one": {"outcome": "passed", "clauses": [["W2.C", None]]},
        "test_two": {"outcome": "failed", "clauses": [["W2.E", "quotation"]]},
    }
    lines = clauses.matrix({"W2.C": "software", "W2.E": "part", "G1": "hand"}, marks, results)
    assert [line.split() for line in lines] == [
        ["W2.C", "software", "whole", "passed", "1", "tests"],
        ["W2.E", "part", "part", "failed", "1", "tests", "quotation"],
        ["G1", "hand", "none", "-", "0", "tests"],
        ["3", "clauses:", "1", "whole,", "1", "part,", "1", "none"],
    ]


def test_marks_are_found_in_sources(tmp_path, monkeypatch):
    monkeypatch.setattr(clauses.paths, "ROOT", tmp_path)
    (tmp_path / "test_sample.py").write_text(SAMPLE)
    found = {(mark.code, mark.part) for mark in clauses.find_marks(tmp_path)}
    assert found == {("W2.C", None), ("W2.D", None), ("W2.E", "quotation"), ("R12", None), ("R13", "sub")}


def test_rooms_and_arguments_are_told_apart():
    chosen, rest = command_test.split_arguments(
        ["scripts", "deal/bid", "-k", "marks", "tests/test_clauses.py::TestClauses", "-x"]
    )
    assert chosen == ["tests/scripts", "tests/deal/bid", "tests/test_clauses.py::TestClauses"]
    assert rest == ["-k", "marks", "-x"]
