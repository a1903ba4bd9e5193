from odoo import api, models

from ..posts.ops_post_mixin import POST_GROUPS
from .ops_selfcheck import Check

USERS = "base.action_res_users"


class OpsSelfcheck(models.AbstractModel):
    """Whether people stand behind roles, posts, approvals and teams."""

    _inherit = "ops.selfcheck"

    _checks = (
        Check(10, "_check_roles"),
        Check(20, "_check_posts"),
        Check(30, "_check_approvers"),
        Check(40, "_check_teams"),
    )

    @api.model
    def _check_roles(self):
        _ = self.env._
        roles = self.env["res.groups"].browse(self.env["res.groups"]._ops_role_ids())
        held = self._get_people().all_group_ids
        empty = (roles - held).sorted("full_name")
        return self._found(
            _("Roles"),
            empty
            and _(
                "Nobody has: %(roles)s. Give somebody the role where the company has this work.",
                roles=", ".join(empty.mapped("name")),
            ),
            _("Every role is held by somebody."),
            USERS,
            is_bad=False,
        )

    @api.model
    def _get_people(self):
        """Return who works in this company."""
        return self.env["res.users"].search(
            [("company_ids", "in", self.env.company.ids), ("share", "=", False)]
        )

    @api.model
    def _check_posts(self):
        _ = self.env._
        labels = dict(self.env["tier.definition"]._fields["ops_post"]._description_selection(self.env))
        empty = [post for post, people in self.env["ops.home"]._get_role_holders().items() if not people]
        return self._found(
            _("Posts"),
            empty
            and _(
                "Empty: %(posts)s. What they decide and owe falls to the leaders until somebody has "
                "the role.",
                posts=", ".join(labels.get(post, post) for post in empty),
            ),
            _("Every post has somebody who decides and answers."),
            USERS,
            is_bad=bool({"leader", "general_manager"} & set(empty)),
        )

    @api.model
    def _check_approvers(self):
        """Whoever decides by a tier must be able to read what he decides on."""
        _ = self.env._
        labels = dict(self.env["tier.definition"]._fields["ops_post"]._description_selection(self.env))
        tiers = self.env["tier.definition"].search(
            [
                ("ops_is_ours", "=", True),
                ("ops_post", "in", list(POST_GROUPS)),
                ("company_id", "in", [False, self.env.company.id]),
            ]
        )
        holders = self.env["ops.home"]._get_role_holders()
        blind = [
            f"{labels[tier.ops_post]} {user.name} – {self.env['ir.model']._get(tier.model).name}"
            for tier in tiers
            for user in holders[tier.ops_post]
            if not self.env[tier.model].with_user(user).has_access("read")
        ]
        return self._found(
            _("Approvers"),
            blind
            and _(
                "Decide, but may not read: %(who)s. Give them the right, or the tier to another post.",
                who=", ".join(dict.fromkeys(blind)),
            ),
            _("All approvers may read what they decide on."),
            "ops_dept.tier_definition_action",
        )

    @api.model
    def _check_teams(self):
        _ = self.env._
        teams = self.env["crm.team"].search([("company_id", "in", [False, self.env.company.id])])
        group_id = self.env["ops.post.mixin"]._ops_post_group_id("sales_manager")
        headless = teams.filtered(
            lambda team: (
                (team.member_ids or team.ops_support_ids)
                and (not team.user_id.active or group_id not in team.user_id._get_group_ids())
            )
        )
        return self._found(
            _("Sales teams"),
            headless
            and _(
                "Without a sales manager at the head: %(teams)s. Their documents fall to the leaders.",
                teams=", ".join(headless.mapped("name")),
            ),
            _("Every sales team has a sales manager at its head."),
            "sales_team.crm_team_action_config",
        )
