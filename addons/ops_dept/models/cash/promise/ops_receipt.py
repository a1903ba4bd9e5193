from contextlib import contextmanager

from odoo import models

from ..receipt.ops_receipt import IN_BOOKS


class OpsReceipt(models.Model):
    """Money that is confirmed, reversed or changed in the books says whether promises are kept (W5.A)."""

    _inherit = "ops.receipt"

    _ops_on_write = ((90, "_settling_promises"),)

    @contextmanager
    def _settling_promises(self, vals):
        before = {receipt: receipt.state in IN_BOOKS for receipt in self} if "state" in vals else {}
        yield
        changed = [receipt.id for receipt, was in before.items() if was or receipt.state in IN_BOOKS]
        self.browse(changed)._settle_promises()

    def _tell_change(self, event, text):
        """What changed in the books changes what was paid, too."""
        result = super()._tell_change(event, text)
        self._settle_promises()
        return result

    def _settle_promises(self):
        for company, receipts in self.grouped("company_id").items():
            self.env["ops.promise"]._settle(company, receipts.partner_id.commercial_partner_id)
