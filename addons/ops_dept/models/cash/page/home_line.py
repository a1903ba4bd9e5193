from odoo import api, fields, models
from odoo.fields import Domain

from ..invoice.account_move import UNPAID
from ..receipt.ops_receipt_allocation import INVOICE_TYPES


class OpsHome(models.AbstractModel):
    """The money's part of what leaders and auditors read on their first page."""

    _inherit = "ops.home"

    @api.model
    def _get_line_rows(self):
        _ = self.env._
        to_invoice = Domain("ops_to_invoice_now", "=", True)
        return [
            *super()._get_line_rows(),
            self._line_row(_("Orders to invoice"), "sale.order", to_invoice),
            self._get_unpaid_row(),
            self._line_row(
                _("Invoices asked for at short notice this month"),
                "ops.invoice.request",
                Domain("is_short_notice", "=", True)
                & Domain("date_planned", ">=", fields.Date.context_today(self).replace(day=1)),
            ),
            self._line_row(_("Receipts to confirm"), "ops.receipt", Domain("state", "=", "submitted")),
        ]

    @api.model
    def _get_unpaid_row(self):
        """How many invoices are not paid, how many of them are overdue, and how much that is."""
        _ = self.env._
        moves = self.env["account.move"]
        unpaid = (
            Domain("move_type", "in", INVOICE_TYPES)
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", UNPAID)
            & Domain("company_id", "=", self.env.company.id)
        )
        overdue = unpaid & Domain("invoice_date_due", "<", fields.Date.context_today(self))
        [(count, amount)] = moves._read_group(overdue, [], ["__count", "amount_residual_signed:sum"])
        money = self.env.company.currency_id.format(amount or 0.0)
        text = _("%(count)s overdue, %(amount)s", count=count, amount=money) if count else ""
        return self._line_row(_("Invoices not paid"), "account.move", unpaid, bool(count), text)

    @api.model
    def _get_register_rows(self):
        _ = self.env._
        return [
            *super()._get_register_rows(),
            self._list_row(_("Invoice requests"), "ops_dept.ops_invoice_request_action"),
            self._list_row(_("Receipts"), "ops_dept.ops_receipt_action"),
        ]
