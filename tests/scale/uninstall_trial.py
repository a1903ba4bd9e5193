"""A trial of uninstalling, committed: ``python -m tests.scale.uninstall_trial CONF DATABASE``.

Prints what stays behind. The rulebook is in use: switched on, with a quotation under it.
"""

import json
import sys

from odoo.api import SUPERUSER_ID, Environment
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

MODULES = ("ops_dept_reports", "ops_dept")
LEFT_BEHIND = {
    "records": "SELECT module || '.' || name FROM ir_model_data WHERE module LIKE 'ops!_dept%' ESCAPE '!'",
    "columns": "SELECT table_name || '.' || column_name FROM information_schema.columns"
    " WHERE column_name LIKE 'ops!_%' ESCAPE '!'",
    "tables": "SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'ops!_%' ESCAPE '!'",
    "rules": "SELECT name FROM ir_rule WHERE domain_force LIKE '%ops!_%' ESCAPE '!'",
}
SCREENS = ("sale.order", "account.move", "stock.picking", "crm.lead", "res.partner", "res.company")


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
        print(json.dumps({**found, "order": order.state}))


if __name__ == "__main__":
    main()
