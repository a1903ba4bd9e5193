from odoo import fields, models

from ....tools.states import TO_SUBMIT
from ..guarded.moves import Move

# The moves that every document has; a model adds its own, with who may.
MOVES = {
    "submitted": Move("submit", TO_SUBMIT),
    "approved": Move("approve", ("submitted",)),
    "refused": Move("refuse", ("submitted",)),
    "draft": Move("reset", ("submitted", "refused", "cancel")),
    "cancel": Move("cancel", ("draft", "submitted", "approved", "refused")),
}


class OpsDocument(models.AbstractModel):
    """A record with an approval: asked for, decided by the tiers that apply, then it goes on.

    Deciding, logging and the step after the last approval come from `ops.gated`, number, company and door
    from `ops.record`. Where the rulebook is switched off there is nothing to decide: a submitted document
    passes at once.
    """

    _name = "ops.document"
    _inherit = ["ops.record", "ops.gated"]
    _description = "Document of the rulebook"

    _transitions = MOVES

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Being decided"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("cancel", "Cancelled"),
        ],
        default="draft",
        required=True,
        copy=False,
        tracking=True,
        index=True,
    )

    def _has_begun(self):
        """What was ever asked for stays known, though it is a draft again."""
        return bool(self.ops_requester_id) or (self.state != "cancel" and super()._has_begun())

    # ------------------------------------------------------------------
    # The verbs
    # ------------------------------------------------------------------
    def action_submit(self):
        """Ask for the approvals that apply.

        :raises UserError: one line per document, saying what is missing and who supplies it
        """
        return self.action_ops_submit()

    def action_withdraw(self):
        """Take the request back; the requester's right.

        :raises UserError: when somebody else asked for it
        """
        return self.action_ops_withdraw()

    def action_refuse(self, reason):
        """Refuse as the reviewer whose turn it is.

        :param str reason: required, shown to the requester
        :raises UserError: without a reason, or when it is not the user's turn
        """
        return self.action_ops_refuse(reason)

    # ------------------------------------------------------------------
    # Moves
    # ------------------------------------------------------------------
    def _ops_is_submittable(self):
        """Our own documents are submitted where the rulebook is off as well: they pass at once."""
        self.ensure_one()
        return self.state in self._ops_sources("submitted")

    def _ops_refuse_switched_off(self):
        """Our own documents go on where the rulebook is off; nothing is decided there."""

    def _ops_request_reviews(self):
        off = self - self._ops_filter_on()
        for document in off:
            document._ops_clear_reviews()
            document._ops_pass_gate()
            document._ops_log_open()
        on = self - off
        return super(OpsDocument, on)._ops_request_reviews() if on else self.env["tier.review"]

    def _check_cancel(self):
        """Nothing keeps a document from being cancelled here; models add their reasons."""

    def _prepare_cancel_vals(self):
        return {"ops_gate_error": False}

    def _do_cancel(self):
        self._ops_clear_reviews()
        self._ops_log("cancelled")
