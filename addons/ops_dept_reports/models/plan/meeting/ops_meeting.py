from odoo import models
from odoo.exceptions import UserError


class OpsMeeting(models.Model):
    """The papers of a meeting say what its reader sees of it on the screen."""

    _name = "ops.meeting"
    _inherit = ["ops.meeting", "ops.printed"]

    def _get_pack_paper(self):
        """Return what the pack says, as whoever prints it sees the meeting: everybody's week, or his own.

        Clause: W1.E
        """
        self.ensure_one()
        return {**self.get_screen(), "date": self._ops_paper_date(self.date_start)}

    def _get_minutes_paper(self):
        """Return what the minutes say: who was there, what was discussed, what is to be done until when.

        Clause: H4
        """
        self.ensure_one()
        statuses = dict(self.attendance_ids._fields["status"]._description_selection(self.env))
        results = dict(self.attendance_ids._fields["result"]._description_selection(self.env))
        outcomes = dict(self.decision_ids._fields["outcome"]._description_selection(self.env))
        return {
            "name": self._get_called(),
            "date": self._ops_paper_date(self.date_start),
            "day": self._get_day_text(),
            "chair": self.chair_id.name,
            "place": self.place or "",
            "material": self.material or "",
            "minutes": self.minutes or "",
            "people": [
                {
                    "name": line._get_person_name(),
                    "status": statuses.get(line.status, ""),
                    "is_there": line.status == "present",
                    "reason": line.reason or "",
                    "result": results.get(line.result, "") if self.kind == "training" else "",
                }
                for line in self.attendance_ids
            ],
            "topics": [
                {**self._get_topic_row(topic), "is_discussed": topic.is_discussed} for topic in self.topic_ids
            ],
            "decisions": [
                {
                    **self._get_decision_row(decision),
                    "outcome": outcomes.get(decision.outcome, "") if decision.activity_id else "",
                }
                for decision in self.decision_ids
            ],
        }

    def _check_printed(self):
        """A talk between two is on no paper."""
        self.check_access("read")
        for meeting in self:
            if meeting._is_private() or meeting.kind == "contact":
                raise UserError(
                    self.env._("%s: a talk between two is not printed (M4.3).", meeting.display_name)
                )
