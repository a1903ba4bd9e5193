from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

from ...policy.guarded.moves import Move

KINDS = [
    ("weekly", "Weekly meeting"),
    ("study", "Study"),
    ("training", "Training"),
    ("one_to_one", "One-to-one talk"),
    ("contact", "Contact with the store head"),
    ("briefing", "Briefing"),
    ("market_sales", "Market and sales"),
]
# It is still to take place, or does.
AHEAD = ("planned", "running")
STATES = [("planned", "Planned"), ("running", "Running"), ("held", "Took place"), ("moved", "Moved")]
CLOSED = ("held", "moved")


class OpsMeeting(models.Model):
    """A meeting: planned, begun, held; one that cannot take place is moved to another day, never lost.

    Split by concern: here what a meeting is and its ways from state to state; `kinds.py` who holds which
    kind, `hold.py` beginning and ending, `move.py` another day, `weekly.py` the Saturday meetings that plan
    themselves. Decisions, agenda, talks between two people and training have folders of their own.

    Clauses: W1.B, H4, M4.3, M4.4, F0.2, C3.4
    """

    _name = "ops.meeting"
    _inherit = ["ops.hushed", "ops.record"]
    _description = "Meeting"
    _order = "date_start desc, id desc"
    _rec_names_search = ["name", "title"]

    _ops_clause = "W1.B"
    _number_prefix = "LH-"
    _get_origins = ("previous_id", "team_id")
    _transitions = {
        "planned": Move("reset", ("running",)),
        "running": Move("start", ("planned",)),
        "held": Move("hold", AHEAD),
        "moved": Move("move", ("planned",)),
    }
    _state_sets = {"closed": CLOSED}

    kind = fields.Selection(KINDS, required=True, default="study", index=True, frozen="closed")
    title = fields.Char("Subject", frozen="closed", help="What it is about, in a few words.")
    team_id = fields.Many2one(
        "crm.team",
        "Sales team",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        frozen="closed",
    )
    chair_id = fields.Many2one(
        "res.users",
        "Led by",
        required=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
        index=True,
        ondelete="restrict",
        frozen="closed",
        help="Who leads it; another than the head of the team where somebody stands in for him.",
    )
    person_id = fields.Many2one(
        "res.users",
        "With whom",
        domain=[("share", "=", False)],
        index="btree_not_null",
        ondelete="restrict",
        frozen="closed",
        help="Of a talk between two: the other one.",
    )
    is_substitute = fields.Boolean("Somebody stands in", compute="_compute_is_substitute")

    date_start = fields.Datetime(
        "When", required=True, default=fields.Datetime.now, tracking=True, index=True, frozen="closed"
    )
    hours = fields.Float(default=1.0, frozen="closed")
    place = fields.Char(frozen="closed")
    week_start = fields.Date(
        "Week of",
        compute="_compute_week_start",
        store=True,
        derived=True,
        help="Of a weekly meeting: the Monday of the week for which it is held, also where it is moved.",
    )
    date_begun = fields.Datetime("Began on", readonly=True, copy=False, stamp=True)
    date_held = fields.Datetime("Ended on", readonly=True, copy=False, stamp=True)

    attendance_ids = fields.One2many("ops.meeting.attendance", "meeting_id", copy=False, frozen="closed")
    topic_ids = fields.One2many("ops.meeting.topic", "meeting_id", copy=False, frozen="closed")
    material = fields.Text(frozen="closed", help="What is read and shown; files lie in the attachments.")
    minutes = fields.Text(
        "Meeting minutes", frozen="closed", copy=False, help="What was said and is worth keeping."
    )

    state = fields.Selection(STATES, default="planned", required=True, copy=False, tracking=True, index=True)

    _weekly_unique = models.UniqueIndex(
        "(company_id, team_id, week_start) WHERE kind = 'weekly' AND state <> 'moved'",
        "This team has its meeting of this week already (W1.B).",
    )
    _weekly_team = models.Constraint(
        "CHECK (kind <> 'weekly' OR team_id IS NOT NULL)", "A weekly meeting is that of a sales team."
    )
    _team_day_idx = models.Index("(team_id, date_start)")

    @api.depends("kind", "date_start", "company_id", "previous_id")
    def _compute_week_start(self):
        for meeting in self:
            week = meeting.kind == "weekly" and meeting.date_start and meeting._get_monday()
            meeting.week_start = meeting.previous_id.week_start or week

    @api.depends("team_id.user_id", "chair_id")
    def _compute_is_substitute(self):
        for meeting in self:
            head = meeting.sudo().team_id.user_id  # sudo: who leads a colleague's team
            meeting.is_substitute = bool(head) and head != meeting.chair_id

    @api.depends("name", "kind", "title", "team_id", "date_start")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        """A meeting is called by its kind and day: nobody knows numbers by heart."""
        for meeting in self:
            parts = (meeting._get_called(), meeting._get_day_text())
            meeting.display_name = " ".join(filter(None, parts)) or self._ops_kind()

    def _get_called(self):
        """Return what the meeting is about, else whose it is."""
        kind = dict(self._fields["kind"]._description_selection(self.env)).get(self.kind, "")
        team = self.sudo().team_id.name if self.kind == "weekly" else ""  # sudo: the name of a team
        return " · ".join(filter(None, (kind, self.title or team)))

    def _get_day_text(self):
        zone = (self.company_id or self.env.company)._ops_tz()
        return self.date_start and format_datetime(
            self.env, self.date_start, tz=zone, dt_format="yyyy-MM-dd HH:mm"
        )

    def _day_of(self, moment):
        """Return the day of a moment where the meeting's company is."""
        return (self.company_id or self.env.company)._ops_day_of(moment)

    def _is_private(self):
        """Tell whether only the two people of the talk know of it."""
        self.ensure_one()
        return self.kind == "one_to_one"

    def _issue_numbers(self):
        """A talk between two takes no number: a gap in the series would tell of it."""
        return super(OpsMeeting, self.filtered(lambda meeting: not meeting._is_private()))._issue_numbers()

    def _offers_move(self, target):
        """The form has buttons of its own for what other records call “Back to Draft”."""
        return False

    def _ops_refuse_deletion(self):
        for meeting in self:
            if meeting.kind == "weekly":
                raise UserError(
                    self.env._(
                        "%(meeting)s is not deleted: where it cannot take place, it is moved (W1.B).",
                        meeting=meeting.display_name,
                    )
                )
        return super()._ops_refuse_deletion()
