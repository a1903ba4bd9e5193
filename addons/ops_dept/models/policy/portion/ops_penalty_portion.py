from odoo import fields, models

from ..settlement.settlement import MODES


class OpsPenaltyPortion(models.Model):
    """What a person made good of a loss in one month; settled by a leader, never changed afterwards."""

    _name = "ops.penalty.portion"
    _inherit = ["ops.document.line"]
    _description = "Portion of a compensation"
    _document_field = "penalty_id"
    _lines_field = "portion_ids"
    _ops_clause = "R16"
    _order = "month, id"
    _rec_name = "month"

    penalty_id = fields.Many2one(
        "ops.penalty", required=True, index=True, ondelete="cascade", readonly=True, copy=False, stamp=True
    )
    company_id = fields.Many2one(related="penalty_id.company_id")
    currency_id = fields.Many2one(related="penalty_id.currency_id")
    month = fields.Date(
        "Month of the pay",
        required=True,
        readonly=True,
        copy=False,
        stamp=True,
        help="The first day of the month.",
    )
    amount = fields.Monetary(required=True, readonly=True, copy=False, stamp=True)
    note = fields.Char("Remark", readonly=True, copy=False, stamp=True)
    settle_mode = fields.Selection(
        MODES,
        "Settled by",
        readonly=True,
        copy=False,
        stamp=True,
    )
    settled_by_id = fields.Many2one(
        "res.users", "Settled by the leader", readonly=True, ondelete="restrict", copy=False, stamp=True
    )
    move_id = fields.Many2one(
        "account.move",
        "Entry",
        readonly=True,
        ondelete="restrict",
        copy=False,
        stamp=True,
        index="btree_not_null",
    )
    reversal_id = fields.Many2one(
        "account.move", "Reversing entry", readonly=True, ondelete="restrict", copy=False, stamp=True
    )

    _month_idx = models.Index("(month)")

    def _reverse_entries(self):
        """The decision was repealed: what was posted of it is reversed."""
        for portion in self.filtered("move_id"):
            portion._stamp({"reversal_id": portion.penalty_id._reverse(portion.move_id).id})
