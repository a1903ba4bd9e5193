from odoo import models


class ResUsers(models.Model):
    """Whoever leaves takes nothing along: open work goes back to who gave it, guidance ends."""

    _inherit = "res.users"

    _ops_left = ((60, "_ops_return_given"),)

    def action_archive(self):
        # before core deletes the open activities of people who are archived
        self._ops_return_given(leaving=True)
        return super().action_archive()

    def _ops_return_given(self, leaving=False):
        """Hand open work of people who have left back to who gave it, or stands above him if he left, too."""
        if not self.env["res.company"]._ops_companies_on():
            return
        gone = self if leaving else self.filtered(lambda user: not user.active)
        if not gone:
            return
        # sudo: whoever archives a user need not read what was given to him
        activities_sudo = self.env["mail.activity"].sudo()
        given_sudo = activities_sudo.search([("user_id", "in", gone.ids), ("ops_giver_id", "!=", False)])
        work_sudo = given_sudo.filtered(lambda activity: activity._ops_is_work())
        (given_sudo - work_sudo)._ops_end(self.env._("The person has left."), is_left=True)
        for (giver, person), members in work_sudo.grouped(lambda a: (a.ops_giver_id, a.user_id)).items():
            follower = giver if giver.active and giver not in gone else giver._ops_head(giver.company_id)[:1]
            if not follower or follower in gone:
                members._ops_end(self.env._("The person has left."), is_left=True)
            else:
                with members._ops_employees()._ops_without_followers():
                    members._stamp({"user_id": follower.id, "ops_former_id": person.id})
