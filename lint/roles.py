"""Constants that list roles, by their groups or their codes: where they stand, and which stand twice.

Who may do what is said once; a list of roles that another place needs is imported from where it stands.
"""

import ast
import re
from collections import defaultdict

from lib import paths

from .trees import addons_trees

PREFIX = "ops_dept_group_"
GROUPS = paths.ADDONS / "ops_dept" / "security" / "ops_dept_groups.xml"
LISTS = ast.Tuple | ast.List | ast.Set | ast.Call


def codes():
    """Return the codes of the roles of the rulebook: `consultant`, `leader` …"""
    text = GROUPS.read_text(encoding="utf8")
    return frozenset(re.findall(rf'<record id="{PREFIX}(\w+)" model="res.groups">', text))


def constants(tree, known):
    """Return the constants of a module that list roles: (name, the roles as they stand there).

    :param known: codes of roles
    """
    for node in tree.body:
        if isinstance(node, ast.Assign):
            said = [each.value for each in ast.walk(node.value) if isinstance(each, ast.Constant)]
            listed = isinstance(node.value, LISTS) and bool(said) and known.issuperset(said)
            if listed or PREFIX in ast.unparse(node.value):
                yield ast.unparse(node.targets[0]), tuple(sorted(map(str, said)))


def check():
    """Find lists of the same name and the same roles that stand in two files."""
    places, known = defaultdict(list), codes()
    for place, tree in addons_trees():
        for found in constants(tree, known):
            places[found].append(place)
    for (name, _roles), (first, *others) in places.items():
        for other in others:
            yield f"{other}: {name} stands in {first} already: import it"
