from odoo import models


class OpsGated(models.AbstractModel):
    """Who is told of a request and of a decision; the counter of the inbox."""

    _inherit = "ops.gated"

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
        for partner in reviews._ops_deciding_users().partner_id | self.env.user.partner_id:
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
