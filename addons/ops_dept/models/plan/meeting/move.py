from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate, format_date

from ....tools.actions import open_records
from ...policy.guarded.ops_reasoned import Reason
from ...policy.ledger.ops_obligation import LIVE
from ...policy.repeated.periods import period_of

_lt = LazyTranslate(__name__)


class OpsMeeting(models.Model):
    """A meeting that cannot take place on its day is held on another one: moved, and linked to it.

    The weekly meeting stays that of its week: within it, in the week of a holiday or a make-up day until the
    end of the following one.

    Clauses: W1.B, H4
    """

    _inherit = "ops.meeting"

    _reasons = {
        "move": Reason(
            action="action_move",
            question=_lt("Why is it moved?"),
            button=_lt("Move"),
            follows=_lt(
                "It stays in the list as moved; the meeting on the other day is planned with its topics."
            ),
            lacking=_lt("say why it is moved (W1.B)."),
            shown=("date_start",),
            form="ops.meeting.move",
            length=2,
            target="moved",
            field="move_reason",
        )
    }

    previous_id = fields.Many2one(
        "ops.meeting", "Moved from", readonly=True, copy=False, index="btree_not_null", stamp=True
    )
    next_ids = fields.One2many("ops.meeting", "previous_id", "Held instead")
    date_moved_to = fields.Datetime("Moved to", readonly=True, copy=False, stamp=True)
    move_reason = fields.Char("Moved because", readonly=True, copy=False, stamp=True, tracking=True)

    def action_open_move(self):
        """Ask why, and to when."""
        return self._ask_reason("move")

    def action_open_previous(self):
        """Open the meeting that this one was moved from."""
        return open_records(self.previous_id)

    def action_open_next(self):
        """Open the meeting that takes place instead."""
        return open_records(self.next_ids)

    def action_move(self, reason, date=False):
        """Hold the meeting at another time instead.

        Clause: W1.B

        :param str reason: why
        :param date: when it is held, naive UTC
        :return: the action that opens the meeting on the other day
        :raises UserError: without a reason, or where the week would be lost
        """
        self.ensure_one()
        self.check_access("write")
        self._move_to(fields.Datetime.to_datetime(date), self._take_reason("move", reason))
        return open_records(self.next_ids)

    def _move_to(self, date, reason):
        self._check_leads()
        self._check_new_date(date)
        return self._ops_move_because("move", reason, date_moved_to=date)

    def _check_move(self):
        self._check_leads()

    def _do_move(self):
        self.flush_recordset(["state"])  # a week has one meeting that is not moved
        for meeting in self:
            # sudo: the meeting that takes its place belongs to the same people; who moves it was asked
            following = meeting.sudo()._create_stamped([meeting._prepare_next_vals()])
            following._issue_numbers()
            meeting.topic_ids.sudo()._stamp({"meeting_id": following.id})  # sudo: as above
            meeting.attendance_ids.sudo()._stamp({"meeting_id": following.id})  # sudo: as above
            meeting._move_weekly_duty()

    def _prepare_next_vals(self):
        """Return the values of the meeting on the other day."""
        self.ensure_one()
        return {
            "previous_id": self.id,
            "company_id": self.company_id.id,
            "kind": self.kind,
            "title": self.title,
            "team_id": self.team_id.id,
            "chair_id": self.chair_id.id,
            "person_id": self.person_id.id,
            "hours": self.hours,
            "place": self.place,
            "material": self.material,
            "date_start": self.date_moved_to,
        }

    # ------------------------------------------------------------------
    # To when
    # ------------------------------------------------------------------
    def _check_new_date(self, date):
        if not date or date <= fields.Datetime.now():
            raise UserError(
                self.env._(
                    "%(meeting)s: choose a time that is still to come (W1.B).", meeting=self.display_name
                )
            )
        if self.kind != "weekly" or not self._ops_is_on():
            return
        first, last = self._get_days_open()
        if not first <= self._day_of(date) <= last:
            raise UserError(
                self.env._(
                    "%(meeting)s: it is moved within its week, in a week with a holiday or a make-up day "
                    "until the end of the following one: from %(first)s to %(last)s (W1.B).",
                    meeting=self.display_name,
                    first=format_date(self.env, first),
                    last=format_date(self.env, last),
                )
            )

    def _get_days_open(self):
        """Return the first and the last day on which the meeting of this week may be held."""
        monday = self.week_start
        sunday = monday + timedelta(days=6)
        calendar = self.company_id.resource_calendar_id
        # sudo: which days are holidays is no secret
        unusual = (
            self.env["ops.calendar.day"]
            .sudo()
            .search_count(
                [
                    ("calendar_id", "=", calendar.id),
                    ("date_from", "<=", sunday),
                    ("date_to", ">=", monday),
                ],
                limit=1,
            )
        )
        return monday, sunday + timedelta(days=7 if unusual or self._is_holiday(self.date_start) else 0)

    def _move_weekly_duty(self):
        """Owe the meeting of the week until the end of the day on which it is held now."""
        if self.kind != "weekly":
            return
        key = period_of("week", self.week_start).key
        # sudo: the ledger is closed to everybody; the meeting that is due was moved
        owed_sudo = (
            self.env["ops.obligation"]
            .sudo()
            .search(
                [
                    ("clause_id.code", "=", "H4"),
                    ("company_id", "=", self.company_id.id),
                    ("team_id", "=", self.team_id.id),
                    ("period", "=", key),
                    ("state", "in", LIVE),
                ]
            )
        )
        owed_sudo.write(self._prepare_duty_vals(self.date_moved_to))

    def _prepare_duty_vals(self, date):
        """Return until when the meeting is owed, as the ledger keeps it."""
        company, day = self.company_id, self._day_of(date)
        calendar = company.resource_calendar_id
        limit = (0, "end_of_day")
        due = calendar._ops_deadline(day, *limit, company=company)
        vals = {"date_due": due, **self.env["ops.obligation"]._prepare_start_vals(day, limit, calendar)}
        return vals if due > date else {**vals, "date_due": company._ops_span(day, day)[1]}
