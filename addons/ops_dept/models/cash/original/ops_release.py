from odoo import models


class OpsRelease(models.Model):
    """The note that the customer signed: from when support took it over, it is in custody (W4.F, R9)."""

    _name = "ops.release"
    _inherit = ["ops.release", "ops.original"]

    def action_take_note(self):
        """Take over the notes that were handed in; each is in custody from now on.

        Clauses: W4.F, R9
        """
        result = super().action_take_note()
        # the office had them since it handed them in, then support signed for them by taking them over
        originals_sudo = self._keep_original(
            "delivery_note",
            self.filtered("note_scan_ids"),  # what was signed on the screen lies nowhere
            lambda release: release.note_handed_by_id,
            lambda release: release.date_note_handed,
        )
        if originals_sudo:
            originals_sudo._take_by_word(self.env.user)
        return result

    def _original_vals(self, kind):
        vals = super()._original_vals(kind)
        return {**vals, "title": self.slip_number or self.name}
