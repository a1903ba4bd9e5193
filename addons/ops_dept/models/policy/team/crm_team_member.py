from odoo import api, models


class CrmTeamMember(models.Model):
    """Who comes into a team and who leaves it is in the log: his manager decides on what he sells."""

    _inherit = "crm.team.member"

    @api.model_create_multi
    def create(self, vals_list):
        members = super().create(vals_list)
        if self.env["res.company"]._ops_companies_on():
            members.filtered("active")._ops_log_membership(came=True)
        return members

    def write(self, vals):
        watched = not vals.keys().isdisjoint({"active", "user_id", "crm_team_id"})
        if not watched or not self.env["res.company"]._ops_companies_on():
            return super().write(vals)
        before = {member: member._ops_membership() for member in self}
        result = super().write(vals)
        for member, (team, user) in before.items():
            if member._ops_membership() != (team, user):
                team._ops_log_member(user, came=False)
                member.filtered("active")._ops_log_membership(came=True)
        return result

    def unlink(self):
        if self.env["res.company"]._ops_companies_on():
            self.filtered("active")._ops_log_membership(came=False)
        return super().unlink()

    def _ops_membership(self):
        return (self.crm_team_id, self.user_id) if self.active else (self.crm_team_id.browse(), self.user_id)

    def _ops_log_membership(self, came):
        for member in self:
            member.crm_team_id._ops_log_member(member.user_id, came)
