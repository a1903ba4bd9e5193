from odoo import models
from odoo.exceptions import UserError

from .ops_contract import SIGNED

CONTENT = {"raw", "datas", "db_datas", "store_fname", "res_model", "res_id", "url"}


class IrAttachment(models.Model):
    """The scan of a signed contract stays what it was (M7.6)."""

    _inherit = "ir.attachment"

    def write(self, vals):
        if not CONTENT.isdisjoint(vals):
            self._ops_refuse_evidence()
        return super().write(vals)

    def unlink(self):
        self._ops_refuse_evidence()
        return super().unlink()

    def _ops_refuse_evidence(self):
        if not self.env["res.company"]._ops_companies_on():
            return
        # sudo: which contract an attachment belongs to decides, whoever touches it
        scans_sudo = self.sudo().filtered(
            lambda scan: scan.res_model == "ops.contract" and not scan.res_field
        )
        contracts = scans_sudo.env["ops.contract"].browse(set(scans_sudo.mapped("res_id"))).exists()
        for contract in contracts._ops_filter_on().filtered(lambda contract: contract.state in SIGNED):
            if contract.scan_ids & scans_sudo:
                raise UserError(
                    self.env._(
                        "The scan of %s is evidence of its signature and stays (M7.6).", contract.display_name
                    )
                )
