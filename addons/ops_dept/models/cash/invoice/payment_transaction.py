from odoo import models


class PaymentTransaction(models.Model):
    """An online payment is never lost because its invoice still needs a request (W6.C)."""

    _inherit = "payment.transaction"

    def _invoice_sale_orders(self):
        """Core's automatic invoice makes what a request has to ask for: not for orders behind the gate."""
        companies = self.env["ops.invoice.request"]._ops_gated_companies()
        free = self.filtered(
            lambda tx: (
                tx.company_id.id not in companies or all(order.ops_exempt for order in tx.sale_order_ids)
            )
        )
        return super(PaymentTransaction, free)._invoice_sale_orders()

    def _post_process(self):
        """Core posts the drafts that a payment belongs to; those behind the gate wait for their request."""
        held = {
            tx: waiting
            for tx in self
            if (
                waiting := tx.invoice_ids._ops_filter_gated().filtered(
                    lambda move: move.state == "draft" and move._ops_get_posting_problem()
                )
            )
        }
        for tx, moves in held.items():
            tx.invoice_ids -= moves
        result = super()._post_process()
        for tx, moves in held.items():
            tx.invoice_ids |= moves
        return result
