"""Checks of the house (docs/adding-a-document.md): folders, their size, what they say they hold."""

import ast

from lib import paths

from .trees import tree_of

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


def check():
    """Return all findings."""
    yield from check_size()
    yield from check_sentences()
    yield from check_folders()


def check_size():
    """Find files and folders that have grown too long."""
    for addon in sorted(path for path in paths.ADDONS.iterdir() if path.is_dir()):
        for path in sorted(addon.rglob("*")):
            if path.suffix not in WORKED_ON or path.name in ONE_PAGE or "migrations" in path.parts:
                continue
            lines = path.read_text(encoding="utf8").count("\n")
            if lines > MOST_LINES:
                yield f"{place_of(path)}: {lines} lines, {MOST_LINES} at most: cut it by concern"
    for folder in sorted({path.parent for path in MODELS.rglob("*.py")}):
        files = len(list(folder.glob("*.py")))
        if files > MOST_FILES:
            yield f"{place_of(folder)}: {files} files, {MOST_FILES} at most: cut it by document"


def check_sentences():
    """Find files of the models that do not begin with what they hold."""
    for path in sorted(MODELS.glob("*/*/*.py")):
        tree = tree_of(path)
        parts = [node for node in tree.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        if not any(ast.get_docstring(node) for node in (tree, *parts[:1])):
            yield f"{place_of(path)}: begins with no sentence that says what it holds"


def check_folders():
    """Find views, rights, data and wizards that lie where no document lies."""
    documents = {path.parent.relative_to(MODELS) for path in MODELS.glob("*/*/__init__.py")}
    for kind in LIKE_MODELS:
        for path in sorted((ADDON / kind).glob("*/*")):
            place = path.relative_to(ADDON / kind)
            folder = place.with_suffix("") if path.is_file() and kind != "wizard" else place
            is_known = folder in documents or (kind == "wizard" and (MODELS / place.parts[0]).is_dir())
            if not is_known and path.name not in ("__init__.py", "__pycache__"):
                yield f"{place_of(path)}: there is no models/{folder}"


def place_of(path):
    return path.relative_to(paths.ROOT).as_posix()
