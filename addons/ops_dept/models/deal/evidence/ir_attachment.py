from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """The scan of a signed contract stays what it was (M7.6)."""

    _inherit = "ir.attachment"

    _ops_evidence = ((10, "_ops_refuse_scans"),)

    def _ops_refuse_scans(self, vals):
        # sudo: which contract an attachment belongs to decides, whoever touches it
        scans_sudo = (
            self.sudo().with_context(bin_size=False).filtered(lambda scan: scan.res_model == "ops.contract")
        )
        if not scans_sudo:
            return
        contracts_sudo = scans_sudo.env["ops.contract"].browse(set(scans_sudo.mapped("res_id"))).exists()
        for contract in contracts_sudo._ops_filter_on().filtered(lambda each: each._has_fixed_scans()):
            for scan in contract.scan_ids & scans_sudo:
                if vals is None or scan._ops_differs(vals):
                    raise UserError(
                        self.env._(
                            "The scan of %s is evidence of its signature and stays (M7.6).",
                            contract.display_name,
                        )
                    )
