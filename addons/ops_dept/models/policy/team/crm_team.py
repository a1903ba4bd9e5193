from odoo import api, fields, models

# The posts of PROCESS §1 that live on a team.
POSTS = frozenset({"user_id", "ops_support_ids", "ops_technical_id"})


class CrmTeam(models.Model):
    """A team's posts are posts of the rulebook: who decides, who supports, who answers."""

    _name = "crm.team"
    _inherit = ["crm.team", "ops.rule"]

    # The team leader (core's `user_id`) is the sales manager of the rulebook.
    ops_support_ids = fields.Many2many(
        "res.users",
        "crm_team_ops_support_rel",
        "team_id",
        "user_id",
        string="Sales support",
        # text, for the client: for a list, every new user would be searched for before core has finished him
        domain="[('share', '=', False)]",
        help="Sales support of this team: they see and handle all its quotations and orders.",
    )
    ops_technical_id = fields.Many2one(
        "res.users",
        "Technical contact",
        domain=[("share", "=", False)],
        help="Answers technical questions of this team's quotations (W2.C); empty: the company's "
        "technical post.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = self.env["res.company"]._ops_companies_on()
        if companies:
            ruled = {False, *companies}
            self._ops_check_new([vals for vals in vals_list if (vals.get("company_id") or False) in ruled])
        teams = super().create(vals_list)
        if companies:
            for team, vals in zip(teams, vals_list, strict=True):
                team._ops_under_rulebook()._ops_log_first(vals)
        return teams

    def write(self, vals):
        with self._ops_under_rulebook()._ops_traced(vals):
            return super().write(vals)

    @api.model
    def _ops_rule_names(self):
        return POSTS

    def _ops_under_rulebook(self):
        """Return the teams of companies where the rulebook is on; a team without company works for all."""
        companies = self.env["res.company"]._ops_companies_on()
        if not companies:
            return self.browse()
        return self.filtered(lambda team: not team.company_id or team.company_id.id in companies)

    def _ops_log_member(self, user, came):
        """Log that somebody came into this team, or left it."""
        for team in self._ops_under_rulebook()._ops_as_logged():
            # sudo: a name, for the log; core checked who may change the team
            name = user.sudo().display_name
            team._ops_log_rule("member_ids", *(("-", name) if came else (name, "-")))
