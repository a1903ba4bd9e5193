from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import LazyTranslate

from ...policy.guarded.ops_reasoned import Reason
from .ops_release import NOTE, WITH_OFFICE

_lt = LazyTranslate(__name__)


class OpsRelease(models.Model):
    """The signed note goes from the office to sales support; the duty is met when support has it (W4.F)."""

    _inherit = "ops.release"

    _reasons = {
        "return_note": Reason(
            action="action_return_note",
            question=_lt("What cannot be read?"),
            button=_lt("Return"),
            follows=_lt("The note goes back to the office, which hands it in anew; it is owed as before."),
            lacking=_lt("say what cannot be read (W4.F)."),
            prompt=_lt("e.g. the signature is cut off"),
            length=2,
        )
    }

    def action_hand_in_note(self):
        """Hand the signed notes to sales support. The office's.

        Clause: W4.F

        :raises AccessError: by anybody but the office
        :raises UserError: without photo, scan or signature, or where the goods have not left
        """
        self.check_access("write")
        self._refuse_others("office")
        for release in self:
            if release.note_stage not in WITH_OFFICE:
                raise UserError(release._say_note_elsewhere())
            if not (release.note_scan_ids or release.note_signature):
                raise UserError(
                    self.env._(
                        "%(release)s: photograph or scan the note that the customer signed, or let him sign "
                        "on the screen (W4.F).",
                        release=release.display_name,
                    )
                )
        self._stamp(
            {
                "note_stage": "handed",
                "date_note_handed": fields.Datetime.now(),
                "note_handed_by_id": self.env.uid,
                "note_return_reason": False,
            }
        )
        return True

    def action_take_note(self):
        """Take over the notes that were handed in; nobody owes them any more. Sales support's.

        Clause: W4.F

        :raises AccessError: by anybody but sales support
        :raises UserError: where nothing was handed in
        """
        self.check_access("write")
        self._refuse_others("sales_support")
        self._refuse_not_handed()
        self._stamp(
            {
                "note_stage": "taken",
                "date_note_taken": fields.Datetime.now(),
                "note_taken_by_id": self.env.uid,
            }
        )
        self._meet_obligations(NOTE)
        return True

    def action_open_return_note(self):
        """Ask what cannot be read."""
        return self._ask_reason("return_note")

    def action_return_note(self, reason):
        """Give a note back that cannot be read. Sales support's.

        Clause: W4.F

        :raises UserError: without a reason, or where nothing was handed in
        """
        self.check_access("write")
        self._refuse_others("sales_support")
        reason = self._take_reason("return_note", reason)
        self._refuse_not_handed()
        self._stamp({"note_stage": "returned", "note_return_reason": reason})
        for release in self:
            release._ops_note(self.env._("The signed note cannot be read: %s", reason))
        return True

    # ------------------------------------------------------------------
    # Refusals
    # ------------------------------------------------------------------
    def _refuse_others(self, role):
        if self._ops_filter_on() and not self.env.user._ops_has_role(role, "leader"):
            raise AccessError(
                self.env._(
                    "%(release)s: that is for %(role)s (W4.F).",
                    release=self[:1].display_name,
                    role=self.env["res.groups"]._ops_role_names((role,)),
                )
            )

    def _refuse_not_handed(self):
        for release in self:
            if release.note_stage != "handed":
                raise UserError(release._say_note_elsewhere())

    def _say_note_elsewhere(self):
        """Say where the note is, for who asks for it elsewhere."""
        stages = dict(self._fields["note_stage"]._description_selection(self.env))
        if not self.note_stage:
            return self.env._(
                "%(release)s: its goods have not left yet; the note is signed on delivery (W4.F).",
                release=self.display_name,
            )
        return self.env._(
            "%(release)s: the signed note is “%(stage)s” (W4.F).",
            release=self.display_name,
            stage=stages[self.note_stage],
        )
