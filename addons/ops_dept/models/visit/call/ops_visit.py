from odoo import api, fields, models

REACHED = [
    ("reached", "Reached"),
    ("not_reached", "Not reached"),
    ("call_back", "Call back"),
    ("refused", "Refused"),
]
# The most rings after which a call counts as picked up in time (P3.1).
MOST_RINGS = 3


class OpsVisit(models.Model):
    """What a call says besides: whether somebody was reached, what caught him, what he asked.

    Clauses: P1.1, P2.3, P2.4, P2.5, P3.1, P4.1
    """

    _inherit = "ops.visit"

    _report_fields = (("reached",), ("hook_id",), ("reaction",), ("questions",))

    reached = fields.Selection(
        REACHED, "Was somebody reached?", tracking=True, index="btree_not_null", frozen="closed"
    )
    hook_id = fields.Many2one(
        "ops.visit.choice",
        domain=[("kind", "=", "hook")],
        ondelete="restrict",
        frozen="closed",
        help="What made him listen in the first fifteen seconds (P2.4).",
    )
    reaction = fields.Selection(
        [("open", "Listens"), ("busy", "In a hurry"), ("doubtful", "Doubtful"), ("annoyed", "Annoyed")],
        frozen="closed",
        help="How he reacted (P2.5).",
    )
    questions = fields.Char("He asked", frozen="closed", help="What he asked, and what we asked him (P2.5).")
    caller_number = fields.Char("Caller's number", frozen="closed", help="In any spelling (P3.1).")
    rings = fields.Integer(
        default=0,
        frozen="closed",
        help="Filled in by a telephone system through the API, or not at all; 0 is unknown (P3.1).",
    )
    pick_up = fields.Selection(
        [("unknown", "Unknown"), ("in_time", "Within three rings"), ("late", "Later")],
        "Picked up",
        compute="_compute_pick_up",
        store=True,
        derived=True,
        help="Of calls that come in; without a telephone system nobody knows (P3.1).",
    )

    @api.depends("channel", "rings")
    def _compute_pick_up(self):
        for visit in self:
            if visit.channel != "inbound":
                visit.pick_up = False
            elif visit.rings <= 0:
                visit.pick_up = "unknown"
            else:
                visit.pick_up = "in_time" if visit.rings <= MOST_RINGS else "late"

    def _get_report_blockers(self):
        """A call is closed with whether somebody was reached, and what came of the talk; nothing else."""
        if self._is_visit():
            return super()._get_report_blockers()
        _ = self.env._
        if not self.reached:
            return [_("Say whether somebody was reached (P4.1).")]
        blockers = []
        if self.reached == "reached" and not self.result:
            blockers.append(_("Choose what came of the call (P4.1)."))
        if self.reached == "call_back" and not self.next_date:
            blockers.append(_("Say when you call back (P4.1)."))
        return blockers

    @api.depends("reached")
    def _compute_report_blockers(self):
        return super()._compute_report_blockers()
