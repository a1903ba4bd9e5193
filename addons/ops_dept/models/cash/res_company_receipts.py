from odoo import fields, models
from odoo.tools import SQL


class ResCompany(models.Model):
    _inherit = "res.company"

    ops_write_off_account_id = fields.Many2one(
        "account.account",
        "Write-off of receipts",
        check_company=True,
        domain="[('account_type', 'not in', ('asset_receivable', 'liability_payable', 'asset_cash'))]",
        help="Proposed for what finance gives up of an invoice when it confirms a receipt (W5.C).",
    )

    def _ops_exempt_running(self):
        """Posted payments stay as they are: one UPDATE, whatever their number (PROCESS §3)."""
        result = super()._ops_exempt_running()
        self.env["account.payment"].flush_model(["state", "company_id", "ops_exempt"])
        self.env.cr.execute(
            SQL(
                "UPDATE account_payment SET ops_exempt = true"
                " WHERE company_id IN %s AND state IN ('in_process', 'paid') AND ops_exempt IS NOT true",
                tuple(self.ids),
            )
        )
        self.env["account.payment"].invalidate_model(["ops_exempt"])
        return result
