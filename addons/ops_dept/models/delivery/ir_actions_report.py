from odoo import models
from odoo.exceptions import UserError

DELIVERY_SLIP = "stock.report_deliveryslip"


class IrActionsReport(models.Model):
    """Core's delivery slip is an outbound slip: none is printed for what is not released (W4.C)."""

    _inherit = "ir.actions.report"

    def _ops_check_released(self, report_ref, res_ids):
        result = super()._ops_check_released(report_ref, res_ids)
        if self._get_report(report_ref).report_name == DELIVERY_SLIP and res_ids:
            ids = [res_ids] if isinstance(res_ids, int) else res_ids
            # sudo: the check must hold also where the reader's own rules hide the order
            pickings = self.env["stock.picking"].sudo().browse(ids).exists()
            problems = [
                f"{picking.name}: {text}"
                for picking in pickings
                if picking.ops_release_missing
                for text in picking.ops_release_text.splitlines()
            ]
            if problems:
                raise UserError("\n".join(problems))
        return result
