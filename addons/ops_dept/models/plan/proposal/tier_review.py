from odoo import models


class TierReview(models.Model):
    """Where others decide a proposal than were asked, the answer is theirs to give."""

    _inherit = "tier.review"

    def _ops_reassign(self):
        result = super()._ops_reassign()
        asked = self.filtered(lambda review: review.model == "ops.proposal" and review.status == "pending")
        self.env["ops.proposal"].sudo().browse(asked.mapped("res_id"))._follow_reviewers()  # sudo: the job
        return result
