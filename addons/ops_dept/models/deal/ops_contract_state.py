from odoo import fields, models


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
