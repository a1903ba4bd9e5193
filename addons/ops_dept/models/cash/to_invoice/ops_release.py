from odoo import api, fields, models

from ....tools.actions import open_records
from ...delivery.balance.states import RELEASED
from ..invoice_request.same_lines import documents_of_same_lines


class OpsRelease(models.Model):
    """From the goods that left to their invoice: the next step of the line, and the way there (W6.A)."""

    _inherit = "ops.release"

    can_request_invoice = fields.Boolean("Invoice can be requested", compute="_compute_can_request_invoice")
    invoice_request_count = fields.Integer("Invoice requests", compute="_compute_invoice_request_count")

    @api.depends("state", "date_shipped")
    @api.depends_context("uid")
    def _compute_can_request_invoice(self):
        """Offer the request to support while goods of this release left and are not invoiced."""
        requests = self.env["ops.invoice.request"]
        companies = requests._ops_gated_companies()
        shipped = self.browse()
        if companies and self.env.user._ops_has_role("sales_support"):
            shipped = self.filtered(
                lambda release: (
                    release.state in RELEASED and release.date_shipped and release.company_id.id in companies
                )
            )
        # who also ships sees releases of orders that he may not read, and asks for no invoice of these
        orders = shipped.order_id._filtered_access("read")
        shipped = shipped.filtered(lambda release: release.order_id in orders)
        open_lines = requests._get_open_quantities(shipped.line_ids.order_line_id, "delivered")
        for release in self:
            release.can_request_invoice = release in shipped and any(
                line._ops_is_delivered() and line in open_lines for line in release.line_ids.order_line_id
            )

    @api.depends_context("uid")
    def _compute_invoice_request_count(self):
        found = self._get_invoice_requests()
        for release in self:
            release.invoice_request_count = len(found[release])

    def _get_invoice_requests(self):
        """Return `{release: invoice requests}` for goods of the same order lines."""
        return documents_of_same_lines(self, "ops.invoice.request.line", "request_id")

    # ------------------------------------------------------------------
    # Buttons
    # ------------------------------------------------------------------
    def action_request_invoice(self):
        """Ask for the invoice of what was delivered of this order.

        Clause: W6.A

        :raises UserError: when nothing is to be invoiced
        """
        self.ensure_one()
        return self.order_id.action_ops_request_invoice()

    def action_open_invoice_requests(self):
        """Open the requests in which these goods are invoiced."""
        self.ensure_one()
        return open_records(self._get_invoice_requests()[self], self.env._("Invoice Requests"))
