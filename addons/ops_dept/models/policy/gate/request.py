from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.states import WAITING


class OpsGated(models.AbstractModel):
    """The requester's side of a gated document: submit, the reviews that are opened for it, withdraw."""

    _inherit = "ops.gated"

    # ------------------------------------------------------------------
    # Public verbs
    # ------------------------------------------------------------------
    def action_ops_submit(self):
        """Ask for the approvals that apply to this document.

        :raises UserError: one line per document, saying what is missing and who supplies it
        """
        return self.write({self._state_field: "submitted"})

    def action_ops_withdraw(self):
        """Take the request back, so that the document can be changed. The requester's right.

        :raises UserError: when somebody else asked for it
        """
        result = self.write({self._state_field: self._transitions_first_state()})
        self._ops_tell_withdrawn()
        return result

    def _ops_tell_withdrawn(self):
        for record in self:
            record._ops_note(self.env._("Request for approval withdrawn."))

    # ------------------------------------------------------------------
    # Verbs shared by all gated documents
    # ------------------------------------------------------------------
    def _ops_move(self, target):
        """What a request freezes differs per document, so they are submitted one by one; the other moves go
        together.
        """
        if target == "submitted" and len(self) > 1:
            for record in self:
                record._ops_move(target)
            return True
        if target == "submitted" and self._ops_lacks_tiers():
            # what the request freezes decides who is asked: a refusal comes after it, and takes it back
            with self.env.cr.savepoint():
                return super()._ops_move(target)
        return super()._ops_move(target)

    def _ops_refuse_switched_off(self):
        off = self - self._ops_filter_on()
        if off:
            raise UserError(
                self.env._(
                    "%(document)s: the operations rulebook is switched off in %(company)s, no approval is "
                    "needed.",
                    document=off[0].display_name,
                    company=off[0].company_id.display_name,
                )
            )

    def _check_submit(self):
        self._ops_refuse_switched_off()
        self._ops_refuse_blockers(lambda record: record._get_submit_blockers())

    def _prepare_submit_vals(self):
        return {
            "ops_requester_id": self.env.uid,
            "ops_date_submitted": fields.Datetime.now(),
            "ops_date_approved": False,
            "ops_gate_error": False,
        }

    def _do_submit(self):
        self._ops_prefetch_posts()
        self._ops_log("submitted")
        self._ops_filter_on()._ops_log_other_team()
        self._ops_request_reviews()

    def _ops_clear_reviews(self):
        """Remove the reviews of an earlier request; what was decided stays in the log."""
        # sudo: reviews are closed to direct writes; the move that calls this was checked
        reviews = self.sudo().review_ids
        if reviews:
            reviews.unlink()
            self.invalidate_recordset(["review_ids", "need_validation"])

    def _ops_request_reviews(self):
        """Open the tiers that apply and let the first reviewers know."""
        self._ops_clear_reviews()
        # sudo: reviews are closed to direct writes; the requester's right to submit was checked
        requested = self.env["tier.review"].sudo().create(self.sudo()._ops_prepare_reviews())
        for record in self:
            reviews = requested.filtered(lambda review, record=record: review.res_id == record.id)
            record._ops_refuse_orphans(reviews)
            reviews.filtered(lambda review: review.status == "pending")._ops_notify()
            if not reviews:  # none of the tiers applies to this document
                record._ops_pass_gate()
        return requested

    def _ops_refuse_orphans(self, reviews):
        """Refuse a request that nobody could decide."""
        self.ensure_one()
        orphan = reviews.filtered(lambda review: not review.reviewer_ids)[:1]
        if orphan:
            raise UserError(
                self.env._(
                    "%(document)s: nobody can decide “%(tier)s”. The administrator must give somebody other "
                    "than you the role (Settings → Users).",
                    document=self.display_name,
                    tier=orphan.name,
                )
            )

    def _check_approve(self):
        """Refuse the approved state unless every review of the running request is approved."""
        for record in self:
            # sudo: whether everybody approved concerns all reviews
            reviews = record.sudo().review_ids
            open_reviews = reviews.filtered(lambda review: review.status != "approved")
            if open_reviews:
                raise UserError(record._ops_get_not_decided_message())
        self._ops_refuse_blockers(lambda record: record._get_content_blockers())

    def _ops_refuse_blockers(self, get_blockers):
        """Refuse with all that stands in the way, a line for each."""
        problems = [f"{record.display_name}: {text}" for record in self for text in get_blockers(record)]
        if problems:
            raise UserError("\n".join(problems))

    def _ops_get_not_decided_message(self):
        """Say who has to decide first."""
        self.ensure_one()
        # sudo: who has to decide is told to whoever is refused
        pending = self.sudo().review_ids.filtered(lambda review: review.status in WAITING)
        review = pending.sorted("sequence")[:1]
        if not review:
            return self.env._(
                "%(document)s has no open approval: submit it first (%(clause)s).",
                document=self.display_name,
                clause=self._ops_named_clause(),
            )
        return self.env._(
            "%(document)s is not approved yet. Next to decide: %(who)s – %(tier)s (%(clause)s).",
            document=self.display_name,
            who=review._ops_get_todo_by(),
            tier=review.name,
            clause=review.ops_clause_code or "-",
        )

    def _prepare_approve_vals(self):
        return {"ops_date_approved": fields.Datetime.now(), "ops_gate_error": False}

    def _do_approve(self):
        self._ops_log("passed")

    def _check_refuse(self):
        """Refuse the refused state unless a reviewer refused."""
        for record in self:
            # sudo: whether somebody refused concerns all reviews
            if not record.sudo().review_ids.filtered(lambda review: review.status == "rejected"):
                raise UserError(record._ops_get_not_decided_message())

    def _check_reset(self):
        """Allow the requester (or whom the document belongs to) to take a running request back."""
        for record in self:
            if record[self._state_field] == "submitted" and not record._ops_may_withdraw():
                raise UserError(
                    self.env._(
                        "Only %(requester)s may withdraw the request for %(document)s (%(clause)s).",
                        clause=self._ops_named_clause(),
                        requester=record._ops_withdrawn_by(),
                        document=record.display_name,
                    )
                )

    def _ops_may_withdraw(self):
        self.ensure_one()
        # sudo: only compared with the user himself
        return self.env.user in (self.sudo().ops_requester_id | self._ops_owner())

    def _ops_withdrawn_by(self):
        """Return, as words in a sentence, who may take the request back."""
        return self._ops_requester_name() or self.env._("The requester")

    def _ops_frozen_message(self, names):
        """While it is decided, the sentence says who has it and who can take it back."""
        if self[self._state_field] != "submitted":
            return super()._ops_frozen_message(names)
        record_sudo = self.sudo()  # sudo: who has to decide, and who asked, is told to whoever is refused
        return self.env._(
            "%(document)s is being decided (%(waiting)s) and cannot be changed: %(fields)s. "
            "%(requester)s may withdraw the request first (%(clause)s).",
            document=self.display_name,
            fields=self._ops_field_labels(names),
            clause=self._ops_named_clause(),
            waiting=record_sudo.ops_waiting_for or "-",
            requester=self._ops_withdrawn_by(),
        )

    def _ops_owner(self):
        """Return the users whose own document this is; they never decide it (four eyes)."""
        self.ensure_one()
        return self.env["res.users"]

    def _prepare_reset_vals(self):
        return {"ops_date_approved": False, "ops_date_submitted": False, "ops_gate_error": False}

    def _do_reset(self):
        """Log here, not in the button: whichever way the request is taken back, the log says so."""
        # sudo: whether a request was running concerns all reviews
        running = self.filtered(lambda record: "rejected" not in record.sudo().review_ids.mapped("status"))
        running = running.filtered(lambda record: record.sudo().review_ids)  # sudo: as above
        running._ops_log("withdrawn")
        (self - running)._ops_log("reset")
        self._ops_clear_reviews()
