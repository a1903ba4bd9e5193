from odoo import models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from ....tools.fetch_lines import fetch_lines
from ....tools.states import WAITING
from ..guarded.ops_reasoned import Reason

_lt = LazyTranslate(__name__)

# What a decision is asked, about a document as about its approvals in the inbox.
DECISIONS = {
    "approve": Reason(
        action="action_ops_approve",
        question=_lt("Approve with Comment"),
        button=_lt("Approve"),
        follows=_lt("The comment stays with the approval; who asked for it can read it."),
        prompt=_lt("Comment (optional)"),
    ),
    "refuse": Reason(
        action="action_ops_refuse",
        question=_lt("What does the requester have to change?"),
        button=_lt("Refuse"),
        follows=_lt("It goes back to the requester, who is told the reason."),
        lacking=_lt("a refusal needs its reason: tell the requester what to change."),
        is_danger=True,
    ),
}


class OpsGated(models.AbstractModel):
    """The reviewers' side of a gated document: approve, refuse, and the step that follows the last
    approval.
    """

    _inherit = "ops.gated"

    _reasons = DECISIONS

    # ------------------------------------------------------------------
    # Who may decide now
    # ------------------------------------------------------------------
    def _ops_my_reviews(self):
        """Return the reviews the user may decide now: his own, from the one whose turn it is on.

        Consecutive tiers of one person are decided together; a deputy decides for one person at a time.
        """
        self.ensure_one()
        # sudo: reviews of gated documents are read by rule; whose turn it is concerns all of them
        reviews = fetch_lines(self.sudo(), "review_ids")
        # in one query: who decides now, and who is told afterwards; asking who is active reads them singly
        everybody = reviews.with_context(active_test=False)
        (everybody.reviewer_ids | everybody.requested_by).mapped("active")
        open_reviews = reviews.filtered(lambda review: review.status in WAITING)
        mine, first = self.env["tier.review"].sudo(), None
        for review in open_reviews.sorted("sequence"):
            principal = review._ops_principal()
            if not principal or first not in (None, principal):
                break
            mine, first = mine | review, principal
        return mine

    def _ops_check_turn(self):
        """Return the reviews the user may decide now, or refuse and say whose turn it is.

        :raises UserError: nothing is submitted, or somebody else has to decide
        """
        self.ensure_one()
        fetch_lines(self.sudo(), "review_ids")  # sudo: the user's sight of the document may depend on them
        self.check_access("read")
        reviews = self._ops_my_reviews()
        if self[self._state_field] != "submitted" or not reviews:
            raise UserError(self._ops_get_not_decided_message())
        return reviews

    def _get_approve_blockers(self, reviews):
        """Return the sentences that keep these reviews from being approved (empty: none)."""
        self.ensure_one()
        return self._get_content_blockers()

    def _ops_offering_approval(self):
        """Return the documents on which whoever decides is offered to approve, nothing else comes first."""
        return self

    # ------------------------------------------------------------------
    # Buttons and services
    # ------------------------------------------------------------------
    def action_ops_approve(self, comment=None):
        """Approve as the reviewer whose turn it is; the last approval carries out the next step.

        :param str comment: kept with the approval and in the log
        :raises UserError: when it is not the user's turn, or something is missing; says who acts next
        """
        comment = self._take_reason("approve", comment)
        for record in self:
            record._ops_approve(record._ops_check_turn(), comment)
        return True

    def action_ops_refuse(self, reason):
        """Refuse as the reviewer whose turn it is; the document goes back to its requester.

        :param str reason: required; shown to the requester and kept in the log
        :raises UserError: without a reason, or when it is not the user's turn
        """
        reason = self._take_reason("refuse", reason)
        for record in self:
            reviews = record._ops_check_turn()[:1]
            reviews.write({"comment": reason.strip()})
            record._rejected_tier(reviews)
            record._ops_update_counter(reviews)
        return True

    def action_ops_open_approve(self):
        """Open the small form to approve with a comment."""
        return self._ops_get_turn().action_ops_open_approve()

    def action_ops_open_refuse(self):
        """Open the small form to refuse with a reason."""
        return self._ops_get_turn().action_ops_open_refuse()

    def _ops_get_turn(self):
        """Return the reviews of these documents that the user may decide now."""
        reviews = self.env["tier.review"]
        return reviews.browse([rid for record in self for rid in record._ops_check_turn().ids])

    def validate_tier(self):
        """Approve: the library's button is the same door."""
        self.ensure_one()
        return self.action_ops_approve()

    def reject_tier(self):
        """Refuse: the library's button asks for the reason first."""
        self.ensure_one()
        return self.action_ops_open_refuse()

    # ------------------------------------------------------------------
    # Engine
    # ------------------------------------------------------------------
    def _validate_tier(self, tiers=False):
        """Approve: the library's engine is the same door."""
        self.ensure_one()
        reviews = self._ops_check_turn()
        return self._ops_approve((tiers and reviews & tiers.sudo()) or reviews)

    def _ops_approve(self, reviews, comment=None):
        """Approve these reviews of the user, whose turn was checked.

        The last approval and the step behind it are written together.
        """
        blockers = self._ops_archived_blockers(reviews) or self._get_approve_blockers(reviews)
        if blockers:
            raise UserError("\n".join(f"{self.display_name}: {text}" for text in blockers))
        # sudo: whether others still decide concerns all reviews
        others = self.sudo().review_ids.filtered(lambda review: review.status != "approved") - reviews
        if others:
            self._ops_note_approval(reviews, comment)
            others._ops_promote_next()
        else:
            self._ops_pass_gate(lambda: self._ops_note_approval(reviews, comment))
        self._ops_update_counter(reviews)

    def _ops_note_approval(self, reviews, comment=None):
        """Write and log the approval of these reviews, which are on sudo."""
        if comment:
            reviews.write({"comment": comment})
        for_others = reviews._ops_note_deputy()
        # sudo: reviews are closed to direct writes; the user's turn was checked by the caller
        result = super(OpsGated, self.sudo())._validate_tier(reviews)
        for_others._ops_decide("approved")
        reviews._ops_meet_decisions()
        for review in reviews:
            self._ops_log_decision("approved", review)
        return result

    def _rejected_tier(self, tiers=False):
        self.ensure_one()
        reviews = self._ops_check_turn()
        if tiers:
            reviews &= tiers.sudo()
        for review in reviews:
            self._take_reason("refuse", review.comment)
        for_others = reviews._ops_note_deputy()
        # sudo: reviews are closed to direct writes; the user's turn was checked above
        record_sudo = self.sudo()
        result = super(OpsGated, record_sudo)._rejected_tier(reviews)
        for_others._ops_decide("rejected")
        reviews._ops_meet_decisions()
        for review in reviews:
            self._ops_log_decision("refused", review)
        record_sudo.write({self._state_field: "refused"})
        self._ops_tell_requester(
            self.env._(
                "%(document)s was refused by %(who)s: %(reason)s",
                document=self.display_name,
                who=reviews[:1].ops_decided_by or self.env.user.name,
                reason=reviews[:1].comment,
            )
        )
        return result

    def _ops_log_decision(self, event, review):
        self._ops_log(
            event,
            clause_code=review.ops_clause_code,
            tier=review.name,
            comment=review.comment,
            deputy_for_id=review.ops_deputy_for_id.id,
        )
        tier = review.name
        if review.ops_deputy_for_id:
            tier = f"{tier} ({review.ops_decided_by})"
        self._ops_note(
            self.env._("%(tier)s: approved. %(comment)s", tier=tier, comment=review.comment or "")
            if event == "approved"
            else self.env._("%(tier)s: refused. %(comment)s", tier=tier, comment=review.comment or "")
        )
