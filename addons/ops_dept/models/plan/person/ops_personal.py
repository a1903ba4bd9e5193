from odoo import api, fields, models


class OpsPersonal(models.AbstractModel):
    """A record of a person: a trip, a report, a proposal. He enters it; who stands above him reads it.

    Record rules say who sees it by `user_id`, `head_id` and `team_id`.
    """

    _name = "ops.personal"
    _inherit = ["ops.headed"]
    _description = "Record of a person"

    user_id = fields.Many2one(
        "res.users",
        "Who",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        check_company=True,
        index=True,
        ondelete="restrict",
        tracking=True,
    )
    team_id = fields.Many2one(
        "crm.team",
        compute="_compute_team_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        derived=True,
        help="The person's team.",
    )
    is_decided = fields.Boolean(
        "Decided by the head",
        compute="_compute_is_decided",
        help="What is the general manager's own needs no decision.",
    )

    @api.depends("user_id")
    def _compute_team_id(self):
        for record in self:
            record.team_id = record.user_id.sudo().sale_team_id  # sudo: a colleague's team

    @api.depends("user_id")
    def _compute_is_decided(self):
        """The general manager's own needs no decision (PROCESS §1, Head)."""
        for record in self:
            # sudo: a role of a colleague
            record.is_decided = not record.user_id.sudo()._ops_has_role("general_manager")

    def _filter_below(self):
        """Above a person stands whoever may guide him: his head, the leader of his team, a role above his."""
        guided = {person for person in self.user_id if self.env.user._ops_guides(person)}
        return self.filtered(lambda record: record.user_id in guided)

    def _ops_owner(self):
        """Nobody decides what is his own: one level above does (PROCESS §1, Head)."""
        return self.user_id

    def _ops_team(self):
        return self.team_id
