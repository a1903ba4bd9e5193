from datetime import timedelta

from odoo import models
from odoo.tools import format_date


class SaleOrder(models.Model):
    """When the goods come, as an order promises it: a date, or days after its confirmation."""

    _inherit = "sale.order"

    def _ops_lead_days(self):
        """Return the longest promised lead time of the order's lines, in days (0: none is promised)."""
        self.ensure_one()
        return max((line.customer_lead for line in self.order_line if not line.display_type), default=0)

    def _ops_promised_day(self):
        """Return the day by which the goods of a running order are promised, where the company is; None where
        neither a date nor a lead time is.
        """
        self.ensure_one()
        if self.commitment_date:
            return self.company_id._ops_day_of(self.commitment_date)
        days = self._ops_lead_days()
        return self.company_id._ops_day_of(self.date_order) + timedelta(days=days) if days else None

    def _ops_delivery_promise(self):
        """Return when the goods of these orders come (empty: nothing is said)."""
        said = []
        for order in self.sorted("id"):
            days = order._ops_lead_days()
            if order.commitment_date:
                text = format_date(self.env, order._ops_day(order.commitment_date, order.company_id))
            elif days:
                text = self.env._("within %(days)s days after the order is confirmed", days=f"{days:g}")
            else:
                continue
            said.append(text if len(self) == 1 else f"{order.name}: {text}")
        return "; ".join(said)
