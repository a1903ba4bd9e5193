from odoo import api, models
from odoo.fields import Domain


class OpsGated(models.AbstractModel):
    """What the tier engine does by itself is decided by our moves instead."""

    _inherit = "ops.gated"

    def _tier_validation_check_state_on_write(self, vals):
        """The library would request and validate inside a write; here a move does that explicitly."""

    def _tier_validation_check_write_allowed(self, vals):
        """The library's lock can be lifted by a context key; `frozen` is ours instead."""

    def _tier_validation_check_write_remove_reviews(self, vals):
        """Reviews go with `_do_reset` only."""

    def evaluate_tier(self, tier):
        """Leave out the tiers whose clause the company switched off."""
        code = tier.ops_clause_code
        if code and not self.env["ops.clause"]._is_in_force(code, self.company_id):
            return self.browse()
        return super().evaluate_tier(tier)

    def _ops_is_concerned(self, tier):
        """Tell whether a tier is about such a document, whether its clause is in force or not."""
        return super().evaluate_tier(tier)

    def _check_state_from_condition(self):
        """As the library, without its context key: a gate never reads the context."""
        return self[self._state_field] in self._state_from

    def _compute_need_validation(self):
        """Ask once for all records whether a request has to be opened."""
        for record in self:
            record.need_validation = (
                bool(record.id) and record._check_state_from_condition() and not record.review_ids
            )

    def request_validation(self):
        """Submit the document: the library's button is the same door."""
        return self.action_ops_submit()

    def restart_validation(self):
        """Withdraw the request: the library's button is the same door."""
        return self.action_ops_withdraw()

    def unlink(self):
        self._ops_check_deletion()
        # sudo: deleting the document is the right that counts, its reviews are closed to everybody
        self.sudo().review_ids.unlink()
        return super().unlink()

    @api.depends_context("uid")
    @api.depends("review_ids.reviewer_ids", "review_ids.sequence", "review_ids.status")
    def _compute_can_review(self):
        """As the library, and for whoever acts for somebody away."""
        result = super()._compute_can_review()
        if self.env["res.users"]._ops_acting("approvals"):
            for record in self.filtered(lambda record: not record.can_review):
                # sudo: whose turn it is; the user's own part in it is asked
                pending = record.sudo().review_ids.filtered(lambda review: review.status == "pending")
                record.can_review = any(pending.mapped("ops_is_mine"))
        return result

    @api.model
    def _search_can_review(self, operator, value):
        """Find the documents that wait for me, through stored and indexed columns only."""
        if operator not in ("=", "in"):
            return NotImplemented
        wanted = bool(value) if operator == "=" else True in value
        reviews = self.env["tier.review"]._search(
            Domain("model", "=", self._name) & self.env["tier.review"]._ops_mine_domain()
        )
        return Domain("id", "in" if wanted else "not in", reviews.subselect("res_id"))
