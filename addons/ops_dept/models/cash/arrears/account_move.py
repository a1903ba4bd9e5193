from odoo import api, models
from odoo.fields import Domain

from ..invoice.account_move import UNPAID


class AccountMove(models.Model):
    """Invoices past their day; credit notes that were not used yet take from what is owed."""

    _inherit = "account.move"

    @api.model
    def _ops_overdue_domain(self, company, day=None):
        """Return the domain of a company's customer invoices that were due before a day (default: today)."""
        return (
            Domain("company_id", "=", company.id)
            & Domain("move_type", "in", ("out_invoice", "out_refund"))
            & Domain("state", "=", "posted")
            & Domain("payment_state", "in", UNPAID)
            & Domain("invoice_date_due", "<", day or company._ops_today())
        )
