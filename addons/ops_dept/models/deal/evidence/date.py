from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """The date of a running order is that of its confirmation (W2.E, W3.E).

    Rates, due dates, what a contract amounts to and the paper follow from it; core protects it in the form
    only.
    """

    _inherit = "sale.order"

    @contextmanager
    def _ops_keeping_date(self, vals):
        if "date_order" in vals:
            self._ops_keep_date(vals)
        yield

    def _ops_keep_date(self, vals):
        """Refuse another date of what runs, and one at the confirmation that is neither now nor approved."""
        date = fields.Datetime.to_datetime(vals["date_order"])
        for order in self._ops_filter_gated():
            if date == order.date_order:
                continue
            if order.state == "sale":
                raise UserError(
                    self.env._(
                        "%(order)s runs since %(day)s, the day of its confirmation: its date is not changed "
                        "any more. What is promised anew goes into an amendment of its contract (W3.E).",
                        order=order.display_name,
                        day=self._ops_day(order.date_order, order.company_id),
                    )
                )
            today = self._ops_day(fields.Datetime.now(), order.company_id)
            if vals.get("state") == "sale" and self._ops_day(date, order.company_id) != today:
                raise UserError(
                    self.env._(
                        "%(order)s is confirmed today, %(day)s: leave its date out, it is entered by itself "
                        "(W3.E).",
                        order=order.display_name,
                        day=today,
                    )
                )
