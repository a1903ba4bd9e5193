"""Checks of our own: XML and views, translations, what may stand where. A finding is one line with its place.

Run by script/lint on the environment's Python: ``python -m lint.checks``.
"""

import re
import subprocess
import sys

import polib
from lxml import etree

from lib import paths

from . import clause_page, house, own_names, readmes, roles, rooms, states

SEARCH_NAMES = re.compile(r"^(filter|group_by)_")

# What a committed file must not name: a machine's own folders, and where its registries are. For git grep.
MACHINE = (
    r"(?<![\w./-])/(work|root|home/\w+|Users/\w+|var/tmp|srv/\w+)(/|\b)"
    r"|\b(\w+\.)*(pypi|pythonhosted|npmjs)\.(org|com)\b|\bdeb\.debian\.\w+|\bartifactregistry\b"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sdrif]|%[sdrif]|\{\w*\}")


def run_all():
    """Return all findings."""
    names = sorted(_git("ls-files", "-co", "--exclude-standard"))  # those git knows or would add
    committed = [path for name in names if (path := paths.ROOT / name).is_file()]
    return [
        *(line for path in committed if path.suffix == ".xml" for line in check_xml(path)),
        *(line for path in committed if path.suffix == ".po" for line in check_translation(path)),
        *check_machine_names(),
        *house.check(),
        *rooms.check(),
        *roles.check(),
        *own_names.check(),
        *states.check(),
        *readmes.check(),
        *clause_page.check(),
    ]


def _git(*arguments):
    """Return the lines that git prints; none when this is no git checkout."""
    return subprocess.run(
        ["git", *arguments], cwd=paths.ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()


def _place(path, line=None):
    return f"{path.relative_to(paths.ROOT)}{f':{line}' if line else ''}"


# --- XML


def check_xml(path):
    """Find XML that is not well-formed, and parts of views that others could not hook on."""
    try:
        root = etree.parse(str(path)).getroot()
    except etree.XMLSyntaxError as error:
        yield f"{_place(path)}: not well-formed: {error}"
        return
    for record in root.iter("record"):
        if record.get("model") == "ir.ui.view":
            arch = next((field for field in record if field.get("name") == "arch"), None)
            if arch is not None:
                for element, text in _check_view(arch):
                    yield f"{_place(path, element.sourceline)}: {text}"


def _check_view(arch):
    inside_search = {element for search in arch.iter("search") for element in search.iter()}
    for element in arch.iter(etree.Element):
        name = element.get("name")
        if element.get("position"):
            continue
        if element.tag in ("group", "page") and not name and element not in inside_search:
            yield element, f"<{element.tag}> has no name"
        if element.tag == "filter" and (not name or not SEARCH_NAMES.match(name)):
            yield element, f"filter {name or 'without name'}: call it filter_... or group_by_..."
        if element.tag == "tree":
            yield element, "<tree> is called <list>"
        if element.get("attrs") or element.get("states"):
            yield (
                element,
                "attrs and states are gone: write invisible=, readonly=, required= with an expression",
            )


# --- translations


def check_translation(path):
    """Find terms that are untranslated, fuzzy, not in the .pot, or with other placeholders."""
    entries = [entry for entry in polib.pofile(str(path)) if not entry.obsolete]
    for entry in entries:
        if not entry.translated():
            yield f"{_place(path, entry.linenum)}: not translated: {entry.msgid!r}"
        elif "fuzzy" in entry.flags:
            yield f"{_place(path, entry.linenum)}: fuzzy: {entry.msgid!r}"
        elif sorted(PLACEHOLDER.findall(entry.msgid)) != sorted(PLACEHOLDER.findall(entry.msgstr)):
            yield f"{_place(path, entry.linenum)}: other placeholders than {entry.msgid!r}"
    template = path.with_name(f"{path.parents[1].name}.pot")
    if path.parent.name == "i18n":
        if not template.exists():
            yield f"{_place(path)}: {template.name} is missing beside it"
            return
        known, wanted = ({entry.msgid for entry in terms} for terms in (entries, polib.pofile(str(template))))
        for term in sorted(wanted - known):
            yield f"{_place(path)}: missing: {term!r}"
        for term in sorted(known - wanted):
            yield f"{_place(path)}: not in {template.name}: {term!r}"


# --- what may stand where


def check_machine_names():
    """Find folders of one machine and hosts of registries."""
    found = _git("grep", "--untracked", "-IonP", "-e", MACHINE, "--", ".", ":!lint/checks.py")
    for path, number, name in (line.split(":", 2) for line in found):
        yield f"{path}:{number}: names something of one machine: {name}"


if __name__ == "__main__":
    findings = run_all()
    print("\n".join(findings))
    sys.exit(1 if findings else 0)
