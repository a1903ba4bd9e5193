from odoo import models
from odoo.fields import Command


class AccountPaymentRegister(models.TransientModel):
    """Core's form to register payments names its invoices, so that the gate can ask for them (W5.C)."""

    _inherit = "account.payment.register"

    def _create_payment_vals_from_wizard(self, batch_result):
        return self._ops_with_invoices(super()._create_payment_vals_from_wizard(batch_result), batch_result)

    def _create_payment_vals_from_batch(self, batch_result):
        return self._ops_with_invoices(super()._create_payment_vals_from_batch(batch_result), batch_result)

    def _ops_with_invoices(self, vals, batch_result):
        """Name the invoices from the start: the gate lets payments of exempt orders' invoices pass (W5.C)."""
        if self.company_id.id in self.env["ops.receipt"]._ops_gated_companies():
            vals["invoice_ids"] = [Command.set(batch_result["lines"].move_id.ids)]
        return vals
