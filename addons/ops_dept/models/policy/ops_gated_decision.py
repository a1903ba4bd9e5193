import psycopg2

from odoo import models
from odoo.exceptions import UserError

from .fetch_lines import fetch_lines


class OpsGated(models.AbstractModel):
    """The reviewers' side of a gated document: approve, refuse, and the step that follows the last
    approval.
    """

    _inherit = "ops.gated"

    # ------------------------------------------------------------------
    # Who may decide now
    # ------------------------------------------------------------------
    def _ops_my_reviews(self):
        """Return the reviews the user may decide now: his own, from the one whose turn it is on.

        Consecutive tiers of one person are decided together.
        """
        self.ensure_one()
        # sudo: reviews of gated documents are read by rule; whose turn it is concerns all of them
        reviews = fetch_lines(self.sudo(), "review_ids")
        reviews.mapped("reviewer_ids")  # in one query: who decides now, and who is told afterwards
        open_reviews = reviews.filtered(lambda review: review.status in ("waiting", "pending"))
        mine = self.env["tier.review"].sudo()
        for review in open_reviews.sorted("sequence"):
            if not review._ops_is_reviewer(self.env.user):
                break
            mine |= review
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
            raise UserError(self._ops_not_decided_message())
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
        for record in self:
            record._ops_approve(record._ops_check_turn(), comment)
        return True

    def action_ops_refuse(self, reason):
        """Refuse as the reviewer whose turn it is; the document goes back to its requester.

        :param str reason: required; shown to the requester and kept in the log
        :raises UserError: without a reason, or when it is not the user's turn
        """
        if not (reason or "").strip():
            raise UserError(self.env._("A refusal needs its reason: tell the requester what to change."))
        for record in self:
            reviews = record._ops_check_turn()[:1]
            reviews.write({"comment": reason.strip()})
            record._rejected_tier(reviews)
            record._ops_update_counter(reviews)
        return True

    def action_ops_open_approve(self):
        """Open the small form to approve with a comment."""
        return self._ops_open_decision("approve")

    def action_ops_open_refuse(self):
        """Open the small form to refuse with a reason."""
        return self._ops_open_decision("refuse")

    def _ops_open_decision(self, decision):
        reviews = self.env["tier.review"].browse(
            [rid for record in self for rid in record._ops_check_turn().ids]
        )
        return reviews._ops_open_decision(decision)

    def validate_tier(self):
        """Approve: the library's button is the same door."""
        self.ensure_one()
        return self.action_ops_approve()

    def reject_tier(self):
        """Refuse: the library's button asks for the reason first."""
        self.ensure_one()
        return self.action_ops_open_refuse()

    def action_ops_retry(self):
        """Carry out the step after the last approval again, once its cause of failure is put right.

        :raises UserError: when it fails again, or the approvals are not complete
        """
        for record in self:
            if not record.ops_gate_error:
                raise UserError(self.env._("%(document)s: nothing to retry.", document=record.display_name))
            record._check_approve()
            record._ops_pass_gate()
        return True

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
        blockers = self._get_approve_blockers(reviews)
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
        reviews._ops_note_deputy()
        # sudo: reviews are closed to direct writes; the user's turn was checked by the caller
        result = super(OpsGated, self.sudo())._validate_tier(reviews)
        for review in reviews:
            self._ops_log_decision("approved", review)
        return result

    def _rejected_tier(self, tiers=False):
        self.ensure_one()
        reviews = self._ops_check_turn()
        if tiers:
            reviews &= tiers.sudo()
        if not all(review.comment for review in reviews):
            raise UserError(self.env._("A refusal needs its reason: tell the requester what to change."))
        reviews._ops_note_deputy()
        # sudo: reviews are closed to direct writes; the user's turn was checked above
        record_sudo = self.sudo()
        result = super(OpsGated, record_sudo)._rejected_tier(reviews)
        for review in reviews:
            self._ops_log_decision("refused", review)
        record_sudo.write({self._state_field: "refused"})
        self._ops_tell_requester(
            self.env._(
                "%(document)s was refused by %(who)s: %(reason)s",
                document=self.display_name,
                who=self.env.user.name,
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
        self._ops_note(
            self.env._("%(tier)s: approved. %(comment)s", tier=review.name, comment=review.comment or "")
            if event == "approved"
            else self.env._("%(tier)s: refused. %(comment)s", tier=review.name, comment=review.comment or "")
        )

    def _ops_go_on(self):
        """After reviews ended that are no longer required: it is the next one's turn, or the gate opens."""
        self.ensure_one()
        reviews = self.review_ids
        if any(status in ("waiting", "pending") for status in reviews.mapped("status")):
            reviews._ops_promote_next()
        else:
            self._ops_pass_gate()

    def _ops_pass_gate(self, approve=None):
        """Carry out the next step in a savepoint; if it fails the approval stays and the reason shows.

        :param approve: notes the last approval; written with the step, or alone when the step fails
        """
        self.ensure_one()
        # sudo: an approver decides, he need not be allowed to write the document; every review is approved
        record_sudo = self.sudo()
        try:
            with self.env.cr.savepoint():
                if approve:
                    approve()
                record_sudo._gate_passed()
                self.env.flush_all()
        except (
            UserError,
            psycopg2.IntegrityError,
        ) as error:  # the database's own constraints are reasons too
            reason = self._ops_error_text(error)
            record_sudo.invalidate_recordset()
            if approve:
                approve()
            record_sudo._stamp({"ops_gate_error": reason})
            self._ops_log("failed", comment=reason)
            return
        self._ops_tell_approved()

    def _ops_error_text(self, error):
        """Return what went wrong as a sentence: the database's constraints have theirs, too."""
        if isinstance(error, UserError):
            return str(error).strip()
        table = error.diag.table_name
        model = next((name for name, cls in self.env.registry.items() if cls._table == table), "base")
        return self.env[model]._sql_error_to_message(error)

    def _gate_passed(self):
        """Make the move behind the gate. Called exactly once, when the last tier approves."""
        self.write({self._state_field: "approved"})

    def _ops_tell_approved(self):
        """Good news needs no mail: a word on the requester's screen; his first page shows the next step."""
        requester = self.sudo().ops_requester_id  # sudo: whom to tell
        if requester and requester != self.env.user:
            requester.partner_id._bus_send(
                "simple_notification",
                {
                    "type": "success",
                    "title": self.display_name,
                    "message": self.env._("%(document)s is approved.", document=self.display_name),
                },
            )

    def _ops_tell_requester(self, body):
        """Notify the requester of what he has to act on."""
        requester = self.sudo().ops_requester_id  # sudo: whom to tell
        if requester and requester != self.env.user and hasattr(self, "message_notify"):
            # sudo: the reviewer need not be allowed to write the document to answer its requester
            self.sudo().message_notify(
                partner_ids=requester.partner_id.ids,
                subject=self.display_name,
                body=body,
                author_id=self.env.user.partner_id.id,
            )

    def _ops_update_counter(self, decided=None):
        """Let the open web clients count again of those who decided and of those whose turn it is now.

        :param decided: the reviews just decided (default: everybody's)
        """
        # sudo: reading the reviewers only
        reviews = self.sudo().review_ids
        if decided:
            reviews = decided | reviews.filtered(lambda review: review.status == "pending")
        for partner in reviews.reviewer_ids.partner_id | self.env.user.partner_id:
            partner._bus_send("base.tier.validation/updated", {"review_deleted": True})

    def _update_counter(self, review_counter):
        """As the library, without recomputing the reviews of everybody."""
        self._ops_update_counter()

    def _notify_review_available(self, tier_reviews):
        """No mail per item: the inbox counts, a digest reminds (DESIGN §3)."""

    def _notify_review_requested(self, tier_reviews):
        """No mail per item: the inbox counts, a digest reminds (DESIGN §3)."""

    def _notify_accepted_reviews(self):
        """Said by `_ops_log_decision`, with tier and comment."""

    def _notify_rejected_review(self):
        """Said by `_ops_tell_requester`, with the reason."""

    def _notify_restarted_review(self):
        """Said by `_ops_tell_withdrawn`."""
