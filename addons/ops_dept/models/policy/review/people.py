from odoo import api, models
from odoo.fields import Command

from .tier_review import MAX_NAMES


class TierReview(models.Model):
    """Who decides a review: named at the request, still in the role, neither selling nor asking."""

    _inherit = "tier.review"

    @api.model
    def _ops_names(self, users):
        """Return who has to decide, shortened as the library shortens it."""
        return self._ops_shorten(users[:MAX_NAMES].mapped("name"), len(users))

    @api.model
    def _ops_shorten(self, names, count):
        """Return these first names of so many people."""
        text, more = ", ".join(names), count - MAX_NAMES
        return self.env._("%(names)s and %(count)s more", names=text, count=more) if more > 0 else text

    @api.model
    def _ops_format_deciders(self, users):
        """Return who has to act, by name; where nobody holds the post, who sees to it that somebody does."""
        return self._ops_names(users) or self.env._("nobody yet: the administrator gives somebody this role")

    def _compute_reviewer_ids(self):
        """Find the principals once per request; only `_ops_reassign` looks for them again."""
        frozen = self.filtered(lambda review: review.ops_gated and review._origin.reviewer_ids)
        for review in frozen:
            review.reviewer_ids = review._origin.reviewer_ids
        return super(TierReview, self - frozen)._compute_reviewer_ids()

    def _compute_todo_by(self):
        gated = self.filtered("ops_gated")
        for review in gated:
            review.todo_by = self._ops_names(review.reviewer_ids)
        return super(TierReview, self - gated)._compute_todo_by()

    def _compute_can_review(self):
        """Of a gated document one review is pending, and that one can be decided (`_ops_promote_next`)."""
        gated = self.filtered("ops_gated")
        for review in gated:
            review.can_review = review.status == "pending"
        return super(TierReview, self - gated)._compute_can_review()

    def _get_reviewers(self):
        if not self.ops_gated:
            return super()._get_reviewers()
        record = self.env[self.model].browse(self.res_id)
        return self._ops_find_reviewers(record, self.definition_id, self._ops_excluded_users())

    @api.model
    def _ops_find_reviewers(self, record, definition, excluded):
        """Resolve the principals of a gated document: four eyes for every kind of reviewer, nobody left
        stuck.

        :param excluded: res.users who sold or asked
        """
        if definition.review_type == "ops_post":
            return record._ops_post_users(definition.ops_post, exclude=excluded)
        named = {
            "individual": lambda: definition.reviewer_id,
            "group": lambda: definition.reviewer_group_id.all_user_ids,
            "field": lambda: record[definition.reviewer_field_id.name],
        }[definition.review_type]()
        if named._name == "res.groups":
            named = named.all_user_ids
        named = named.filtered("active") - excluded
        return named or record._ops_post_users("leader", exclude=excluded)

    def _ops_excluded_users(self):
        """Return who never decides this: who asked, whose it was at the request, and whose it is now."""
        self.ensure_one()
        owners = self.env[self.model].browse(self.res_id)._ops_owner()
        return owners | self.requested_by | owners.browse(self.ops_excluded or [])

    def _ops_holds_role(self, user):
        """Tell whether the user still holds the post's role, or one that stands in for it."""
        self.ensure_one()
        post = self.definition_id.ops_post
        if self.definition_id.review_type != "ops_post" or not post:
            return True
        posts = self.env["ops.post.mixin"]
        roles = {posts._ops_post_group_id(step) for step in posts._ops_post_ladder(post)}
        return user.active and not roles.isdisjoint(user._get_group_ids())

    def _ops_reassign(self):
        """Look for the principals again, where the ones frozen at the request can no longer act."""
        for review in self:
            # archived people too: they are why others are looked for
            before = review.with_context(active_test=False).reviewer_ids
            reviewers = review._get_reviewers()
            review._ops_release_decisions(self.env._("Somebody else was asked to decide."))
            review.write(
                {
                    "reviewer_ids": [Command.set(reviewers.ids)],
                    "todo_by": self._ops_names(reviewers),
                    "ops_obligation_id": False,
                }
            )
            self.env["ops.log"]._log(
                self.env[review.model].browse(review.res_id),
                "reassigned",
                tier=review.name,
                clause_code=review.ops_clause_code,
                comment=f"{self._ops_names(before)} → {self._ops_names(reviewers)}",
            )
