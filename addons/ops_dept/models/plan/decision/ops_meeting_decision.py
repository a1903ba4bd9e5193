from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class OpsMeetingDecision(models.Model):
    """A decision: who does what until when. With the end of the meeting it is his work, given by who led it.

    Clauses: W1.B, W1.F
    """

    _name = "ops.meeting.decision"
    _inherit = ["ops.document.line"]
    _description = "Decision of a meeting"
    _order = "meeting_id desc, sequence, id"

    _document_field = "meeting_id"
    _lines_field = "decision_ids"
    _ops_clause = "W1.B"

    sequence = fields.Integer(default=10)
    meeting_id = fields.Many2one("ops.meeting", required=True, index=True, ondelete="cascade")
    name = fields.Char("Decision", required=True)
    user_id = fields.Many2one("res.users", "Who", required=True, ondelete="restrict", index=True)
    date_due = fields.Date("To be finished by", required=True, default=lambda self: self._default_date_due())
    activity_id = fields.Many2one(
        "mail.activity", "Work", readonly=True, copy=False, ondelete="restrict", index=True, stamp=True
    )
    outcome = fields.Selection(
        selection="_get_outcomes",
        string="What became of it",
        compute="_compute_outcome",
    )
    result = fields.Text("What came of it", compute="_compute_outcome")
    is_open = fields.Boolean("Open", compute="_compute_outcome", search="_search_is_open")
    invited_ids = fields.Many2many("res.users", related="meeting_id.invited_ids")
    date_start = fields.Datetime("Decided on", related="meeting_id.date_start")

    @api.model
    def _default_date_due(self):
        return self.env.company._ops_today() + timedelta(days=7)

    @api.model
    def _get_outcomes(self):
        """Return what may become of a decision, as of all work that is given."""
        return self.env["mail.activity"]._fields["ops_outcome"]._description_selection(self.env)

    @api.depends("activity_id.active", "activity_id.feedback")
    def _compute_outcome(self):
        for decision in self:
            # sudo: what became of it is read by who reads the meeting
            activity_sudo = decision.sudo().activity_id
            decision.is_open = not activity_sudo or activity_sudo.active
            decision.outcome = activity_sudo.ops_outcome or ("done" if activity_sudo.date_done else "open")
            decision.result = activity_sudo.feedback or activity_sudo.ops_end_reason

    @api.model
    def _search_is_open(self, operator, value):
        if operator != "in":
            return NotImplemented
        closed = Domain("activity_id", "any!", Domain("active", "=", False))
        return Domain.OR(~closed if val else closed for val in value)

    @api.constrains("user_id", "meeting_id")
    def _check_invited(self):
        """Whoever gets work from a meeting was on its list, and reads there what it is about."""
        for decision in self:
            if decision.user_id not in decision.meeting_id.attendance_ids.user_id:
                raise UserError(
                    self.env._(
                        "“%(decision)s”: %(person)s is not on the list of the meeting. Put him on it, or "
                        "choose somebody who is (W1.B).",
                        decision=decision.name,
                        person=decision.user_id.name,
                    )
                )
