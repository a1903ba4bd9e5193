"""The add-on with its imports turned round, and what a registry made of it:
``python -m tests.scale.import_order CONF DATABASE``.

DESIGN names the orders that mean something: a file that defines a model or a method stands before those that
extend it, and a folder before those that extend it. All other orders are turned round here.
"""

import ast
import inspect
import json
import re
import sys
from pathlib import Path

from odoo.models import BaseModel
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

IMPORT = re.compile(r"^from \. import (\w+)$", re.M)
ADDON = "odoo.addons.ops_dept"
# What every file of a model says for itself.
OF_EACH_FILE = {"_name", "_inherit", "_description", "__doc__", "__module__", "_module", "__firstlineno__"}
FIELD_FACTS = (
    "type", "string", "help", "store", "readonly", "required", "index", "copy", "related", "comodel_name",
    "groups", "compute", "inverse", "search", "stamp", "derived", "frozen", "selection", "domain",
)  # fmt: skip


def sources(path):
    """Return the syntax trees of a file, or of all files of a folder."""
    files = path.rglob("*.py") if path.is_dir() else [path.with_suffix(".py")]
    return [ast.parse(file.read_text(encoding="utf8")) for file in files]


def models_of(path):
    """Return which models a file or folder defines, and which of others it extends.

    :rtype: tuple[set, set]
    """
    defined, extended = set(), set()
    for node in (node for tree in sources(path) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        own, others = models_in(node)
        extended |= others
        defined |= own
    return defined, extended - defined


def models_in(node):
    """Return the model that a class defines, if it does, and those it extends.

    :rtype: tuple[set, set]
    """
    assigned = [part for part in node.body if isinstance(part, ast.Assign)]
    values = {getattr(part.targets[0], "id", ""): part.value for part in assigned}
    name = ast.literal_eval(values["_name"]) if "_name" in values else None
    inherited = ast.literal_eval(values["_inherit"]) if "_inherit" in values else []
    inherited = {inherited} if isinstance(inherited, str) else set(inherited)
    return {name} - inherited - {None}, inherited


def methods_of(path):
    """Return which methods of which models a file or folder defines, and which of others it extends; those
    that every model has anyway mean nothing.

    :rtype: tuple[set, set]
    """
    defined, extended = set(), set()
    for node in (node for tree in sources(path) for node in ast.walk(tree) if isinstance(node, ast.ClassDef)):
        own, others = models_in(node)
        functions = (part for part in node.body if isinstance(part, ast.FunctionDef))
        for method in (part for part in functions if not hasattr(BaseModel, part.name)):
            called = f"super().{method.name}(" in ast.unparse(method)
            (extended if called else defined).update((model, method.name) for model in own or others)
    return defined, extended - defined


def imported_by(path):
    """Return the names beside a file or folder from which it imports something itself."""
    level = 2 if path.is_dir() else 1
    return {
        node.module.split(".")[0]
        for tree in sources(path)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == level and node.module
    }


def turned_round(folder, names):
    """Return the names in the opposite order, each after those that define what it extends or imports."""
    found = {name: (models_of(folder / name), methods_of(folder / name)) for name in names}
    facts = {
        name: (models[0] | methods[0], models[1] | methods[1]) for name, (models, methods) in found.items()
    }
    imported = {name: imported_by(folder / name) for name in names}
    order = []

    def add(name):
        if name in order:
            return
        for other in reversed(names):
            if other != name and (other in imported[name] or facts[name][1] & facts[other][0]):
                add(other)
        order.append(name)

    for name in reversed(names):
        add(name)
    return order


def turn_imports(folder):
    """Turn round the imports of all folders in this one, whose own are the rooms in their order; return how
    many lines stand elsewhere now.
    """
    moved = 0
    for init in sorted(folder.glob("*/**/__init__.py")):
        text = init.read_text(encoding="utf8")
        names = IMPORT.findall(text)
        order = turned_round(init.parent, names)
        moved += sum(old != new for old, new in zip(names, order, strict=True))
        lines = iter(order)
        init.write_text(IMPORT.sub(lambda _found, lines=lines: f"from . import {next(lines)}", text), "utf8")
    return moved


def rows_of(classes, name):
    """Return the rows that the classes add to a table of tuples, or none where it is no table."""
    rows = [row for cls in classes for row in cls.__dict__.get(name, ())]
    return sorted(set(map(repr, rows))) if all(isinstance(row, tuple) for row in rows) else []


def facts_of(model):
    """Return what a model's class came out as: where each method of ours is from, fields, declarations."""
    ours = [cls for cls in model.__mro__ if cls.__module__.startswith(ADDON)]
    root = Path(sys.modules[ADDON].__file__).parents[1]
    facts = {}
    for name in {name for cls in ours for name in cls.__dict__} - OF_EACH_FILE:
        value = inspect.getattr_static(model, name)
        value = inspect.unwrap(getattr(value, "__func__", value))
        if inspect.isfunction(value):
            file = Path(value.__code__.co_filename)
            facts[name] = str(file.relative_to(root)) if file.is_relative_to(root) else str(file)
        elif isinstance(value, tuple) and (rows := rows_of(ours, name)):
            # rows that files add to a table are read together, by their places
            facts[name] = repr(rows)
        elif name in ("_reasons", "_report_kinds"):
            # so are reasons and kinds, each by its name
            facts[name] = repr(
                sorted((row for cls in ours for row in cls.__dict__.get(name, {}).items()), key=repr)
            )
        elif isinstance(value, dict | set | frozenset):
            facts[name] = repr(sorted(value.items() if isinstance(value, dict) else value, key=repr))
        elif isinstance(value, str | bool | int | float | tuple | list):
            facts[name] = repr(value)
    for name, field in model._fields.items():
        if any(name in cls.__dict__ for cls in ours):
            said = repr([getattr(field, fact, None) for fact in FIELD_FACTS])
            facts[f"field {name}"] = re.sub(r" at 0x\w+", "", said)
    return facts


def main(configuration, database):
    """Print what all models came out as, those that we only touch included."""
    config.parse_config(["-c", configuration, "--no-http"], setup_logging=False)
    load_server_wide_modules()
    registry = Registry(database)
    print(json.dumps({name: facts for name in sorted(registry) if (facts := facts_of(registry[name]))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
