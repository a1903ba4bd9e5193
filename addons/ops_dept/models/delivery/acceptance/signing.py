from contextlib import contextmanager

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class OpsAcceptance(models.Model):
    """The customer signs on the screen; from then on the acceptance says what he signed (M7.9)."""

    _inherit = "ops.acceptance"

    signed_by = fields.Char("Signed for the customer by", copy=False, frozen="decided")
    signature = fields.Binary("Customer's signature", attachment=True, copy=False, frozen="decided")
    date_signed = fields.Datetime("Signed at", readonly=True, copy=False, stamp=True)

    _ops_created = ((10, "_note_signature"),)
    _ops_on_write = ((10, "_noting_signature"),)

    def _note_signature(self, _vals_list=None):
        signed = self.filtered("signature")
        if signed:
            signed._ops_take_files("photo_ids")
            signed._stamp({"date_signed": fields.Datetime.now()})

    @contextmanager
    def _noting_signature(self, vals):
        """What is written together with a signature is what he signs."""
        if "signature" not in vals:
            yield
            return
        self._ops_refuse_frozen(vals)
        self._stamp({"date_signed": False})
        yield
        self._note_signature()

    def _ops_refuse_frozen(self, vals):
        """What he signed stays, the lines included, before somebody notes what he decided, too."""
        result = super()._ops_refuse_frozen(vals)
        kept = vals.keys() & (self._ops_declared("frozen") - {"signature"})
        if not kept or "signature" in vals:
            return result
        for acceptance in self.filtered("date_signed")._ops_filter_on():
            raise UserError(
                self.env._(
                    "%(acceptance)s: the customer signed it on %(time)s and it stays (%(fields)s). Press "
                    "“Sign Anew”, change it and let him sign again (M7.9).",
                    acceptance=acceptance.display_name,
                    time=format_datetime(self.env, acceptance.date_signed),
                    fields=self._ops_field_labels(kept),
                )
            )
        return result

    def _ops_keeps_files(self, name):
        """Photos and signature stay from the signature on."""
        reason = super()._ops_keeps_files(name)
        if reason or name not in self._ops_evidence_fields or not self.date_signed:
            return reason
        return self.env._(
            "%(acceptance)s: the customer signed it; its photos and his signature stay (M7.9).",
            acceptance=self.display_name,
        )

    def action_sign_anew(self):
        """Take the signature away, so that something is changed and the customer signs again. Clause: M7.9"""
        for acceptance in self:
            acceptance._ops_note(
                self.env._("The signature of %s was taken away.", acceptance.signed_by or "-")
            )
        return self.write({"signature": False})
