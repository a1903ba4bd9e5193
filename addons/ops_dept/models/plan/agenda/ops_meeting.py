from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_date, format_datetime

# For how long before a first meeting, and at most, it looks back; how far it looks ahead.
LOOK_BACK, AT_MOST, LOOK_AHEAD = timedelta(days=7), timedelta(days=28), timedelta(days=9)


class AgendaPart(NamedTuple):
    """A part of the agenda as a room makes it.

    :param str key: of the part
    :param str title: what stands above it
    :param dict people: user id → rows (`_agenda_row`)
    :param dict figures: user id → the figures of the person, in a few words
    :param list team: rows of the team's page
    """

    key: str
    title: str
    people: dict
    figures: dict
    team: list


class OpsMeeting(models.Model):
    """The agenda: for each person and for the team what the facts say; rooms add theirs by rows.

    A row is a place and a method; the method returns an `AgendaPart`, or nothing, for this one meeting and
    all of its people at once, in a number of statements that does not grow with them. When the meeting ends,
    what was on the agenda is kept as it was.

    Clauses: W1.B, W1.E, H4
    """

    _inherit = "ops.meeting"

    _agenda_rows = ()
    # The agenda is kept before what follows changes it.
    _on_held = ((5, "_keep_agenda"),)

    # Read in superuser mode only: a part of it is shown to whom it concerns (`screen.py`).
    facts = fields.Json(readonly=True, copy=False, groups=".", export_string_translation=False)

    # ------------------------------------------------------------------
    # Period and people
    # ------------------------------------------------------------------
    def _get_agenda_start(self):
        """Return from when on the agenda tells: since the team's last meeting."""
        self.ensure_one()
        # sudo: when the meeting before was
        last = self.sudo().search(
            Domain("kind", "=", "weekly")
            & Domain("team_id", "=", self.team_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "held")
            & Domain("date_start", "<", self.date_start),
            order="date_start desc",
            limit=1,
        )
        since = last.date_start or self.date_start - LOOK_BACK
        return max(since, self.date_start - AT_MOST)

    def _get_agenda_people(self):
        """Return whose week is on the agenda: who is invited."""
        return self.attendance_ids.user_id

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------
    @api.model
    def _agenda_row(self, text, record=None, **values):
        """Return a row of the agenda.

        :param str text: what it is about
        :param record: what the row opens
        :param values: `note` (more about it), `when`, `badge`, `is_late`
        """
        return {
            "text": text or "",
            "note": "",
            "when": "",
            "badge": "",
            "is_late": False,
            "model": record._name if record else "",
            "res_id": record.id if record else 0,
            **values,
        }

    def _agenda_when(self, moment, fmt="MM-dd HH:mm"):
        return (
            format_datetime(self.env, moment, tz=self.company_id._ops_tz(), dt_format=fmt) if moment else ""
        )

    def _agenda_day(self, day):
        return format_date(self.env, day, date_format="MM-dd") if day else ""

    def _make_agenda(self):
        """Return the parts of the agenda, in superuser mode: who may see them is asked by who shows them."""
        self.ensure_one()
        # sudo: what a team's people did is told in their meeting, whoever of them reads which document
        meeting_sudo = self.sudo()
        parts = (getattr(meeting_sudo, method)() for method in self._ops_door_rows("_agenda_rows"))
        return [part for part in parts if part]

    def _get_facts(self):
        """Return the agenda's facts as they are kept: `people` (id → parts) and `team` (parts)."""
        kept = self.sudo().facts  # sudo: see the field
        if kept:
            return kept
        parts = self._make_agenda() if self.kind == "weekly" else []
        people = {}
        for user in self._get_agenda_people():
            mine = [
                {
                    "key": part.key,
                    "title": part.title,
                    "figures": part.figures.get(user.id, ""),
                    "rows": part.people.get(user.id, []),
                }
                for part in parts
            ]
            people[str(user.id)] = [part for part in mine if part["rows"] or part["figures"]]
        team = [
            {"key": part.key, "title": part.title, "figures": "", "rows": part.team}
            for part in parts
            if part.team
        ]
        return {"people": people, "team": team}

    def _keep_agenda(self):
        """Keep the agenda as it was when the meeting ended, in the words of who ended it."""
        for meeting in self.filtered(lambda meeting: meeting.kind == "weekly"):
            meeting.sudo().facts = meeting._get_facts()  # sudo: see the field
