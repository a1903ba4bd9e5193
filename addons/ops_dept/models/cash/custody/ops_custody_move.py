from odoo import api, fields, models


class OpsCustodyMove(models.Model):
    """A step of an original's chain: who gave it to whom, signed by both, or why it stayed with the giver.

    The first step of a chain has no giver. Nobody writes one: `ops.custody` does.

    Clause: R9
    """

    _name = "ops.custody.move"
    _inherit = ["ops.document.line"]
    _description = "Move of an original"
    _order = "custody_id, id"
    _document_field = "custody_id"
    _lines_field = "move_ids"
    _ops_clause = "R9"
    _ops_evidence_fields = ("give_signature", "take_signature")

    custody_id = fields.Many2one(
        "ops.custody",
        "Original",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    company_id = fields.Many2one(related="custody_id.company_id", store=True, index=True)
    sequence = fields.Integer("Step", readonly=True, copy=False, stamp=True, aggregator=None)
    from_id = fields.Many2one(
        "res.users", "From whom", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    to_id = fields.Many2one(
        "res.users",
        "To whom",
        required=True,
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        stamp=True,
    )
    is_from_archive = fields.Boolean("Out of the archive", readonly=True, copy=False, stamp=True)
    date_given = fields.Datetime("Handed over on", required=True, readonly=True, copy=False, stamp=True)
    given_by_id = fields.Many2one(
        "res.users", "Signed for the giver by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    give_signature = fields.Binary(
        "Giver's signature", attachment=True, readonly=True, copy=False, stamp=True
    )
    date_limit = fields.Datetime("To be taken over by", readonly=True, copy=False, stamp=True)
    date_return = fields.Date("Lent until", readonly=True, copy=False, stamp=True)
    note = fields.Char("Remark", readonly=True, copy=False, stamp=True)
    date_closed = fields.Datetime("Taken over or closed on", readonly=True, copy=False, stamp=True)
    closed_by_id = fields.Many2one(
        "res.users", "Closed by", readonly=True, copy=False, ondelete="restrict", stamp=True
    )
    take_signature = fields.Binary(
        "Taker's signature", attachment=True, readonly=True, copy=False, stamp=True
    )
    reason = fields.Char("Why not taken over", readonly=True, copy=False, stamp=True)
    state = fields.Selection(
        [
            ("open", "To be taken over"),
            ("taken", "Taken over and signed"),
            ("refused", "Not taken over"),
            ("withdrawn", "Withdrawn"),
            ("expired", "Not taken over in time"),
        ],
        required=True,
        readonly=True,
        copy=False,
        stamp=True,
    )

    # At most one is under way, each step of the chain stands once, and a chain begins once.
    _open_uniq = models.UniqueIndex(
        "(custody_id) WHERE state = 'open'", "This original is being handed over already (R9)."
    )
    _step_uniq = models.UniqueIndex(
        "(custody_id, sequence) WHERE state = 'taken'", "This original was taken over just now (R9)."
    )
    _first_uniq = models.UniqueIndex(
        "(custody_id) WHERE from_id IS NULL", "The chain of an original begins once (R9)."
    )
    _limit_idx = models.Index("(company_id, date_limit) WHERE state = 'open'")
    _two_people = models.Constraint("CHECK (from_id <> to_id)", "It is handed to somebody else (R9).")
    _step_when_taken = models.Constraint(
        "CHECK ((state = 'taken') = (sequence > 0))", "What was taken over is a step of the chain (R9)."
    )
    _closed_when = models.Constraint(
        "CHECK ((state = 'open') = (date_closed IS NULL))", "A closed move says when it was closed (R9)."
    )
    _begins_taken = models.Constraint(
        "CHECK (from_id IS NOT NULL OR (state = 'taken' AND sequence = 1))",
        "Only the first step of a chain has no giver (R9).",
    )

    @api.depends("from_id", "to_id")
    def _compute_display_name(self):
        for move in self:
            # sudo: names of colleagues
            names = (move.sudo().from_id.name, move.sudo().to_id.name)
            move.display_name = " → ".join(filter(None, names))

    def _ops_keeps_files(self, name):
        """The signatures of both stay what they are."""
        if name not in self._ops_evidence_fields:
            return super()._ops_keeps_files(name)
        return self.env._("The signatures of a move of originals stay (R9).")
