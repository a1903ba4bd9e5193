from odoo import fields, models

# Whose original is there, whose is not.
THERE = ("ready", "bound")
STATUSES = [
    ("ready", "To be bound"),
    ("bound", "Bound here"),
    ("missing", "Original missing"),
    ("held", "Not signed"),
    ("void", "Void"),
    ("cancelled", "Cancelled"),
    ("elsewhere", "In another volume"),
]


class OpsContractVolumeLine(models.Model):
    """A contract number in a volume: bound at its place, or why its original is not there (R15).

    What became of it is found out whenever the volume is listed, the last time when it is bound; people only
    say why an original is missing.
    """

    _name = "ops.contract.volume.line"
    _inherit = ["ops.document.line"]
    _description = "Number of a contract volume"
    _order = "volume_id, sequence, id"
    _rec_name = "contract_id"

    _document_field = "volume_id"
    _lines_field = "line_ids"
    _ops_clause = "R15"

    volume_id = fields.Many2one(
        "ops.contract.volume",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="cascade",
        stamp=True,
    )
    contract_id = fields.Many2one(
        "ops.contract",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    sequence = fields.Integer(readonly=True, copy=False, stamp=True)
    position = fields.Integer("No.", readonly=True, copy=False, stamp=True, help="Its place in the volume.")
    partner_id = fields.Many2one(related="contract_id.partner_id")
    date_signed = fields.Datetime(related="contract_id.date_signed")
    is_earlier = fields.Boolean(
        "Of an earlier month",
        readonly=True,
        copy=False,
        stamp=True,
        help="Its number was issued earlier; its original was not bound yet.",
    )
    status = fields.Selection(STATUSES, "What became of it", readonly=True, copy=False, stamp=True)
    holder_id = fields.Many2one(
        "res.users", "With", readonly=True, copy=False, stamp=True, ondelete="restrict"
    )
    explanation = fields.Char("Register says", readonly=True, copy=False, stamp=True)
    reason = fields.Char(
        "Why it is missing", help="Why the signed original is not there, and when it comes (R15)."
    )

    _contract_unique = models.UniqueIndex("(volume_id, contract_id)", "This number is listed already.")

    def _is_there(self):
        """Tell whether its original is in this volume, or goes into it."""
        self.ensure_one()
        return self.status in THERE

    def _lacks_reason(self):
        """Tell whether nobody has said yet why its original is missing."""
        self.ensure_one()
        return self.status == "missing" and not (self.reason or "").strip()
