from odoo import api, fields, models
from odoo.fields import Command, Domain


class OpsClause(models.Model):
    """Who owes a clause: the roles of the rulebook, and those that the company names in addition."""

    _inherit = "ops.clause"

    role_line_ids = fields.One2many("ops.clause.role", "clause_id", "Roles named in addition")
    extra_role_ids = fields.Many2many(
        "res.groups",
        string="Also for",
        compute="_compute_extra_role_ids",
        inverse="_inverse_extra_role_ids",
        help="Roles that owe the clause in this company besides those that the rulebook names.",
    )
    role_choice_ids = fields.Many2many("res.groups", compute="_compute_role_choice_ids")
    own_role_choice_ids = fields.Many2many("res.groups", compute="_compute_role_choice_ids")
    is_mine = fields.Boolean("For my roles", compute="_compute_is_mine", search="_search_is_mine")

    @api.depends("role_line_ids.group_id")
    @api.depends_context("company")
    def _compute_extra_role_ids(self):
        for clause in self:
            clause.extra_role_ids = clause._get_role_lines().group_id

    def _inverse_extra_role_ids(self):
        for clause in self:
            lines, chosen = clause._get_role_lines(), clause.extra_role_ids
            clause.role_line_ids = [
                *(Command.delete(line.id) for line in lines if line.group_id not in chosen),
                *(Command.create({"group_id": role.id}) for role in chosen - lines.group_id),
            ]

    def _get_role_lines(self):
        return self.role_line_ids.filtered(lambda line: line.company_id == self.env.company)

    @api.depends("role_ids")
    def _compute_role_choice_ids(self):
        roles = self.env["res.groups"].browse(self.env["res.groups"]._ops_role_ids())
        for clause in self:
            clause.role_choice_ids = roles - clause.role_ids
            clause.own_role_choice_ids = roles | self.env.ref("base.group_user")

    @api.depends("role_ids", "extra_role_ids")
    @api.depends_context("uid", "company")
    def _compute_is_mine(self):
        mine = set(self.env.user._get_group_ids())
        for clause in self:
            clause.is_mine = not mine.isdisjoint({*clause.role_ids.ids, *clause.extra_role_ids.ids})

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        mine = self.env.user._get_group_ids()
        extra = Domain("company_id", "=", self.env.company.id) & Domain("group_id", "in", mine)
        domain = Domain("role_ids", "in", mine) | Domain("role_line_ids", "any", extra)
        return Domain.OR([domain if val else ~domain for val in value])
