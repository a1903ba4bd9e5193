"""Names of our own models: `ops_` marks what is added to core models; what only ours know goes without.

A model of ours carries the prefix in what it shares with core models alone: what a mixin of both declares,
and what we added to a core model under the same name.
"""

import ast
import re
from collections import defaultdict

from .trees import addons_trees

PREFIXED = re.compile(r"_?(?:action_|compute_|inverse_|search_|check_|get_)?ops_")


def check():
    """Find fields, methods and constants of our models that carry the prefix and are nobody else's."""
    names, parents = defaultdict(list), defaultdict(set)
    for place, tree in addons_trees():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and (model := _model(node, parents)):
                names[model] += [(name, f"{place}:{line}") for name, line in defined(node)]
    shared = _ancestors((model for model in names if not _is_ours(model)), parents)
    known = {name for model in shared for name, _place in names[model]}
    for model in sorted(names.keys() - shared):
        for name, place in names[model]:
            if PREFIXED.match(name) and name not in known:
                yield f"{place}: {name} is {model}'s own: no ops_ in its name"


def _is_ours(model):
    return model.startswith("ops.")


def _model(node, parents):
    """Return the model that a class is or extends, and note what it inherits from."""
    said = dict.fromkeys(("_name", "_inherit"))
    for statement in node.body:
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) in said:
            said[ast.unparse(statement.targets[0])] = ast.literal_eval(statement.value)
    inherited = [said["_inherit"]] if isinstance(said["_inherit"], str) else said["_inherit"] or []
    model = said["_name"] or next(iter(inherited), None)
    parents[model] |= {*inherited} - {model}
    return model


def _ancestors(models, parents):
    """Return the models and all that they inherit from."""
    found, waiting = set(), list(models)
    while waiting:
        if (model := waiting.pop()) not in found:
            found.add(model)
            waiting += parents[model]
    return found


def defined(node):
    """Return the names that a class defines, with their lines."""
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef):
            yield statement.name, statement.lineno
        elif isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id, statement.lineno
