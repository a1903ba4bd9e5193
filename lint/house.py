"""Checks of the house (docs/adding-a-document.md): folders, their size, and which room knows which.

A room knows those before it in the list of `models/__init__.py`, never one behind it.
"""

import ast
import re

from lib import paths

ADDON = paths.ADDONS / "ops_dept"
MODELS = ADDON / "models"
# What one reads at a glance.
MOST_LINES = 250
MOST_FILES = 12
# Paths that follow those of the models.
LIKE_MODELS = ("data", "security", "views", "wizard")
WORKED_ON = (".py", ".xml")
# Lists that stand on one page, a line or a few for each thing of all rooms (docs/adding-a-document.md).
ONE_PAGE = ("__manifest__.py", "ops_dept_menus.xml")
LATER = re.compile(r"^from \. import (\w+)$", re.M)


def check():
    """Return all findings."""
    yield from check_size()
    yield from check_sentences()
    yield from check_folders()
    yield from check_rooms()


def check_size():
    """Find files and folders that have grown too long."""
    for addon in sorted(path for path in paths.ADDONS.iterdir() if path.is_dir()):
        for path in sorted(addon.rglob("*")):
            if path.suffix not in WORKED_ON or path.name in ONE_PAGE or "migrations" in path.parts:
                continue
            lines = path.read_text(encoding="utf8").count("\n")
            if lines > MOST_LINES:
                yield f"{_place(path)}: {lines} lines, {MOST_LINES} at most: cut it by concern"
    for folder in sorted({path.parent for path in MODELS.rglob("*.py")}):
        files = len(list(folder.glob("*.py")))
        if files > MOST_FILES:
            yield f"{_place(folder)}: {files} files, {MOST_FILES} at most: cut it by document"


def check_sentences():
    """Find files of the models that do not begin with what they hold."""
    for path in sorted(MODELS.glob("*/*/*.py")):
        tree = ast.parse(path.read_text(encoding="utf8"))
        parts = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        if not any(ast.get_docstring(node) for node in (tree, *parts[:1])):
            yield f"{_place(path)}: begins with no sentence that says what it holds"


def check_folders():
    """Find views, rights, data and wizards that lie where no document lies."""
    documents = {path.parent.relative_to(MODELS) for path in MODELS.glob("*/*/__init__.py")}
    for kind in LIKE_MODELS:
        for path in sorted((ADDON / kind).glob("*/*")):
            place = path.relative_to(ADDON / kind)
            folder = place.with_suffix("") if path.is_file() and kind != "wizard" else place
            is_known = folder in documents or (kind == "wizard" and (MODELS / place.parts[0]).is_dir())
            if not is_known and path.name not in ("__init__.py", "__pycache__"):
                yield f"{_place(path)}: there is no models/{folder}"


def check_rooms():
    """Find models of a room that an earlier one names."""
    rooms = LATER.findall((MODELS / "__init__.py").read_text(encoding="utf8"))
    made = {room: set(_models_made(MODELS / room)) for room in rooms}
    for number, room in enumerate(rooms):
        foreign = {model: later for later in rooms[number + 1 :] for model in made[later]}
        for path in sorted((MODELS / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
                if isinstance(node, ast.Constant) and node.value in foreign:
                    whose = f"{node.value} of the room {foreign[node.value]}"
                    yield f"{_place(path)}:{node.lineno}: names {whose}"


def _models_made(room):
    """Return the models that a room makes, not those it extends."""
    for path in room.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
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


def _place(path):
    return path.relative_to(paths.ROOT).as_posix()
