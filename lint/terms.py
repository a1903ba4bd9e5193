"""Exporting the terms of our add-ons anew: the template, and what of it is Chinese already.

Terms are exported, not typed: a term says where it is used, and without the reference of a field, also of one
that the mixins bring, its word stays English on the screen.
"""

import os
import sys
import tempfile
from pathlib import Path

import polib

from lib import databases, odoo_run, paths
from lib.console import run, step, tell

FAILURE = "The terms could not be exported."


def write(database):
    """Write ``.pot`` and ``zh_CN.po`` of each add-on from a database of the present sources.

    Both change by what is new or gone only. Prints the terms that have no Chinese yet.

    :return: how many terms have no Chinese yet
    :rtype: int
    """
    empty = 0
    for module in databases.our_modules():
        with step(f"Terms of {module}"):
            template = _export(database, module)
            chinese = _merge(paths.ADDONS / module / "i18n", module, template)
        for term in chinese:
            if not term.translated():
                empty += 1
                tell(f"   {module}, not translated: {term.msgid}")
    return empty


def _export(database, module):
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "terms.po"
        run(
            odoo_run.command("i18n", "export", "-c", paths.ODOO_CONF, "-d", database, "-o", file, module),
            FAILURE, log="odoo.log", env=odoo_run.environment(dict(os.environ)), cwd=paths.ROOT,
        )  # fmt: skip
        return polib.pofile(str(file))


def _merge(folder, module, template):
    # a date would change with every export
    template.metadata = {
        name: value for name, value in template.metadata.items() if not name.endswith("Date")
    }
    template.save(str(folder / f"{module}.pot"))
    chinese = polib.pofile(str(folder / "zh_CN.po"))
    chinese.merge(template)
    chinese[:] = sorted((term for term in chinese if not term.obsolete), key=lambda term: term.msgid)
    chinese.save()
    return chinese


if __name__ == "__main__":
    sys.exit(1 if write(sys.argv[1]) else 0)
