"""Checks of the rooms: a room knows those before it in the list of `models/__init__.py`, never one behind it.

Looked at are models, and the fields and methods of ours (`ops_…`) that only a later room defines: in Python,
in rights, data, wizards and views; and the order of the files in the manifests.
"""

import ast
import re

from lib import paths

from . import own_names
from .house import ADDON, LIKE_MODELS, MODELS, place_of
from .trees import tree_of

# In which order a room's files are loaded.
LOADED = ("security", "reports", "data", "wizard", "views")
LATER = re.compile(r"^from \. import (\w+)$", re.M)
OURS = re.compile(r"_?(?:action_)?ops_\w+")
# A text that is nothing but a name, or names along a path.
PATH = re.compile(rf"(?:\w+\.)*({OURS.pattern})")
IN_XML = re.compile(rf"(?<![\w.])(?:\w+\.)*({OURS.pattern})\b(?!\.)")


def check():
    """Return all findings."""
    rooms = LATER.findall((MODELS / "__init__.py").read_text(encoding="utf8"))
    yield from check_models(rooms)
    yield from check_names(rooms)
    yield from check_manifests(rooms)


def check_models(rooms):
    """Find models of a room that an earlier one names."""
    made = {room: set(_models_made(MODELS / room)) for room in rooms}
    for number, room in enumerate(rooms):
        foreign = {model: later for later in rooms[number + 1 :] for model in made[later]}
        for path, tree in _trees(MODELS / room):
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and node.value in foreign:
                    whose = f"{node.value} of the room {foreign[node.value]}"
                    yield f"{place_of(path)}:{node.lineno}: names {whose}"


def check_names(rooms):
    """Find fields and methods of a room that an earlier one names.

    What a file asks for with `hasattr` before it uses it, it does without where there is none.
    """
    first = {}
    for room in rooms:
        for _path, tree in _trees(MODELS / room):
            for name in _defined(tree):
                first.setdefault(name, room)
    for number, room in enumerate(rooms):
        later = rooms[number + 1 :]
        for path, names in _named(room):
            for line, name in sorted(set(names)):
                if first.get(name) in later:
                    yield f"{place_of(path)}:{line}: names {name} of the room {first[name]}"


def check_manifests(rooms):
    """Find files that a manifest loads before those of an earlier room, or of an earlier kind in the room."""
    for path in sorted(paths.ADDONS.glob("*/__manifest__.py")):
        last, before = (-1, -1), ""
        for name in ast.literal_eval(path.read_text(encoding="utf8")).get("data", ()):
            kind, _slash, rest = name.partition("/")
            room = rest.partition("/")[0].removesuffix(".xml")
            if room in rooms and kind in LOADED:
                place = rooms.index(room), LOADED.index(kind)
                if place < last:
                    yield f"{place_of(path)}: {name} stands behind {before}"
                else:
                    last, before = place, name


def _trees(folder):
    for path in sorted(folder.rglob("*.py")):
        yield path, tree_of(path)


def _defined(tree):
    """Return the names that classes of a file define."""
    for each in ast.walk(tree):
        if isinstance(each, ast.ClassDef):
            yield from (name for name, _line in own_names.defined(each))


def _named(room):
    """Return the files of a room with the names of ours in them, by line."""
    for folder in (MODELS, *(ADDON / kind for kind in LIKE_MODELS)):
        for path, tree in _trees(folder / room):
            asked = set(_asked_first(tree))
            yield path, [(line, name) for line, name in _names_in(tree) if name not in asked]
        for path in sorted((folder / room).rglob("*.xml")):
            lines = path.read_text(encoding="utf8").splitlines()
            yield (
                path,
                [(number, name) for number, line in enumerate(lines, 1) for name in IN_XML.findall(line)],
            )


def _names_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and OURS.fullmatch(node.attr):
            yield node.lineno, node.attr
        elif isinstance(node, ast.keyword) and OURS.fullmatch(node.arg or ""):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = PATH.fullmatch(node.value)
            if found:
                yield node.lineno, found[1]


def _asked_first(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "hasattr":
            yield getattr(node.args[1], "value", None)


def _models_made(room):
    """Return the models that a room makes, not those it extends."""
    for _path, tree in _trees(room):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                name, inherited = (_class_attribute(node, attribute) for attribute in ("_name", "_inherit"))
                if name and name not in ([inherited] if isinstance(inherited, str) else inherited or []):
                    yield name


def _class_attribute(node, name):
    """Return the literal that a class body assigns to the name, or None."""
    for statement in node.body:
        if isinstance(statement, ast.Assign) and getattr(statement.targets[0], "id", None) == name:
            return ast.literal_eval(statement.value)
    return None
