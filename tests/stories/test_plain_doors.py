"""With the switch off our doors on core's models ask the database nothing, and so flush nothing early."""

import sys
from unittest.mock import patch

from odoo.fields import Command
from odoo.sql_db import Cursor
from odoo.tests import Form, TransactionCase, new_test_user, tagged

ADDONS = "/addons/"
# What may be asked: each is about our own tables, or core's own work below our door.
ALLOWED = {
    "_ops_companies_on": "kept for all until core empties its caches",
    "_ops_companies_with_ledger": "the same",
    "_ops_reassign_reviews": "after a user lost a role: the reviews that wait for him",
    "unlink": "the reviews that go with their document",
    "copy_data": "core's own copy",
}


def asking_addon(frame):
    """Return the add-on that asks the database, and its function: the innermost frame outside the ORM."""
    while frame:
        name = frame.f_code.co_filename
        if ADDONS in name and "/tests/" not in name:
            return name.rpartition(ADDONS)[2].split("/")[0], f"{name}:{frame.f_code.co_name}"
        frame = frame.f_back
    return "", ""


@tagged("post_install", "-at_install")
class TestPlainDoors(TransactionCase):
    def _watch(self, asked):
        execute = Cursor.execute

        def watched(cursor, query, *args, **options):
            addon, place = asking_addon(sys._getframe(1))
            if addon.startswith("ops_dept") and place.rpartition(":")[2] not in ALLOWED:
                asked.append(f"{place}: {query}"[:300])
            return execute(cursor, query, *args, **options)

        return patch.object(Cursor, "execute", watched)

    def test_nothing_is_asked(self):
        self.env["res.company"].search([]).ops_rulebook = False
        self._work("warm")  # answers that are kept for all
        asked = []
        with self._watch(asked):
            self._work("measured")
        self.assertFalse(asked, "\n".join(asked))

    def _work(self, name):
        """Make, change, copy and delete the core documents that we extend, up to the paid invoice."""
        env = self.env
        user = new_test_user(
            env, name, groups="sales_team.group_sale_salesman_all_leads", notification_type="inbox"
        )
        user.write({"name": name.upper(), "group_ids": [Command.link(env.ref("stock.group_stock_user").id)]})
        env["crm.team"].create({"name": name}).write({"user_id": user.id})
        partner = env["res.partner"].create({"name": name})
        partner.write({"phone": "1"})
        partner.copy().unlink()
        product = env["product.product"].create({"name": name, "is_storable": True, "list_price": 10})
        warehouse = env["stock.warehouse"].search([("company_id", "=", env.company.id)], limit=1)
        env["stock.quant"]._update_available_quantity(product, warehouse.lot_stock_id, 10)
        lead = env["crm.lead"].create({"name": name, "type": "opportunity", "partner_id": partner.id})
        lead.write({"user_id": user.id})
        lead.action_set_won()
        self._sell(partner, product)
        attachment = env["ir.attachment"].create({"name": name, "raw": b"x"})
        attachment.write({"name": "y"})
        attachment.unlink()
        env.flush_all()

    def _sell(self, partner, product):
        env = self.env
        order = env["sale.order"].create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 4})],
            }
        )
        order.order_line.product_uom_qty = 5
        copy = order.copy()
        copy.action_cancel()
        copy.unlink()
        order.action_quotation_sent()
        order.action_confirm()
        picking = order.picking_ids
        picking.move_ids.quantity = 3
        picking.move_ids.picked = True
        Form.from_action(env, picking.button_validate()).save().process()
        picking.backorder_ids.button_validate()
        move = order._create_invoices()
        move.invoice_line_ids.name = "as agreed"
        move.action_post()
        wizard = env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        wizard.create({}).action_create_payments()
        self.assertIn(move.payment_state, ("paid", "in_payment"))
