from odoo import api, fields, models
from odoo.fields import Domain


class OpsHandbookAck(models.Model):
    """Which acknowledgements a head reads: those of the people whose head he is, as of their duties."""

    _inherit = "ops.handbook.ack"

    is_my_team = fields.Boolean(
        "Of my people",
        compute="_compute_is_my_team",
        search="_search_is_my_team",
        export_string_translation=False,
    )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_my_team(self):
        # sudo: of what is at hand anyway, only whether it is
        led = set(self.sudo().search([("is_my_team", "=", True), ("id", "in", self.ids)]).ids)
        for ack in self:
            ack.is_my_team = ack.id in led

    def _search_is_my_team(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("user_id", "any!", self.env.user._ops_headed_domain())
