from odoo import models


class ResUsers(models.Model):
    """A question does not wait for somebody who has left."""

    _inherit = "res.users"

    _ops_left = ((20, "_ops_hand_on_questions"),)

    def _ops_hand_on_questions(self):
        self.env["ops.question"]._look_for_people_again(self)
