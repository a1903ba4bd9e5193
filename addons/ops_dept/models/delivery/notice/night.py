from datetime import timedelta

from odoo import api, models
from odoo.fields import Command, Domain

from .ops_delivery_notice import LIVE, NOTICE


class OpsDeliveryNotice(models.Model):
    """The nightly job withdraws what no longer holds and prepares what is due (W4.A)."""

    _inherit = "ops.delivery.notice"

    @api.model
    def _open_owed(self, company):
        """Prepare the notices first, so that what they make support owe is opened in the same night."""
        self._withdraw_moved(company)
        self._prepare_due(company)
        return super()._open_owed(company)

    @api.model
    def _withdraw_moved(self, company):
        """Withdraw notices whose order is delivered or cancelled, or has another delivery date now."""
        # sudo: the job works for every company
        notices = self.sudo().search([("company_id", "=", company.id), ("state", "in", LIVE)])
        days = notices.order_id._ops_delivery_days()
        moved = notices.filtered(lambda notice: days.get(notice.order_id.id) != notice.date_delivery)
        reason = self.env._("The order is delivered or cancelled, or its delivery date moved.")
        moved._release_obligations(NOTICE, reason)
        moved._stamp({"state": "withdrawn", "withdrawn_reason": reason})

    @api.model
    def _prepare_due(self, company):
        """Prepare one notice for each order whose goods are due within the company's days."""
        last = company._ops_today() + timedelta(days=company.ops_notice_days)
        # sudo: as above
        orders = (
            self.env["sale.order"]
            .sudo()
            .search(
                Domain("company_id", "=", company.id)
                & Domain("state", "=", "sale")
                & Domain("ops_exempt", "=", False)
                & Domain("delivery_status", "in", ("pending", "started", "partial"))
                & Domain("ops_notice_ids", "not any", [("state", "in", LIVE)]),
                order="commitment_date, id",
            )
        )
        days = {order_id: day for order_id, day in orders._ops_delivery_days().items() if day <= last}
        lines = orders.filtered(lambda order: order.id in days)._ops_lines_to_notify()
        supplies = lines._ops_notice_supplies()
        notices = self.sudo().create(
            [
                {
                    "order_id": order.id,
                    "date_delivery": days[order.id],
                    "line_ids": [Command.create(line._prepare_notice_line(supplies)) for line in group],
                }
                for order, group in lines.grouped("order_id").items()
            ]
        )
        # nobody has work with goods that lie there or that a vendor delivers
        notices.filtered(lambda notice: all(line.supply != "purchase" for line in notice.line_ids))._stamp(
            {"state": "answered"}
        )
