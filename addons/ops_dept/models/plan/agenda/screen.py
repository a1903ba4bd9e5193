from odoo import models
from odoo.exceptions import AccessError


class OpsMeeting(models.Model):
    """The meeting on the screen: one person at a time, the team, the topics, what is decided.

    Clauses: W1.B, W1.E, H4
    """

    _inherit = "ops.meeting"

    def get_screen(self):
        """Return what the screen shows: `people` one after the other, `team`, `topics`, `decisions`.

        Who leads the meeting, and auditors, see everybody; whoever else comes to it sees his own page and the
        team's topics and decisions.

        Clauses: W1.B, W1.E

        :rtype: dict
        """
        self.ensure_one()
        self.check_access("read")
        facts, sees_all = self._get_facts(), self._sees_agenda()
        lines = self.attendance_ids
        people = [
            {
                "id": line.user_id.id,
                "line": line.id,
                "name": line._get_person_name(),
                "status": line.status or "",
                "reason": line.reason or "",
                "parts": facts["people"].get(str(line.user_id.id), []),
            }
            for line in lines
            if sees_all or line.user_id == self.env.user
        ]
        return {
            "id": self.id,
            "name": self._get_called(),
            "day": self._get_day_text(),
            "chair": self.chair_id.name,
            "is_substitute": self.is_substitute,
            "state": self.state,
            "state_label": self._ops_state_label(),
            "may_lead": self._may_lead() and self.has_access("write"),
            "people": people,
            "team": facts["team"] if sees_all else [],
            "topics": [self._get_topic_row(topic) for topic in self.topic_ids],
            "decisions": [self._get_decision_row(decision) for decision in self.decision_ids],
        }

    def _sees_agenda(self):
        """Tell whether the user sees the whole agenda."""
        return self._may_lead() or self.env.user._ops_has_role("auditor")

    def _get_topic_row(self, topic):
        kinds = dict(topic._fields["kind"]._description_selection(self.env))
        return {
            "id": topic.id,
            "text": topic.name,
            "note": topic.note or "",
            "kind": kinds[topic.kind],
            "by": topic.user_id.name,
            "is_discussed": topic.is_discussed,
            "conclusion": topic.conclusion or "",
        }

    def _get_decision_row(self, decision):
        return {
            "id": decision.id,
            "text": decision.name,
            "who": decision.user_id.name,
            "when": self._agenda_day(decision.date_due),
        }

    def action_open_screen(self):
        """Show the meeting on the whole screen. Clause: W1.B"""
        self.ensure_one()
        return {
            "type": "ir.actions.client",
            "tag": "ops_dept.meeting",
            "name": self._get_called(),
            "target": "fullscreen",
            "params": {"meeting_id": self.id},
            "context": {"active_id": self.id},
        }

    def action_set_status(self, line_id, status):
        """Note on the screen whether somebody is there.

        :param int line_id: of the list of this meeting
        :param str status: one of `STATUSES`
        """
        self.ensure_one()
        self.check_access("write")
        line = self.attendance_ids.filtered(lambda line: line.id == line_id)
        if not line:
            raise AccessError(self.env._("%s: this person is not on its list.", self.display_name))
        return line.write({"status": status})

    def action_set_discussed(self, topic_id, is_discussed):
        """Note on the screen that a topic was discussed. Clause: H4"""
        self.ensure_one()
        self.check_access("write")
        return self.topic_ids.filtered(lambda topic: topic.id == topic_id).write(
            {"is_discussed": is_discussed}
        )
