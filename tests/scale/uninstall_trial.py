"""Acts around an uninstallation, committed: ``python -m tests.scale.uninstall_trial CONF DATABASE ACT …``.

Prints what the act found, and what it made the server complain of.
"""

import json
import logging
import sys

import polib

from odoo.api import SUPERUSER_ID, Environment
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config
from odoo.tools.translate import code_translations, get_po_paths

from lib import paths

from . import uninstall_acts

OCA = ("base_tier_validation", "helpdesk_mgmt")
TERMS = paths.ADDONS / "ops_dept" / "i18n_code" / "zh_CN.po"


class Heard(logging.Handler):
    """Keeps what is worse than a notice."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.told = []

    def emit(self, record):
        self.told.append(f"{record.levelname} {record.name}: {record.getMessage()[:500]}")


def words(env):
    """Return the terms of the OCA modules' code that are Chinese here by our words, and not by their own."""
    ours = {entry.msgid: entry.msgstr for entry in polib.pofile(str(TERMS))}
    own, said = {}, {}
    for module in OCA:
        for path in get_po_paths(module, "zh_CN"):
            own |= {entry.msgid: entry.msgstr for entry in polib.pofile(path)}
        messages = env["ir.http"]._get_translations_for_webclient([module], "zh_CN")[0][module]["messages"]
        said |= {message["id"]: message["string"] for message in messages}
        said |= code_translations.get_python_translations(module, "zh_CN")
    return sorted(term for term, word in said.items() if ours.get(term) == word != own.get(term))


def uninstall(env, *modules):
    env["ir.module.module"].search([("name", "in", modules)]).button_immediate_uninstall()


def install(env, *modules):
    env["ir.module.module"].search([("name", "in", modules)]).button_immediate_install()


ACTS = {
    "uninstall": uninstall,
    "install": install,
    "make": uninstall_acts.make,
    "work": uninstall_acts.work,
    "follow_rules": uninstall_acts.follow_rules,
    "look": uninstall_acts.look,
}


def main():
    conf, database, act, *arguments = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=warn"], setup_logging=True)
    load_server_wide_modules()
    registry = Registry(database)
    heard = Heard()
    logging.getLogger().addHandler(heard)
    with registry.cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        said = words(env) if act in ("make", "work") else None
        found = ACTS[act](env, *arguments)
    print(json.dumps({"found": found, "told": heard.told, "words": said}))


if __name__ == "__main__":
    main()
