from contextlib import contextmanager

from odoo import models
from odoo.exceptions import UserError


class OpsContract(models.Model):
    """The scans of what was signed are evidence: readable, complete, fixed."""

    _inherit = "ops.contract"

    def _has_fixed_scans(self):
        """Tell whether the scans are evidence: of a signature, or of the order by fax that was approved."""
        self.ensure_one()
        return self.state in self._state_sets["signing"] or (
            self.kind != "formal" and self.state == "approved"
        )

    _ops_evidence_fields = ("scan_ids",)

    def _ops_keeps_files(self, name):
        """The scan of a signed contract stays what it was (M7.6)."""
        if name != "scan_ids":
            return super()._ops_keeps_files(name)
        if not self._has_fixed_scans():
            return ""
        return self.env._("The scan of %s is evidence of its signature and stays (M7.6).", self.display_name)

    def _check_scans(self, vals_list):
        if any(vals.get("scan_ids") for vals in vals_list):
            self._refuse_unreadable_scans()

    @contextmanager
    def _checking_scans(self, vals):
        yield
        self._check_scans([vals])

    def _refuse_unreadable_scans(self):
        """A scan is a picture or a PDF that opens: an address, an empty file or a program proves nothing.

        Clause: M7.6
        """
        for contract in self._ops_filter_on():
            # sudo: the content decides, whoever attached it
            for scan_sudo in contract.sudo().with_context(bin_size=False).scan_ids:
                if not scan_sudo._ops_is_readable():
                    raise UserError(
                        self.env._(
                            "%(contract)s: “%(scan)s” is no picture and no PDF that can be read. Attach the "
                            "scan itself (M7.6).",
                            contract=contract.display_name,
                            scan=scan_sudo.name,
                        )
                    )

    def _keep_scans(self):
        """Make the scans the contract's own."""
        self._ops_take_files("scan_ids")
