from odoo import models

from ..quotation.states import QUOTED


class PaymentTransaction(models.Model):
    """Nothing is paid on a quotation that is not approved (W2.E)."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        """A payment of an order that may not be confirmed yet is kept and recorded as the customer's
        acceptance.
        """
        orders = self.sale_order_ids.filtered(lambda order: order.state in QUOTED)
        held = orders._ops_held_from_confirmation()
        if held:
            held._ops_record_acceptance()
        free = self.filtered(lambda tx: not tx.sale_order_ids & held)
        return super(PaymentTransaction, free)._check_amount_and_confirm_order()
