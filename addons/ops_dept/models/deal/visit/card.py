from odoo import models
from odoo.tools import format_date


class OpsVisit(models.Model):
    """Who ordered before, even once, is thanked first; his last orders stand on the card (V3.4, P1.2)."""

    _inherit = "ops.visit"

    _situation_rows = ((30, "_find_existing_situations"),)
    _card_rows = ((50, "_card_orders"),)

    def _find_existing_situations(self):
        """A confirmed order of the customer is enough, whoever sold it."""
        # sudo: whether he ever ordered; the orders themselves are shown as far as the user may read them
        found = (
            self.env["sale.order"]
            .sudo()
            ._read_group(
                [
                    ("partner_id.commercial_partner_id", "in", self.partner_id.commercial_partner_id.ids),
                    ("company_id", "in", self.company_id.ids),
                    ("state", "=", "sale"),
                ],
                ["partner_id", "company_id"],
            )
        )
        known = {(partner.commercial_partner_id.id, company.id) for partner, company in found}
        return {
            "existing": self.filtered(
                lambda visit: (visit.partner_id.commercial_partner_id.id, visit.company_id.id) in known
            )
        }

    def _card_orders(self):
        """Say what the customer ordered last: number, day, amount without tax; never what it cost."""
        orders = self.env["sale.order"]
        if not self.partner_id or not orders.has_access("read"):
            return []
        found = orders.search_fetch(
            [
                ("partner_id", "child_of", self.partner_id.commercial_partner_id.id),
                ("company_id", "=", (self.company_id or self.env.company).id),
                ("state", "=", "sale"),
            ],
            ["name", "date_order", "amount_untaxed", "currency_id"],
            order="date_order desc, id desc",
            limit=3,
        )
        rows = [
            f"{order.name} · {format_date(self.env, order.date_order)} · "
            f"{order.currency_id.format(order.amount_untaxed)}"
            for order in found
        ]
        return [(self.env._("Last orders, untaxed"), "\n".join(rows))]
