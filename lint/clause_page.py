"""docs/clauses.md: each clause, what it says, who enforces it, its code, its menu, which tests prove it.

``python -m lint.clause_page`` writes it; script/lint says when it lags behind rulebook, menus or tests.
"""

import ast
import csv
import re
import textwrap
from collections import defaultdict
from pathlib import Path

from lxml import etree

from lib import paths
from tests import marks

from .trees import tree_of

PAGE = paths.ROOT / "docs" / "clauses.md"
RULEBOOK = paths.ADDONS / "ops_dept" / "data" / "policy" / "clause" / "ops.clause.csv"
MODEL = re.compile(r"\b(?:ops|sale|crm|stock|account|purchase|repair|helpdesk)(?:\.[a-z]+)+\b")
DEFINED = re.compile(r'^    _(?:name|inherit) = "((?:\w+\.)+\w+)"$', re.M)
# Where the rulebook's own words on a clause name no model.
MODELS = {
    "G1": "ops.handbook.ack",
    "M7.1": "ops.handbook.ack",
    "M7.2": "ops.handbook.ack",
    "M7.7": "ops.violation",
    "V1.4": "ops.violation",
    "R2": "ops.violation",
    "M1.5": "ops.customer",
    "M5.6": "ops.timeline",
    "R6": "ops.penalty",
    "R8": "ops.penalty",
    "N1.1": "ops.customer",
    "N1.3": "crm.lead",
    "R1": "ops.customer",
    "V2.1": "ops.customer",
    "V3.3": "ops.customer",
    "W2.C": "ops.help.request",
    "W2.D": "ops.help.request",
    "W2.F": "sale.order",
    "W3.B": "ops.contract",
    "W3.C": "ops.contract.deviation",
    "W3.E": "ops.contract",
    "W5.D": "ops.receipt",
    "W6.B": "ops.invoice.request",
    "W6.C": "ops.invoice.request",
    "W6.D": "ops.invoice.request",
    "R7": "ops.contract",
    "V6.3": "ops.customer",
    "P4.2": "ops.visit",
    "P4.3": "ops.visit",
    **dict.fromkeys(("V1.2", "V1.3", "V2.3", "N1.7", "N2.1"), "ops.kit"),
}
# Where a docstring names the clauses of a file.
SAID = re.compile(r"Clauses?: [^\n]*|\([^()]*\)")
CODE = re.compile(r"([A-Z]\d+(?:\.\w+)?)(?:–([A-Z]\d+(?:\.\w+)?))?")
BY = {"software": "software", "part": "partly", "hand": "planned"}
TEXT_LENGTH = 110
HEAD = """\
# The clauses

Made by `script/lint --fix` from the rulebook, the docstrings, the menus and the marks of the tests;
{whole} of {all} clauses are enforced whole, {part} in part. *Operations → Configuration → Clauses* shows them
in full, in English and Chinese.

| clause | says | enforced | code | menu | tests |
|---|---|---|---|---|---|
"""


def make():
    """Return the page's text."""
    with RULEBOOK.open(encoding="utf8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    tests, menus, code = find_tests(), find_menus(), find_code(row["code"] for row in rows)
    by = [row["enforcement"] for row in rows]
    head = HEAD.format(all=len(rows), whole=by.count("software"), part=by.count("part"))
    return head + "".join(_line(row, tests, menus, code) for row in rows)


def _line(row, tests, menus, code):
    text = textwrap.shorten(row["text"], TEXT_LENGTH, placeholder=" …").replace("|", "\\|")
    enforced = row["enforcement"] != "hand"
    models = [MODELS.get(row["code"], ""), *MODEL.findall(row["implemented_by"])] if enforced else []
    models += [model for path, _name in tests[row["code"]] for model in models_beside(path)]
    menu = next((menus[model] for model in models if model in menus), "")
    files = ", ".join(f"[{name}](../{path})" for path, name in tests[row["code"]])
    places = ", ".join(f"[{name}](../{path})" for path, name in code[row["code"]]) if enforced else ""
    return f"| {row['code']} | {text} | {BY[row['enforcement']]} | {places} | {menu} | {files} |\n"


def find_tests():
    """Return code → the files with tests of the clause, as (path, name)."""
    found = defaultdict(dict)
    for mark in marks.find_marks():
        path = mark.test.partition("::")[0]
        found[mark.code][path] = path.rpartition("/")[2].removesuffix(".py").removeprefix("test_")
    return defaultdict(list, {code: sorted(files.items()) for code, files in found.items()})


def find_code(codes):
    """Return code → what enforces the clause, as (path, name): a document's folder, or its one file of it.

    A file says so in a docstring, `Clause: W7.C`, `(W7.C)` or `(N1.2–N1.5)`; where none does, whatever names
    the code counts.

    :param codes: those of the rulebook, in its order
    """
    codes = list(codes)
    said, named = defaultdict(set), defaultdict(set)
    for path in sorted(paths.ADDONS.glob("*/models/*/*/*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                for part in SAID.findall(ast.get_docstring(node) or ""):
                    for code in _codes_in(part, codes):
                        said[code].add(path)
            elif isinstance(node, ast.Constant) and node.value in codes:
                named[node.value].add(path)
    return defaultdict(list, {code: _by_folder(said[code] or named[code]) for code in {*said, *named}})


def _codes_in(text, codes):
    """Yield the codes that a text names, those of a range included."""
    for first, last in CODE.findall(text):
        if first in codes:
            yield from codes[codes.index(first) : codes.index(last if last in codes else first) + 1]


def _by_folder(files):
    folders = defaultdict(list)
    for path in sorted(files):
        folders[path.parent].append(path)
    return [
        (
            (folder if len(inside) > 1 else inside[0]).relative_to(paths.ROOT).as_posix(),
            "/".join(folder.parts[-2:]) + ("" if len(inside) > 1 else f"/{inside[0].stem}"),
        )
        for folder, inside in folders.items()
    ]


def models_beside(path):
    """Return the models that the folder of a test stands for: tests/visit/kit, models/visit/kit."""
    folder = paths.ADDONS / "ops_dept" / "models" / Path(path).parent.relative_to("tests")
    texts = (file.read_text(encoding="utf8") for file in sorted(folder.glob("*.py")))
    return [model for text in texts for model in DEFINED.findall(text)]


def find_menus():
    """Return model → the names of the menus that lead to its first list."""
    actions, menus = {}, {}
    for path in sorted(paths.ADDONS.glob("*/views/**/*.xml")):
        tree = etree.parse(str(path))
        for record in tree.iterfind(".//record[@model='ir.actions.act_window']"):
            actions[record.get("id")] = record.findtext("field[@name='res_model']")
        for item in tree.iterfind(".//menuitem"):
            menus[item.get("id")] = item
    found = {}
    for item in menus.values():
        model = actions.get(_local(item.get("action")))
        if model and model not in found:
            found[model] = " → ".join(_names(item, menus))
    return found


def _names(item, menus):
    above = menus.get(_local(item.get("parent")))
    return [*(_names(above, menus) if above is not None else []), item.get("name") or item.get("id")]


def _local(xml_id):
    """Return an external id without its add-on; no two of ours have one name."""
    return (xml_id or "").rpartition(".")[2]


def check():
    if not PAGE.exists() or PAGE.read_text(encoding="utf8") != make():
        return [f"{PAGE.relative_to(paths.ROOT)}: lags behind; script/lint --fix writes it anew"]
    return []


def write():
    PAGE.write_text(make(), encoding="utf8")


if __name__ == "__main__":
    write()
