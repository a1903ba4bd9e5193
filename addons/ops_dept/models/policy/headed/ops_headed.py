from odoo import api, fields, models


class OpsHeaded(models.AbstractModel):
    """A record of a person that names his head: record rules say by `user_id` and `head_id` who sees it."""

    _name = "ops.headed"
    _inherit = ["ops.record"]
    _description = "Record of a person with his head"

    _head_is_named = True  # False: the leader is named, too, where he acts for none

    user_id = fields.Many2one("res.users", index=True, ondelete="restrict")
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

    @api.depends("user_id", "company_id")
    def _compute_head_id(self):
        heads = self._find_heads()
        for record in self:
            record.head_id = heads[record]

    def _find_heads(self):
        """Return `{record: the head of its person}`, by default without the leader who acts for none."""
        found = dict.fromkeys(self, self.env["res.users"])
        for company, records in self.grouped("company_id").items():
            heads = records.user_id._ops_heads(company or self.env.company, named=self._head_is_named)
            found.update({record: heads[record.user_id][:1] for record in records if record.user_id})
        return found

    @api.depends("user_id", "head_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        below = self._filter_below()
        for record in self:
            record.is_mine = record._is_person()
            record.is_above = record in below

    def _search_is_mine(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return [("user_id", "=", self.env.uid)]

    def _is_person(self):
        """Tell whether this is the user's own."""
        return bool(self.user_id) and self.user_id == self.env.user

    def _is_above(self):
        """Tell whether the user stands above the person."""
        return bool(self._filter_below())

    def _filter_below(self):
        """Return the records of people above whom the user stands: their head, or a leader; never his own."""
        is_leader = self.env.user._ops_has_role("leader")
        return self.filtered(
            lambda record: not record._is_person() and (is_leader or record.head_id == self.env.user)
        )
