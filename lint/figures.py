"""What the add-ons consist of, in figures: where they grow, and which doors have more than one lock.

``python -m lint.figures``; script/lint --figures prints the same.
"""

import ast
import collections

from lib import paths
from lib.console import tell

from . import roles

DOORS = ("create", "write", "unlink", "default_get")
# A file that one reads at a glance.
LONG = 250
SHOWN = 10


class Figures:
    """Counts of one add-on's sources."""

    def __init__(self, addon):
        self.addon = addon
        self.folders = collections.defaultdict(collections.Counter)
        self.doors = collections.Counter()
        self.long = {}
        self.role_constants = []
        self.methods = 0
        self.roles = roles.codes()
        for path in sorted(addon.rglob("*")):
            if path.suffix in (".py", ".xml") and not {"__pycache__", "migrations"} & set(path.parts):
                self._count(path)

    def _count(self, path):
        text = path.read_text(encoding="utf8")
        place = path.relative_to(self.addon)
        lines = text.count("\n")
        counts = self.folders[place.parent.as_posix()]
        counts["files"] += 1
        counts[path.suffix] += lines
        if lines > LONG:
            self.long[place.as_posix()] = lines
        if path.suffix == ".py":
            self._read(place, ast.parse(text))

    def _read(self, place, tree):
        found = roles.constants(tree, self.roles)
        self.role_constants += [f"{place.as_posix()}: {name}" for name, _roles in found]
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                methods = [each for each in node.body if isinstance(each, ast.FunctionDef)]
                self.methods += len(methods)
                model = model_name(node)
                self.doors.update((model, each.name) for each in methods if model and each.name in DOORS)

    def lines(self):
        """Return the figures as lines to print."""
        yield f"{self.addon.name}: {self.methods} methods"
        yield f"  {'folder':34} {'files':>5} {'.py':>6} {'.xml':>6}"
        for folder, counts in sorted(self.folders.items()):
            yield f"  {folder:34} {counts['files']:5} {counts['.py']:6} {counts['.xml']:6}"
        total = sum(self.folders.values(), collections.Counter())
        yield f"  {'all':34} {total['files']:5} {total['.py']:6} {total['.xml']:6}"
        doubled = {key: count for key, count in self.doors.items() if count > 1}
        yield f"  overridden in several places: {len(doubled)} of {len(self.doors)} doors"
        for (model, door), count in sorted(doubled.items(), key=lambda item: (-item[1], item[0])):
            yield f"    {count} × {model}.{door}"
        yield f"  constants that list roles: {len(self.role_constants)}"
        yield from (f"    {place}" for place in self.role_constants)
        yield f"  files of more than {LONG} lines: {len(self.long)}"
        for place in sorted(self.long, key=self.long.get, reverse=True)[:SHOWN]:
            yield f"    {self.long[place]} {place}"


def model_name(node):
    """Return which model a class extends or defines, None for any other class."""
    values = {}
    for each in node.body:
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name):
            values[each.targets[0].id] = each.value
    for name in ("_name", "_inherit"):
        if name in values:
            value = ast.literal_eval(values[name])
            return value if isinstance(value, str) else value[0]
    return None


def show():
    for manifest in sorted(paths.ADDONS.glob("*/__manifest__.py")):
        tell("\n".join([*Figures(manifest.parent).lines(), ""]))


if __name__ == "__main__":
    show()
