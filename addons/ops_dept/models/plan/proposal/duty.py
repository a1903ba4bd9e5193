from odoo import models

ANSWER = "answer"


class OpsProposal(models.Model):
    """Whoever decides owes the answer until it is given, by the limit of the clause (M7.4)."""

    _inherit = "ops.proposal"

    def _do_submit(self):
        result = super()._do_submit()
        self._owe_answer()
        return result

    def _do_approve(self):
        result = super()._do_approve()
        self._meet_answer()
        return result

    def _do_refuse(self):
        self._meet_answer()

    def _do_reset(self):
        result = super()._do_reset()
        self._release_answer(self.env._("The proposal was taken back."))
        return result

    def _do_cancel(self):
        result = super()._do_cancel()
        self._release_answer(self.env._("The proposal was cancelled."))
        return result

    def _owe_answer(self):
        """Let whoever decides these proposals now owe the answer."""
        asked = self.filtered(lambda each: each.state == "submitted")
        # sudo: who decides, whoever asks
        reviews = {
            proposal: proposal.sudo().review_ids.filtered(lambda review: review.status == "pending")[:1]
            for proposal in asked
        }
        answered_alike = asked.grouped(
            lambda proposal: (
                self._get_kind(proposal.kind).clause,
                reviews[proposal].definition_id.ops_post or "leader",
            )
        )
        deciders = {proposal.id: review.reviewer_ids for proposal, review in reviews.items()}
        for (clause, post), proposals in answered_alike.items():
            proposals._open_obligations(
                clause, step=ANSWER, owners=lambda proposal: deciders[proposal.id], post=post
            )

    def _meet_answer(self):
        for kind, proposals in self.grouped("kind").items():
            proposals._meet_obligations(self._get_kind(kind).clause, step=ANSWER)

    def _release_answer(self, reason):
        for kind, proposals in self.grouped("kind").items():
            proposals._release_obligations(self._get_kind(kind).clause, reason, step=ANSWER)

    def _follow_reviewers(self):
        """Let the answer be owed by who decides now: somebody left, or it is the next tier's turn."""
        self._release_answer(self.env._("Somebody else answers now."))
        self._owe_answer()

    def _ops_approve(self, reviews, comment=None):
        result = super()._ops_approve(reviews, comment)
        if self.state == "submitted":
            self._follow_reviewers()
        return result
