import textwrap

from odoo import api, fields, models

from ....tools.rows import find_entry
from ...policy.document.ops_document import MOVES
from .kinds import Kind


class OpsProposal(models.Model):
    """What somebody proposes and somebody above answers: approved, or refused with a word; never unanswered.

    A later room adds its kind to the selection, a row of `_proposal_kinds` with what approval does, and a
    tier with the kind in its domain that says who decides.

    Split by concern: here what is proposed and what approval does; `duty.py` the answer that is owed.
    """

    _name = "ops.proposal"
    _inherit = ["ops.personal", "ops.document"]
    _description = "Proposal"
    _order = "id desc"
    _rec_names_search = ["name", "text"]

    _ops_clause = "M7.4"
    _number_prefix = "TA-"
    _transitions = MOVES
    _state_sets = {"asked": ("submitted", "approved", "cancel")}
    _closed_states = ("approved", "cancel")
    _proposal_kinds = {"suggestion": Kind("M7.4")}

    kind = fields.Selection(
        [("suggestion", "Suggestion")], required=True, default="suggestion", index=True, frozen="asked"
    )
    text = fields.Text("What is proposed", required=True, frozen="asked")
    effect = fields.Text("What it would bring", frozen="asked")
    user_id = fields.Many2one(string="Proposed by", frozen="asked")
    answer = fields.Text(compute="_compute_answer", help="Who decided, and his word.")

    @api.depends("name", "text")
    def _compute_display_name(self):
        for proposal in self:
            words = textwrap.shorten(proposal.text or "", 40, placeholder="…")
            proposal.display_name = " ".join(filter(None, (proposal.name or self._ops_kind(), words)))

    @api.depends("state", "review_ids.status", "review_ids.comment")
    @api.depends_context("lang")
    def _compute_answer(self):
        for proposal in self:
            # sudo: who reads a proposal reads its answer
            reviews = proposal.sudo().review_ids.filtered(
                lambda review: review.status in ("approved", "rejected")
            )
            words = (" · ".join(filter(None, (one.ops_decided_by, one.comment))) for one in reviews)
            is_answered = proposal.state in ("approved", "refused")
            proposal.answer = "\n".join(filter(None, words)) if is_answered else False

    @api.model
    def _get_kind(self, kind):
        """Return what its room says of a kind."""
        found = find_entry(self, "_proposal_kinds", kind)
        if not found:
            raise ValueError(f"No room declares the kind {kind!r} of proposals")
        return found

    def _get_content_blockers(self):
        blockers = super()._get_content_blockers()
        if not (self.text or "").strip():
            blockers.append(self.env._("Write what you propose."))
        return blockers

    def _is_answered(self):
        """Tell whether somebody gave the answer that was asked for."""
        self.ensure_one()
        return self.state in ("approved", "refused", "cancel")

    def _do_approve(self):
        """Carry out what its kind says; where that fails the approval stays, and Retry is offered."""
        result = super()._do_approve()
        for kind, proposals in self.grouped("kind").items():
            effect = self._get_kind(kind).effect
            if effect:
                getattr(proposals, effect)()
        return result

    def _ops_inbox_summary(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            proposal.id: {
                "ops_summary": " · ".join(
                    (
                        kinds[proposal.kind],
                        proposal.sudo().user_id.name,  # sudo: a colleague's name
                        textwrap.shorten(proposal.text or "", 80, placeholder="…"),
                    )
                )
            }
            for proposal in self
        }
