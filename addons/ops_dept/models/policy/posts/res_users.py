from odoo import api, models
from odoo.exceptions import AccessError

from ....tools.rows import call_rows
from ....tools.states import WAITING


class ResUsers(models.Model):
    """Users hold roles and decide reviews: what changes that is checked, logged, followed by the reviews."""

    _inherit = "res.users"

    # What follows when somebody is archived or changes his roles: rooms add rows, place and method.
    _ops_left = ((10, "_ops_reassign_reviews"),)

    @api.model
    def default_get(self, fields):
        """No default of the context or of the user names reviews."""
        defaults = super().default_get(fields)
        defaults.pop("review_ids", None)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        # nothing is read back: core has not finished with the new users yet, and reading would store them so
        roles = [self._ops_roles_given(vals) for vals in vals_list]
        for vals, given in zip(vals_list, roles, strict=True):
            self._ops_refuse_reviews(vals)
            self._ops_check_role_right(given)
        users = super().create(vals_list)
        for user, given in zip(users, roles, strict=True):
            user._ops_log_roles(given.browse(), given)
        return users

    def write(self, vals):
        """Look for other reviewers where the one frozen at the request can no longer act."""
        self._ops_refuse_reviews(vals)
        roles = self._ops_roles_changed(vals)
        result = super().write(vals)
        for user, (before, after) in roles.items():
            user._ops_log_roles(before, after)
        if ("active" in vals and not vals["active"]) or "group_ids" in vals:
            self._ops_call_left()
        return result

    def _ops_call_left(self):
        """Call what gives to others what waits for people who have left or lost a role."""
        call_rows(self, "_ops_left")

    def _ops_refuse_reviews(self, vals):
        """Who decides follows from posts and roles; the user's side of the relation is no way around."""
        if "review_ids" in vals and not self.env.su:
            raise AccessError(
                self.env._(
                    "Reviewers follow from posts and roles when approval is asked for, never by hand (W2.E)."
                )
            )

    def _ops_reassign_reviews(self):
        # sudo: whoever archives a user must not leave documents stuck; only reviewers are looked up again
        reviews = (
            self.env["tier.review"]
            .sudo()
            .search(
                [
                    ("ops_gated", "=", True),
                    ("status", "in", WAITING),
                    ("reviewer_ids", "in", self.ids),
                ]
            )
        )
        stuck = reviews.filtered(
            lambda review: (
                not review.reviewer_ids.filtered(lambda user: user.active and user not in self)
                and review._get_reviewers() != review.reviewer_ids
            )
        )
        stuck._ops_reassign()

    @api.model
    def review_user_count(self):
        """Count what waits for me, one entry per kind of document, for the systray.

        Gated documents are counted in one grouped query on stored columns; documents of other add-ons stay
        with the library.
        """
        gated = self.env["ops.gated"]._ops_gated_model_names()
        others = (
            self.env["tier.review"]
            .sudo()
            .search_count(  # sudo: only to know whether the library has to count
                [
                    ("status", "in", WAITING),
                    ("ops_gated", "=", False),
                    ("reviewer_ids", "in", self.env.uid),
                ],
                limit=1,
            )
        )
        entries = (
            [entry for entry in super().review_user_count() if entry["model"] not in gated] if others else []
        )
        return entries + self._ops_review_user_count()

    @api.model
    def _ops_review_user_count(self):
        review_model = self.env["tier.review"]
        groups = review_model._read_group(
            review_model._ops_mine_domain() & review_model._ops_gated_domain(),
            ["model"],
            ["__count", "res_id:min"],
        )
        return [
            {
                "id": res_id,
                "name": self.env["ir.model"]._get(model).name,
                "model": model,
                "active_field": "active" in self.env[model]._fields,
                "icon": "/ops_dept/static/description/icon.png",
                "type": "tier_review",
                "pending_count": count,
            }
            for model, count, res_id in groups
            if model in self.env
        ]

    def _ops_has_role(self, *codes):
        """Tell whether the user holds one of these roles.

        :param str codes: of the roles, for example ``"sales_support"``
        """
        return any(self.has_group(f"ops_dept.ops_dept_group_{code}") for code in codes)
