"""Automation rules of core beside the gate: ``python -m tests.scale.automation_trial CONF DATABASE``.

Installs core's add-on for automation rules, lets two rules answer that an approval ended, one with a word in
the chatter and one that gives the approval back by itself, and prints what came of it.
"""

import json
import sys

from odoo.api import SUPERUSER_ID, Environment
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.modules.registry import Registry
from odoo.service.server import load_server_wide_modules
from odoo.tools import config

from tests.furniture import furnish

SEEN = "An automation rule saw it."


def add_rule(env, name, state, code):
    """Make a rule that runs when the approval of a quotation comes to a state."""
    env["base.automation"].create(
        {
            "name": name,
            "model_id": env["ir.model"]._get("sale.order").id,
            "trigger": "on_create_or_write",
            "trigger_field_ids": [
                Command.link(env["ir.model.fields"]._get("sale.order", "ops_approval_state").id)
            ],
            "filter_domain": f"[('ops_approval_state', '=', '{state}'), ('ops_requester_id', '!=', False)]",
            "action_server_ids": [
                Command.create(
                    {
                        "name": name,
                        "model_id": env["ir.model"]._get("sale.order").id,
                        "state": "code",
                        "code": code,
                    }
                )
            ],
        }
    )


def approved_order(env, people):
    order = (
        env["sale.order"]
        .with_user(people["consultant"])
        .create(
            {
                "partner_id": people["customer"].id,
                "team_id": people["team"].id,
                "payment_term_id": people["term_cash"].id,
                "validity_date": "2030-12-31",
                "order_line": [
                    Command.create(
                        {"product_id": people["plain"].id, "product_uom_qty": 10, "price_unit": 100}
                    )
                ],
            }
        )
    )
    order.action_ops_submit()
    order.with_user(people["manager"]).action_ops_approve()
    return order


def lower_price(order):
    """Make the quotation worse for the company: its approval ends."""
    try:
        with order.env.cr.savepoint():
            order.order_line.price_unit = 50
            order.env.flush_all()
    except UserError as error:
        return str(error)
    return ""


def main():
    conf, database = sys.argv[1:]
    config.parse_config(["-c", conf, "-d", database, "--log-level=critical"], setup_logging=True)
    load_server_wide_modules()
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        env["ir.module.module"].search([("name", "=", "base_automation")]).button_immediate_install()
    with Registry(database).cursor() as cr:
        env = Environment(cr, SUPERUSER_ID, {})
        people = furnish(env)
        env.company.ops_rulebook = True
        order = approved_order(env, people)
        add_rule(env, "Tell", "draft", f"record.message_post(body={SEEN!r})")
        lower_price(order)
        seen = SEEN in "".join(order.sudo().message_ids.mapped("body"))
        second = approved_order(env, people)
        add_rule(env, "Forge", "draft", "record.write({'ops_approval_state': 'approved'})")
        refused = lower_price(second)
        print(
            json.dumps(
                {
                    "state": order.ops_approval_state,
                    "seen": seen,
                    "forged": second.ops_approval_state == "approved" and second.order_line.price_unit == 50,
                    "refused": refused,
                }
            )
        )


if __name__ == "__main__":
    main()
