from odoo import api, fields, models
from odoo.exceptions import UserError

from .ops_target import KEY


class OpsTarget(models.Model):
    """A target stands below a greater one; the greater shows what those below add up to (H1)."""

    _inherit = "ops.target"

    parent_id = fields.Many2one(
        "ops.target",
        "Part of",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        domain="[('measure', '=', measure), ('company_id', '=', company_id), ('id', '!=', id),"
        " ('date_from', '<=', date_from), ('date_to', '>=', date_to)]",
        frozen="out",
        help="The year of a month, the team of a person.",
    )
    child_ids = fields.One2many("ops.target", "parent_id", "Parts")
    child_count = fields.Integer(compute="_compute_children", export_string_translation=False)
    value_children = fields.Float("Parts add up to", digits=(16, 2), compute="_compute_children")
    value_missing = fields.Float(
        "Not divided",
        digits=(16, 2),
        compute="_compute_children",
        help="The target minus its parts; below zero: the parts ask for more. Nothing is forced.",
    )

    @api.depends("value", "child_ids.value")
    def _compute_children(self):
        # sudo: what the parts add up to, of a target that the user may read
        rows = self.env["ops.target"].sudo()._read_group(
            [("parent_id", "in", self.ids)], ["parent_id"], ["__count", "value:sum"]
        )  # fmt: skip
        sums = {parent.id: (count, total) for parent, count, total in rows}
        for target in self:
            count, total = sums.get(target._origin.id, (0, 0.0))
            target.child_count = count
            target.value_children = total
            target.value_missing = target.value - total if count else 0.0

    @api.constrains("parent_id", "measure", "date_from", "period", *KEY)
    def _check_parent(self):
        if self._has_cycle():
            raise UserError(self.env._("A target is no part of itself (H1)."))
        for target in self.filtered("parent_id"):
            # sudo: a target may be part of one that who enters it does not read
            parent = target.parent_id.sudo()
            if parent.measure != target.measure:
                problem = self.env._("both are measured alike")
            elif not (parent.date_from <= target.date_from and target.date_to <= parent.date_to):
                problem = self.env._("its period lies within that of the greater one")
            else:
                continue
            raise UserError(
                self.env._(
                    "%(target)s is no part of %(parent)s: %(problem)s (H1).",
                    target=target.display_name,
                    parent=parent.display_name,
                    problem=problem,
                )
            )

    def action_open_children(self):
        """Open the targets below this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Parts of %s", self.display_name),
            "res_model": "ops.target",
            "view_mode": "list,kanban,form",
            "domain": [("parent_id", "=", self.id)],
            "context": {
                "default_parent_id": self.id,
                "default_measure": self.measure,
                "default_horizon": self.horizon,
                "default_team_id": self.team_id.id,
                "default_date_from": self.date_from,
            },
        }
