from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.states import TO_SUBMIT
from ...policy.home.ops_home import Part


class OpsHome(models.AbstractModel):
    """Invoices: to ask for, to submit, to hand over; for finance, those that could not be issued (W6)."""

    _inherit = "ops.home"

    _cards = (
        Part(310, "_get_to_invoice_card", roles=("sales_support",)),
        Part(320, "_get_invoice_requests_card", roles=("sales_support",)),
        Part(330, "_get_hand_over_card", roles=("sales_support", "office")),
        Part(340, "_get_unissued_card", roles=("finance",)),
    )

    @api.model
    def _get_to_invoice_card(self):
        return self._card(
            "sale.order",
            self.env["sale.order"]._ops_to_invoice_domain(),
            "date_order, id",
            lambda order: self._row(
                order,
                f"{order.name} · {order.partner_id.display_name}",
                self.env._("Ask for the invoice"),
                **self._taxed(order.currency_id, order.ops_amount_to_invoice),
                button=self.env._("Request Invoice"),
                method="action_ops_request_invoice",
            ),
            key="to_invoice",
            icon="fa-file-text",
            title=self.env._("Orders to invoice"),
            empty=self.env._("No order waits for its invoice request"),
            action="ops_dept.sale_order_action_to_invoice",
        )

    # ------------------------------------------------------------------
    # Requests
    # ------------------------------------------------------------------
    @api.model
    def _get_invoice_requests_card(self):
        """Requests that are prepared or refused: support's of its teams."""
        return self._card(
            "ops.invoice.request",
            Domain("state", "in", TO_SUBMIT),
            "state desc, date_planned, id",
            lambda request: self._get_invoice_request_row(
                request,
                self.env._("Refused: correct it and submit again")
                if request.state == "refused"
                else self.env._("Not submitted yet"),
                is_late=request.state == "refused",
                button=self.env._("Correct") if request.state == "refused" else self.env._("Submit"),
            ),
            key="invoice_requests",
            icon="fa-file-text-o",
            title=self.env._("Invoice requests to submit"),
            empty=self.env._("No invoice request waits for you"),
            action="ops_dept.ops_invoice_request_action_next",
        )

    @api.model
    def _get_hand_over_card(self):
        today = fields.Date.context_today(self)
        return self._card(
            "ops.invoice.request",
            Domain("state", "=", "invoiced"),
            "date_planned, id",
            lambda request: self._get_invoice_request_row(
                request,
                self.env._("Let the customer sign for it"),
                number=request.move_name,
                is_late=request.date_planned < today,
                button=self.env._("Hand Over"),
            ),
            key="invoices_to_sign",
            icon="fa-pencil-square-o",
            title=self.env._("Invoices to hand over"),
            empty=self.env._("Every invoice is signed for"),
            action="ops_dept.ops_invoice_request_action_unsigned",
        )

    @api.model
    def _get_unissued_card(self):
        """Approved, but the invoice could not be posted: finance puts the cause right and retries."""
        return self._card(
            "ops.invoice.request",
            Domain("ops_gate_error", "!=", False),
            "ops_date_submitted, id",
            lambda request: self._get_invoice_request_row(
                request, request.ops_gate_error, is_late=True, button=self.env._("Retry")
            ),
            key="invoices_unissued",
            icon="fa-exclamation-triangle",
            title=self.env._("Invoices that could not be issued"),
            empty=self.env._("Every approved invoice is issued"),
            action="ops_dept.ops_invoice_request_action_unissued",
        )

    @api.model
    def _get_invoice_request_row(self, request, text, number="", **values):
        return self._row(
            request,
            f"{number or request.name} · {request.partner_id.display_name}",
            text,
            **self._taxed(request.currency_id, request.amount_total),
            **values,
        )
