"""README.rst of an add-on, put together from the fragments in its readme/ (Markdown).

``python -m lint.readmes`` writes them; script/lint says when one differs from its fragments.
"""

import ast
import re

from lib import paths

# Fragment → heading; the description comes first, under the add-on's name.
FRAGMENTS = {
    "DESCRIPTION": None,
    "CONFIGURE": "Configuration",
    "USAGE": "Usage",
    "HISTORY": "Changelog",
}
NOTE = ".. Made from the files in readme/ by script/lint --fix. Change those.\n"
CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
LIST = re.compile(r"^(?:(-)|(\d+\.)) ")


def make(addon):
    """Return the text of an add-on's README.rst.

    :param Path addon: its folder
    """
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text(encoding="utf8"))
    parts = [NOTE, heading(manifest["name"], "="), f"{manifest['summary']}.\n"]
    for name, title in FRAGMENTS.items():
        path = addon / "readme" / f"{name}.md"
        if path.exists():
            parts += [heading(title, "=")] if title else []
            parts.append(from_markdown(path.read_text(encoding="utf8")))
    return "\n".join(parts)


def heading(text, underline):
    # full-width signs count twice
    width = sum(2 if ord(sign) > 0x2E7F else 1 for sign in text)
    return f"{text}\n{underline * width}\n"


def from_markdown(text):
    """Return our kind of Markdown as reStructuredText: headings, lists, emphasis, code."""
    lines, kind = [], None
    for line in CODE.sub(r"``\1``", text).rstrip().splitlines():
        if line.startswith("## "):
            lines += heading(line[3:], "-").splitlines()
            continue
        found = LIST.match(line)
        if found and found.lastindex != kind and lines and lines[-1]:
            lines.append("")  # a list, or a list of another kind, begins after an empty line
        if found:
            kind = found.lastindex
        elif not line:
            kind = None
        lines.append(line)
    return "\n".join(lines) + "\n"


def check():
    """Return a finding for each README.rst that is not what its fragments say."""
    return [
        f"{path.relative_to(paths.ROOT)}: differs from readme/; script/lint --fix writes it anew"
        for path, text in _wanted().items()
        if not path.exists() or path.read_text(encoding="utf8") != text
    ]


def write():
    for path, text in _wanted().items():
        path.write_text(text, encoding="utf8")


def _wanted():
    addons = sorted(path.parent for path in paths.ADDONS.glob("*/__manifest__.py"))
    return {addon / "README.rst": make(addon) for addon in addons}


if __name__ == "__main__":
    write()
