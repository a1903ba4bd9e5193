"""The sources as Python reads them: each file once, for all checks."""

import ast
from functools import cache

from lib import paths


@cache
def tree_of(path):
    """Return the syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf8"))


def addons_trees():
    """Return the place and tree of each Python file of the add-ons."""
    for path in sorted(paths.ADDONS.rglob("*.py")):
        yield path.relative_to(paths.ROOT).as_posix(), tree_of(path)
