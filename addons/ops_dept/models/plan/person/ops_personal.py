from odoo import api, fields, models


class OpsPersonal(models.AbstractModel):
    """A record of a person: a trip, a report, a proposal. He enters it; who stands above him reads it.

    Record rules say who sees it by `user_id`, `head_id` and `team_id`.
    """

    _name = "ops.personal"
    _inherit = ["ops.record"]
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
    head_id = fields.Many2one(
        "res.users",
        compute="_compute_head_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        derived=True,
        help="Who stands above the person; empty: the leader acts.",
    )
    is_mine = fields.Boolean("Mine", compute="_compute_is_mine", search="_search_is_mine")
    is_above = fields.Boolean("I stand above the person", compute="_compute_is_mine")

    @api.depends("user_id")
    def _compute_team_id(self):
        for record in self:
            record.team_id = record.user_id.sudo().sale_team_id  # sudo: a colleague's team

    @api.depends("user_id", "company_id")
    def _compute_head_id(self):
        for company, records in self.grouped("company_id").items():
            heads = records.user_id._ops_heads(company or self.env.company, named=True)
            for record in records:
                record.head_id = heads.get(record.user_id)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for record in self:
            record.is_mine = record.user_id == self.env.user
            record.is_above = self.env.user._ops_guides(record.user_id)

    def _search_is_mine(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("user_id", "=", self.env.uid)]

    def _ops_owner(self):
        """Nobody decides what is his own: one level above does (PROCESS §1, Head)."""
        return self.user_id

    def _ops_team(self):
        return self.team_id
