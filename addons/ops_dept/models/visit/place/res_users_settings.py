from odoo import api, fields, models
from odoo.exceptions import AccessError

ANSWERS = [("yes", "Agreed"), ("no", "Refused")]


class ResUsersSettings(models.Model):
    """Whether a person agreed that his places are kept: said by himself, whoever else may write here."""

    _inherit = "res.users.settings"

    ops_place_answer = fields.Selection(ANSWERS, "Places of my taps")
    ops_place_days = fields.Integer("Agreed to days", help="For how long he agreed that they are kept.")

    @api.constrains("ops_place_answer", "ops_place_days")
    def _check_own_answer(self):
        if any(settings.user_id != self.env.user for settings in self):
            raise AccessError(self.env._("Whether places are kept, each person says himself."))


class ResUsers(models.Model):
    """Who agreed that his places are kept, and took it back."""

    _inherit = "res.users"

    def _ops_place_answer(self, company):
        """Return what a person answered: yes, no, or False where he has not been asked in these words.

        Whoever agreed to fewer days than they are kept now is asked again.
        """
        self.ensure_one()
        # sudo: his answer, for the moves of his own visits
        settings = self.sudo().res_users_settings_id
        if settings.ops_place_answer == "yes" and settings.ops_place_days < company.ops_place_days:
            return False
        return settings.ops_place_answer

    def _ops_answer_place(self, answer, company):
        """Note the user's own answer; what was kept of him goes at once when he refuses."""
        self.ensure_one()
        settings = self.env["res.users.settings"]._find_or_create_for_user(self)
        # sudo: positions are deleted by nobody but here and after their days
        settings.sudo().write({"ops_place_answer": answer, "ops_place_days": company.ops_place_days})
        if answer == "no":
            self.env["ops.visit.place"].sudo().search([("user_id", "=", self.id)]).unlink()
