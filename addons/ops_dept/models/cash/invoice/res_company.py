from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    """Where written-off receipts go, and which invoices and payments run on when the rulebook comes."""

    _inherit = "res.company"

    _ops_turned_on = ((30, "_ops_exempt_invoices"), (40, "_ops_exempt_payments"))

    ops_write_off_account_id = fields.Many2one(
        "account.account",
        "Write-off of receipts",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', 'asset_cash'))]",
        help="Proposed for what finance gives up of an invoice when it confirms a receipt (W5.C).",
    )

    def _ops_exempt_invoices(self):
        """Let customer invoices that exist already be posted as they are: one UPDATE (PROCESS §3)."""
        moves = self.env["account.move"]
        moves.flush_model()
        self.env.cr.execute(
            SQL(
                "UPDATE account_move SET ops_exempt = true, ops_exempt_amount = amount_untaxed,"
                " ops_exempt_partner_id = commercial_partner_id"
                " WHERE company_id IN %s AND move_type IN ('out_invoice', 'out_receipt')"
                " AND state != 'cancel' AND ops_approved_content IS NULL"
                " AND (ops_exempt IS NOT true OR ops_exempt_amount IS DISTINCT FROM amount_untaxed"
                " OR ops_exempt_partner_id IS DISTINCT FROM commercial_partner_id)",
                tuple(self.ids),
            )
        )
        moves.invalidate_model(["ops_exempt", "ops_exempt_amount", "ops_exempt_partner_id"])

    def _ops_exempt_payments(self):
        """Posted payments stay as they are: one UPDATE, whatever their number (PROCESS §3)."""
        self.env["account.payment"].flush_model(["state", "company_id", "ops_exempt"])
        self.env.cr.execute(
            SQL(
                "UPDATE account_payment SET ops_exempt = true"
                " WHERE company_id IN %s AND state IN ('in_process', 'paid') AND ops_exempt IS NOT true",
                tuple(self.ids),
            )
        )
        self.env["account.payment"].invalidate_model(["ops_exempt"])
