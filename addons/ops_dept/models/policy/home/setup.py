from odoo import api, models

from ..clause.res_company import COMPANY_POSTS
from ..posts.ops_post_mixin import POST_GROUPS
from ..review.tier_review import MAX_NAMES
from .ops_home import Part


class OpsHome(models.AbstractModel):
    """The administrator's first page: what is still to set up, and who stands on which post."""

    _inherit = "ops.home"

    _lists = (
        Part(40, "_get_setup_list", roles=("admin",)),
        Part(50, "_get_posts_list", roles=("admin",)),
    )

    @api.model
    def _get_setup_list(self):
        return self._list("setup", "fa-sliders", self.env._("What is set up"), self._get_setup_rows())

    @api.model
    def _get_posts_list(self):
        return self._list("posts", "fa-users", self.env._("Who answers for what"), self._get_post_rows())

    @api.model
    def _get_setup_rows(self):
        """Return what an administrator sets up, in the order of README's first steps; rooms add theirs."""
        _ = self.env._
        is_on = self.env.company._ops_rulebook_on()
        return [
            self._list_row(
                _("Rulebook"),
                self._settings_action(),
                _("switched on") if is_on else _("switched off: turn it on last"),
                is_late=not is_on,
            ),
            self._list_row(_("Clauses, their limits"), "ops_dept.ops_clause_action"),
            self._list_row(_("Approval tiers"), "ops_dept.tier_definition_action"),
        ]

    @api.model
    def _settings_action(self):
        """Return the settings, for who may open them."""
        return "ops_dept.res_config_settings_action" if self.env.user.has_group("base.group_system") else ""

    # ------------------------------------------------------------------
    # Roles and posts
    # ------------------------------------------------------------------
    @api.model
    def _get_post_rows(self):
        """Return who is meant by each post of this company: the person named, else all who hold its role."""
        labels = dict(self.env["tier.definition"]._fields["ops_post"]._description_selection(self.env))
        holders = self._get_role_holders()
        named = {post: self._get_named(post, people) for post, people in holders.items()}
        # the names that are shown, of all posts at once
        self.env["res.users"].union(*(people[:MAX_NAMES] for people in named.values())).mapped("name")
        users = "base.action_res_users" if self.env["res.users"].has_access("write") else ""
        return [
            self._list_row(
                labels.get(post, post), users, self._get_post_text(post, people), is_late=not people
            )
            for post, people in named.items()
        ]

    @api.model
    def _get_role_holders(self):
        """Return `{post: users}` of this company who hold the post's role, all in one query."""
        posts = self.env["ops.post.mixin"]
        groups = {post: posts._ops_post_group_id(post) for post in POST_GROUPS}
        # sudo: who holds a role is no secret inside the company; the administrator may not be a manager
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", list(groups.values())),
                    ("company_ids", "in", self.env.company.ids),
                    ("share", "=", False),
                ]
            )
        )
        return {
            post: users_sudo.filtered(lambda user, group=group: group in user._get_group_ids())
            for post, group in groups.items()
        }

    @api.model
    def _get_named(self, post, people):
        """Return who of these people the company named for this post, else all of them."""
        # sudo: the posts of the company, names of colleagues only
        named = post in COMPANY_POSTS and self.env.company.sudo()[COMPANY_POSTS[post]]
        return (named and named & people) or people

    @api.model
    def _get_post_text(self, post, people):
        if not people and post in ("leader", "general_manager"):
            return self.env._("Nobody has the role yet")
        if not people:
            return self.env._("Nobody has the role: it falls to the leaders")
        return self.env["tier.review"]._ops_names(people)
