from odoo import models


class OpsReconciliation(models.Model):
    """The statement with the customer's seal: with the salesman who got it, who hands it in (R9, R13)."""

    _name = "ops.reconciliation"
    _inherit = ["ops.reconciliation", "ops.original"]

    def _do_confirm(self):
        """What was answered online lies nowhere; what bears a seal does."""
        self._keep_original("statement", self.filtered("seal_scan_ids"), self.env.user)
