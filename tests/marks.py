"""The matrix clause → whole / part / none → result, from the tests' marks and the product's rulebook."""

import ast
from collections import defaultdict

from lib import paths

ENFORCED = "software"


class Mark:
    """One `@clause` mark: the code, the part covered (None: the whole clause), and the test it stands on."""

    def __init__(self, code, part, test):
        self.code = code
        self.part = part
        self.test = test


def find_marks(folder=paths.TESTS):
    """Return all marks in the sources of the tests, whether they are run or not."""
    marks = []
    for path in sorted(folder.rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf8"), filename=str(path))
        _collect(tree, path.relative_to(paths.ROOT).as_posix(), marks)
    return marks


def _collect(node, test, marks):
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            name = f"{test}::{child.name}"
            for decorator in child.decorator_list:
                marks += _read_decorator(decorator, name)
            _collect(child, name, marks)


def _read_decorator(node, test):
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "clause"):
        return []
    part = next((ast.literal_eval(keyword.value) for keyword in node.keywords if keyword.arg == "part"), None)
    return [Mark(ast.literal_eval(argument), part, test) for argument in node.args]


def find_gaps(enforcement, marks):
    """Return what is wrong between the rulebook and the marks, one sentence each.

    :param dict enforcement: clause code → the rulebook's word on who enforces it
    """
    whole = {mark.code for mark in marks if mark.part is None}
    gaps = [
        f"{mark.test}: {mark.code} is not a clause of the rulebook."
        for mark in marks
        if mark.code not in enforcement
    ]
    gaps += [
        f"{code} is marked as enforced by the software and has no whole test."
        for code, by in enforcement.items()
        if by == ENFORCED and code not in whole
    ]
    return gaps


def matrix(enforcement, marks, results):
    """Return the lines of the matrix.

    :param dict results: test → its outcome and clauses, of the run just made
    """
    outcomes = defaultdict(set)
    for test in results.values():
        for code, _part in test["clauses"]:
            outcomes[code].add(test["outcome"])
    by_code = defaultdict(list)
    for mark in marks:
        by_code[mark.code].append(mark)
    lines = []
    counts = {"whole": 0, "part": 0, "none": 0}
    for code, by in enforcement.items():
        found = by_code[code]
        cover = "none" if not found else "whole" if any(mark.part is None for mark in found) else "part"
        counts[cover] += 1
        result = next((word for word in ("failed", "skipped", "passed") if word in outcomes[code]), "not run")
        parts = ", ".join(sorted({mark.part for mark in found if mark.part}))
        result = result if found else "-"
        lines.append(f"{code:6}  {by:9}  {cover:5}  {result:8}  {len(found):3} tests  {parts}".rstrip())
    return [
        *lines,
        f"{len(enforcement)} clauses: " + ", ".join(f"{number} {cover}" for cover, number in counts.items()),
    ]


def find_unproven(enforcement, results):
    """Return the clauses that the software enforces and of which no whole test passed in this run."""
    proven = {
        code
        for test in results.values()
        for code, part in test["clauses"]
        if part is None and test["outcome"] == "passed"
    }
    return [code for code, by in enforcement.items() if by == ENFORCED and code not in proven]
