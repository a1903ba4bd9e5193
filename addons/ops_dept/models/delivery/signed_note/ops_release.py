from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..board.ops_release import SHIPMENT_PHOTOS

NOTE = "W4.F"
STAGES = [
    ("office", "With the office"),
    ("handed", "Handed to support"),
    ("returned", "Unreadable, returned"),
    ("taken", "Taken over"),
]
# It is the office's turn.
WITH_OFFICE = ("office", "returned")
CONTENT = ("note_scan_ids", "note_signature", "note_signed_by")


class OpsRelease(models.Model):
    """The signed delivery or shipping note of a release: signed on the screen, photographed or scanned.

    `hand_over.py` says who hands it to whom.

    Clause: W4.F
    """

    _inherit = "ops.release"

    note_stage = fields.Selection(
        STAGES, "Signed note", readonly=True, copy=False, stamp=True, index="btree_not_null"
    )
    note_scan_ids = fields.Many2many(
        "ir.attachment",
        "ops_release_note_rel",
        string="Photo or scan",
        copy=False,
        help="Of the note that the customer signed.",
    )
    note_signature = fields.Binary("Signature", attachment=True, copy=False)
    note_signed_by = fields.Char("Signed for the customer by", copy=False)
    date_note_handed = fields.Datetime("Handed in on", readonly=True, copy=False, stamp=True)
    note_handed_by_id = fields.Many2one("res.users", "Handed in by", readonly=True, copy=False, stamp=True)
    date_note_taken = fields.Datetime("Taken over on", readonly=True, copy=False, stamp=True)
    note_taken_by_id = fields.Many2one("res.users", "Taken over by", readonly=True, copy=False, stamp=True)
    note_return_reason = fields.Char("Returned because", readonly=True, copy=False, stamp=True)
    is_note_open = fields.Boolean(
        "Signed note is missing", compute="_compute_is_note_open", search="_search_is_note_open"
    )

    @api.depends("note_stage")
    def _compute_is_note_open(self):
        for release in self:
            release.is_note_open = bool(release.note_stage) and release.note_stage != "taken"

    @api.model
    def _search_is_note_open(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("note_stage", "in", ("office", "handed", "returned"))]

    _ops_evidence_fields = (SHIPMENT_PHOTOS, "note_scan_ids", "note_signature")

    def _ops_keeps_files(self, name):
        """The note that the customer signed stays what it was, from when it was handed in."""
        if name not in CONTENT:
            return super()._ops_keeps_files(name)
        if self.note_stage not in ("handed", "taken"):
            return ""
        return self.env._(
            "The signed note of %s is evidence of the delivery and stays (W4.F).", self.display_name
        )

    def _ops_check_vals(self, vals):
        """What was handed in stays as it was, until it is returned as unreadable."""
        result = super()._ops_check_vals(vals)
        names = [name for name in CONTENT if name in vals]
        kept = self.filtered(lambda release: release.note_stage in ("handed", "taken")) if names else self[:0]
        if kept:
            raise UserError(
                self.env._(
                    "%(release)s: the signed note was handed in and stays (%(fields)s). Sales support "
                    "returns it, then the office changes it (W4.F).",
                    release=kept[:1].display_name,
                    fields=kept[:1]._ops_field_labels(set(names)),
                )
            )
        return result

    # ------------------------------------------------------------------
    # Owed
    # ------------------------------------------------------------------
    def _prepare_finish_vals(self):
        """With the last goods the office has to get the note that the customer signs; a release ends once."""
        return {"note_stage": "office"} if self and self._ops_filter_on() == self else {}

    def _ops_obligation_start(self, code):
        """The note is owed from when the last goods left."""
        if code == NOTE and self.date_shipped:
            return self.date_shipped
        return super()._ops_obligation_start(code)

    _ops_owed = ((10, "_get_owed_notes"),)

    @api.model
    def _get_owed_notes(self):
        """The office owes the notes that support has not got; who ships waits for no ledger."""
        return NOTE, Domain("is_note_open", "=", True)
