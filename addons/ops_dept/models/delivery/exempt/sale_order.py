from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError

# Who gets the goods of an order.
CUSTOMER = frozenset({"partner_id", "partner_shipping_id"})


class SaleOrder(models.Model):
    """An order that ran before the rulebook runs on as it stood: its goods, its customer (PROCESS §3)."""

    _inherit = "sale.order"

    _ops_on_write = ((20, "_ops_changing_exempt"),)

    @contextmanager
    def _ops_changing_exempt(self, vals):
        if CUSTOMER.isdisjoint(vals):
            yield
            return
        with self._ops_keep_exempt():
            yield

    @contextmanager
    def _ops_keep_exempt(self):
        """Refuse to add goods to orders that run freely, or to give them to another firm.

        Less may go, and to another address of the same firm; services and what repairs add stay free.
        What does not run was never exempt: a quotation made so is the quotation gate's.
        """
        exempt = self._ops_filter_on().filtered(lambda order: order.ops_exempt and order.state == "sale")
        before = {order: order._ops_get_exempt_content() for order in exempt}
        yield
        for order, (firms, goods) in before.items():
            now_firms, now_goods = order._ops_get_exempt_content()
            grown = [
                line for line in now_goods if line._ops_exceeds_exemption(goods.get(line), now_goods[line])
            ]
            if grown or now_firms - firms:
                raise UserError(order._ops_get_exempt_change_message(grown))

    def _ops_get_exempt_content(self):
        """Return the firms that get the goods, and the goods: line → (product, quantity in its unit)."""
        lines = self.order_line.filtered(
            lambda line: (
                line.product_id.type == "consu"
                and not line.display_type
                and not line.is_expense
                and not line.move_ids.repair_id
            )
        )
        firms = (self.partner_id | self.partner_shipping_id).commercial_partner_id
        return firms, {line: line._ops_get_exempt_content() for line in lines}

    def _ops_get_exempt_change_message(self, lines):
        return self.env._(
            "%(order)s ran before the rulebook and runs as it stood (%(changed)s). Sales support enters what "
            "is new as a quotation (W4.C).",
            order=self.display_name,
            changed=", ".join(line._ops_short_name() for line in lines) or self.env._("customer"),
        )
