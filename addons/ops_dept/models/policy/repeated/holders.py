from odoo import api, models

from ..ledger.ops_accountable import ACTOR_POSTS


class OpsObligation(models.Model):
    """Whose a repeated duty is: of each holder of the role, of each team, of the company once."""

    _inherit = "ops.obligation"

    @api.model
    def _get_period_holders(self, clause, company):
        """Return who owes a repeated duty, as values of its obligations.

        :rtype: list[dict]
        """
        if clause.owed_by == "team":
            teams = self._get_duty_teams(company)
            return [self._prepare_post_vals(clause, company, team) for team in teams]
        if clause.owed_by == "company":
            return [self._prepare_post_vals(clause, company, self.env["crm.team"])]
        users_sudo = self._get_period_people(clause, company)
        return [{"owner_id": user.id, "team_id": user.sale_team_id.id} for user in users_sudo]

    @api.model
    def _get_period_people(self, clause, company):
        """Return who owes a clause in person, in superuser mode: the highest role of a line only."""
        group_ids = set(self.env["ops.clause"]._get_role_ids(clause.code, company))
        # sudo: the holders of a role, read by the job
        users_sudo = (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("all_group_ids", "in", list(group_ids)),
                    ("company_ids", "in", company.ids),
                    ("share", "=", False),
                ],
                order="id",
            )
        )
        return users_sudo.filtered(lambda user: not group_ids.isdisjoint(user._ops_owing_group_ids()))

    @api.model
    def _get_duty_teams(self, company):
        """Return the teams that owe what is owed by team: those of which somebody is."""
        # sudo: the teams of a company, read by the job
        teams_sudo = (
            self.env["crm.team"].sudo().search([("company_id", "in", [company.id, False])], order="id")
        )
        return teams_sudo.filtered(lambda team: team.user_id or team.member_ids)

    @api.model
    def _prepare_post_vals(self, clause, company, team):
        """Return who owes it for a team or the company: the person on the post, else its role together."""
        post = ACTOR_POSTS.get(clause.actor)
        found = self.new({"team_id": team.id, "company_id": company.id})
        users = found._ops_post_users(post) if post else self.env["res.users"]
        if post and users:
            owner, group = self._get_holder(users, post, clause.code, company)
        else:
            roles = self.env["ops.clause"]._get_role_ids(clause.code, company)
            owner, group = users.browse(), self.env["res.groups"].browse(roles[:1])
        return {"owner_id": owner.id, "group_id": group.id, "team_id": team.id}
