from odoo import fields, models

from .ops_contract import SIGNED


class OpsContract(models.Model):
    """The states of a contract: it starts with its number, so there is no draft."""

    _inherit = "ops.contract"

    state = fields.Selection(
        [
            ("issued", "Issued"),
            ("negotiating", "Negotiating"),
            ("submitted", "Being decided"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("signed", "Signed"),
            ("entered", "Entered"),
            ("archived", "Archived"),
            ("bound", "Bound"),
            ("void", "Void"),
            ("cancel", "Cancelled"),
        ],
        default="issued",
    )

    def _is_signed(self):
        """Tell whether both parties have signed and the contract stands."""
        self.ensure_one()
        return self.state in SIGNED

    def _is_formal(self):
        self.ensure_one()
        return self.kind == "formal"
