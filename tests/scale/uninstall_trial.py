"""A trial of uninstalling, committed: ``python -m tests.scale.uninstall_trial CONF DATABASE``.

Prints what stays behind. The rulebook is in use: switched on, with a quotation under it.
"""

import io
import json
import sys

import polib

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config
from odoo.tools.translate import get_po_paths, trans_export

from lib import paths

OCA = ("base_tier_validation", "helpdesk_mgmt")
MODULES = ("ops_dept_reports", "ops_dept")
LEFT_BEHIND = {
    "records": "SELECT module || '.' || name FROM ir_model_data WHERE module LIKE 'ops!_dept%' ESCAPE '!'",
    "columns": "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE column_name LIKE 'ops!_%' ESCAPE '!'",
    "tables": "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'ops!_%' ESCAPE '!'",
    "rules": "SELECT name FROM ir_rule WHERE domain_force LIKE '%ops!_%' ESCAPE '!'",
}
TERMS = [paths.ADDONS / "ops_dept" / folder / "zh_CN.po" for folder in ("i18n_extra", "i18n_code")]
OUR_WORDS = {entry.msgid: entry.msgstr for path in TERMS for entry in polib.pofile(str(path))}
SCREENS = ("sale.order", "account.move", "stock.picking", "crm.lead", "res.partner", "res.company")


def foreign_words(env):
    """Return the terms of the OCA modules that are Chinese here by our words, and not by their own."""
    own, said = {}, {}
    for module in OCA:
        for path in get_po_paths(module, "zh_CN"):
            own |= {entry.msgid: entry.msgstr for entry in polib.pofile(path)}
        messages = env["ir.http"]._get_translations_for_webclient([module], "zh_CN")[0][module]["messages"]
        said |= {message["id"]: message["string"] for message in messages}
    buffer = io.BytesIO()
    trans_export("zh_CN", list(OCA), buffer, "po", env)
    said |= {entry.msgid: entry.msgstr for entry in polib.pofile(buffer.getvalue().decode()) if entry.msgstr}
    return sorted(term for term, word in said.items() if OUR_WORDS.get(term) == word != own.get(term))


def use(env):
    """Leave a quotation under the rulebook, and return it."""
    env["res.company"].search([]).ops_rulebook = True
    partner = env["res.partner"].create({"name": "Blue River Paper"})
    product = env["product.product"].create({"name": "Bearing", "list_price": 5})
    return env["sale.order"].create(
        {"partner_id": partner.id, "order_line": [Command.create({"product_id": product.id})]}
    )


def main():
    conf, database = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        order_id = use(env).id
        words_before = len(foreign_words(env))
        cr.commit()
        env["ir.module.module"].search([("name", "in", MODULES)]).button_immediate_uninstall()
    with Registry(database).cursor() as cr:
        found = {}
        for kind, statement in LEFT_BEHIND.items():
            cr.execute(statement)
            found[kind] = [row[0] for row in cr.fetchall()]
        env = Environment(cr, SUPERUSER_ID, {})
        for name in SCREENS:
            env[name].get_views([(False, "form"), (False, "list"), (False, "search")])
        order = env["sale.order"].browse(order_id)
        order.action_confirm()
        words = {"words_before": words_before, "words": foreign_words(env)}
        print(json.dumps({**found, **words, "order": order.state}))


if __name__ == "__main__":
    main()
