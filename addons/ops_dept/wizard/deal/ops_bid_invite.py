from odoo import fields, models


class OpsBidInvite(models.TransientModel):
    """Asks, besides the question, who advises on a bid (M3.6)."""

    _name = "ops.bid.invite"
    _inherit = ["ops.reason"]
    _description = "Invite advisers"

    adviser_ids = fields.Many2many(
        "res.users", string="Advisers", domain="[('share', '=', False), ('id', '!=', uid)]"
    )

    def _get_answer(self):
        return [*super()._get_answer(), self.adviser_ids.ids]
