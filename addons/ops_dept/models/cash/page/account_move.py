from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.states import UNDECIDED
from ..invoice.account_move import UNPAID
from ..receipt.ops_receipt_allocation import INVOICE_TYPES


class AccountMove(models.Model):
    """Which invoices wait for their money, as the first pages of sales ask (W5.B)."""

    _inherit = "account.move"

    @api.model
    def _ops_to_collect_domain(self):
        """Return the domain of the invoices of mine, or of the teams I support, that are not paid and for
        which no receipt is under way; those that still have to be handed over only once they are due.

        Clause: W5.B
        """
        handed_over = Domain("ops_invoice_request_id.state", "!=", "invoiced") | Domain(
            "ops_invoice_request_id", "=", False
        )
        return (
            Domain("move_type", "in", INVOICE_TYPES)
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", UNPAID)
            & Domain("company_id", "in", list(self.env["ops.receipt"]._ops_gated_companies()))
            & (
                Domain("invoice_user_id", "=", self.env.uid)
                | Domain("team_id.ops_support_ids", "in", self.env.uid)
            )
            & (handed_over | Domain("invoice_date_due", "<", fields.Date.context_today(self)))
            & Domain(
                "ops_allocation_ids",
                "not any",
                [("receipt_id.state", "in", UNDECIDED)],
            )
        )
