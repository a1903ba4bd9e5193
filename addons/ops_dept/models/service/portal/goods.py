from odoo import api, models
from odoo.fields import Command


class HelpdeskTicket(models.Model):
    """What the customer has of us, for him to choose from: by serial number, else by product."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _ops_get_goods_of(self, customer):
        """Return (key, label) of what a firm got from us and still has, newest first.

        :param customer: res.partner, the firm
        """
        return [
            (f"{product.id}-{lot.id or 0}", self._ops_label_goods(product, lot, delivery))
            for product, lot, delivery in self._ops_list_goods_of(customer)
        ]

    @api.model
    def _ops_list_goods_of(self, customer):
        """Return (product, serial number, `Delivery`) of what is with the customer, on sudo."""
        # sudo: the customer sees of our transfers only what he has
        lines_sudo = self.env["ops.ticket.line"].sudo()
        moved = lines_sudo._get_moved_of(customer)
        found = [
            (self.env["product.product"].sudo().browse(product), self.env["stock.lot"].sudo().browse(lot), it)
            for (firm, product, lot), it in moved.items()
            if firm == customer.id
            and it.quantity > 0
            and it.date
            and it.order_line.company_id in (self.env.company, self.env.company.browse())
        ]
        serials = {product for product, lot, _it in found if lot}
        listed = [row for row in found if row[1] or row[0] not in serials]
        return sorted(listed, key=lambda row: row[2].date, reverse=True)

    @api.model
    def _ops_label_goods(self, product, lot, delivery):
        # the customer knows our product by its name and code, his order by its number
        parts = [product.display_name]
        if lot:
            parts.append(self.env._("serial number %s", lot.name))
        order_sudo = delivery.order_line.sudo().order_id
        if order_sudo:
            parts.append(self.env._("order %s", order_sudo.name))
        return " · ".join(parts)

    @api.model
    def _ops_prepare_goods(self, customer, key, words):
        """Return the values of a case about one of the goods that were offered; none for any other key.

        :param str key: as `_ops_get_goods_of` gave it
        :param str words: what is wrong with it, as the customer says
        """
        for product, lot, delivery in self._ops_list_goods_of(customer):
            if key == f"{product.id}-{lot.id or 0}":
                line = {"product_id": product.id, "lot_id": lot.id, "fault": (words or "").strip()[:250]}
                return {
                    "ops_order_id": delivery.order_line.sudo().order_id.id,
                    "ops_line_ids": [Command.create(line)],
                }
        return {}
