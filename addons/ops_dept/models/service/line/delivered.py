from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class Delivery(NamedTuple):
    """What a customer got of a product or serial number, and how much of it is still with him.

    :param float quantity: delivered minus returned, in the product's unit
    :param date: when it was delivered last, naive UTC, or False
    :param order_line: the order line of that delivery, on sudo (may be empty)
    """

    quantity: float
    date: object
    order_line: object


class OpsTicketLine(models.Model):
    """What of it was delivered to this customer, when, and until when it is under warranty (W8.A, W9.A)."""

    _inherit = "ops.ticket.line"

    quantity_delivered = fields.Float(
        "With the customer",
        compute="_compute_delivered",
        digits="Product Unit",
        help="Delivered to him minus what came back, by the transfers.",
    )
    date_delivered = fields.Datetime("Delivered on", compute="_compute_delivered")
    date_warranty = fields.Date(
        "Warranty until", compute="_compute_delivered", help="From the delivery, by the months of the order."
    )
    warranty = fields.Selection(
        [("in", "Under warranty"), ("over", "Warranty is over"), ("unknown", "Not known")],
        compute="_compute_delivered",
    )

    @api.depends("product_id", "lot_id", "order_line_id", "ticket_id.partner_id")
    def _compute_delivered(self):
        deliveries = self._get_deliveries()
        for line in self:
            delivery = deliveries[line]
            line.quantity_delivered = delivery.quantity
            line.date_delivered = delivery.date
            end = line._get_warranty_end(delivery)
            line.date_warranty = end
            today = (line.company_id or self.env.company)._ops_today()
            line.warranty = "unknown" if not end else "in" if today <= end else "over"

    def _get_warranty_end(self, delivery):
        """Return until when it is under warranty; False where nobody knows."""
        # sudo: the months of the order, whoever takes the case
        order_sudo = (self.order_line_id or delivery.order_line).sudo().order_id
        if not delivery.date or not order_sudo:
            return False
        day = (self.company_id or self.env.company)._ops_day_of(delivery.date)
        return day + relativedelta(months=order_sudo.ops_warranty_months)

    # ------------------------------------------------------------------
    # The transfers
    # ------------------------------------------------------------------
    def _get_deliveries(self):
        """Return line → `Delivery`: by its serial number where it has one, else by its product."""
        moved = self._get_moved()
        nothing = Delivery(0.0, False, self.env["sale.order.line"])
        return {line: moved.get(line._get_key(), nothing) for line in self}

    def _get_key(self):
        return (self.ticket_id.commercial_partner_id.id, self.product_id.id, self.lot_id.id)

    @api.model
    def _get_moved_domain(self, customers, products=None):
        """Return the domain of what was carried to or from these customers of these products (None: all)."""
        of_customer = Domain("picking_id.partner_id.commercial_partner_id", "in", customers.ids) | Domain(
            "move_id.sale_line_id.order_id.partner_id.commercial_partner_id", "in", customers.ids
        )
        place = Domain("location_dest_id.usage", "=", "customer") | Domain(
            "location_id.usage", "=", "customer"
        )
        which = Domain.TRUE if products is None else Domain("product_id", "in", products.ids)
        return Domain("state", "=", "done") & which & place & of_customer

    def _get_moved(self):
        """Return (customer id, product id, lot id or False) → `Delivery`, in a constant number of queries."""
        customers, products = self.ticket_id.commercial_partner_id, self.product_id
        if not customers or not products:
            return {}
        return self._get_moved_of(customers, products)

    @api.model
    def _get_moved_of(self, customers, products=None):
        """Return the same of customers, for some products or for whatever they got."""
        # sudo: what was delivered to a customer, whoever takes his case
        lines_sudo = self.env["stock.move.line"].sudo()
        found = {}
        for move_line in lines_sudo.search_fetch(
            self._get_moved_domain(customers, products),
            [
                "product_id",
                "lot_id",
                "quantity_product_uom",
                "date",
                "location_dest_id",
                "picking_id",
                "move_id",
            ],
            order="date, id",
        ):
            customer = move_line._ops_get_customer()
            is_out = move_line.location_dest_id.usage == "customer"
            for lot_id in {False, move_line.lot_id.id}:
                key = (customer.id, move_line.product_id.id, lot_id)
                before = found.get(key, Delivery(0.0, False, self.env["sale.order.line"]))
                quantity = move_line.quantity_product_uom
                found[key] = (
                    Delivery(
                        before.quantity + quantity,
                        fields.Datetime.to_datetime(move_line.date),
                        move_line.move_id.sale_line_id.sudo(False) or before.order_line,
                    )
                    if is_out
                    else before._replace(quantity=before.quantity - quantity)
                )
        return found
