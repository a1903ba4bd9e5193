from odoo import fields, models

from ...models.policy.tiers.tier_definition import POSTS


class OpsQuestionPassOn(models.TransientModel):
    """Asks who answers a question instead, and why."""

    _name = "ops.question.pass.on"
    _inherit = ["ops.reason"]
    _description = "Pass a question on"

    post = fields.Selection(POSTS)
    user_id = fields.Many2one("res.users", "Person", domain="[('share', '=', False), ('id', '!=', uid)]")

    def _get_answer(self):
        return [*super()._get_answer(), not self.user_id and self.post, self.user_id.id]
