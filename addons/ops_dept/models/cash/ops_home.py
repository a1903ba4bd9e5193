from odoo import api, fields, models

from .ops_invoice_request import OFFICE, SUPPORT


class OpsHome(models.AbstractModel):
    _inherit = "ops.home"

    @api.model
    def _get_cards(self):
        """Add what support has to ask for, and the invoices that the customer has not signed for."""
        cards = super()._get_cards()
        user = self.env.user
        if user.has_group(SUPPORT):
            cards.append(self._get_to_invoice_card())
        if user.has_group(SUPPORT) or user.has_group(OFFICE):
            cards.append(self._get_hand_over_card())
        return cards

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
                amount=order.currency_id.format(order.amount_untaxed),
            ),
            key="to_invoice",
            icon="fa-file-text",
            title=self.env._("Orders to invoice"),
            empty=self.env._("No order waits for its invoice request"),
            action="ops_dept.sale_order_action_to_invoice",
        )

    @api.model
    def _get_hand_over_card(self):
        today = fields.Date.context_today(self)
        return self._card(
            "ops.invoice.request",
            [("state", "=", "invoiced")],
            "date_planned, id",
            lambda request: self._row(
                request,
                f"{request.move_name} · {request.partner_id.display_name}",
                self.env._("Let the customer sign for it"),
                amount=request.currency_id.format(request.amount_total),
                is_late=request.date_planned < today,
            ),
            key="invoices_to_sign",
            icon="fa-pencil-square-o",
            title=self.env._("Invoices to hand over"),
            empty=self.env._("Every invoice is signed for"),
            action="ops_dept.ops_invoice_request_action_unsigned",
        )
