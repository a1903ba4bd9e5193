from odoo import models
from odoo.tools import SQL


class ResCompany(models.Model):
    _inherit = "res.company"

    def _ops_exempt_running(self):
        """Let customer invoices that exist already be posted as they are: one UPDATE (PROCESS §3)."""
        result = super()._ops_exempt_running()
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
        return result
