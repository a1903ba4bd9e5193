"""Sets of states that are written out: where they stand, and which stand in several files.

A set of states has a name, where the states are defined, and is imported by whoever asks for it. A model's
own declarations, from which states a move leads and in which a field is frozen, are such a place themselves.
"""

import ast
import re
from collections import defaultdict

from .trees import addons_trees

LISTS = ast.Tuple | ast.List | ast.Set
SELECTION = re.compile(r"state|status")
DECLARED = ("_transitions", "_state_sets", "_closed_states")


def check():
    """Find sets of our documents' states that stand in two files."""
    trees = [(name, tree) for name, tree in addons_trees() if "/migrations/" not in name]
    known = {frozenset(states) for _name, tree in trees for states in selections(tree)}
    places = defaultdict(dict)
    for name, tree in trees:
        for node in _asked(tree):
            states = frozenset(_words(node))
            # two words may mean two things, but not in one room
            room = "" if len(states) > 2 else _room(name)
            if len(states) > 1 and any(states <= selection for selection in known):
                places[room, states].setdefault(name, node.lineno)
    for (_room_name, states), found in places.items():
        (first, _line), *others = found.items()
        for other, line in others:
            yield f"{other}:{line}: {', '.join(sorted(states))} stand in {first} already: give them a name"


def _room(name):
    return name.split("/")[3] if name.count("/") > 3 else name


def selections(tree):
    """Return the states of each field of a file that has some: written in the field, or named above."""
    named = {ast.unparse(node.targets[0]): node.value for node in tree.body if isinstance(node, ast.Assign)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and SELECTION.search(getattr(node.targets[0], "id", "")):
            call = node.value
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "fields.Selection" and call.args:
                listed = named.get(ast.unparse(call.args[0]), call.args[0])
                yield (
                    {ast.literal_eval(pair.elts[0]) for pair in listed.elts}
                    if isinstance(listed, LISTS)
                    else set()
                )


def _asked(node):
    """Return all nodes below, but for what a model declares."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.Assign) and getattr(child.targets[0], "id", "") in DECLARED):
            yield child
            yield from _asked(child)


def _words(node):
    """Return the words that a list consists of, nothing else."""
    words = getattr(node, "elts", ()) if isinstance(node, LISTS) else ()
    if all(isinstance(word, ast.Constant) and isinstance(word.value, str) for word in words):
        return {word.value for word in words}
    return set()
