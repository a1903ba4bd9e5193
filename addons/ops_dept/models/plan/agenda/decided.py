from odoo import models
from odoo.fields import Domain

from .ops_meeting import AgendaPart


class OpsMeeting(models.Model):
    """What was decided before, with what became of it: it comes back until it is done (W1.B, W1.F)."""

    _inherit = "ops.meeting"

    _agenda_rows = ((70, "_agenda_decided"),)

    def _agenda_decided(self):
        """Return the team's decisions that are open, and those of the last meeting or done since.

        Clause: W1.B
        """
        since = self._get_agenda_start()
        decisions = self.env["ops.meeting.decision"].with_context(active_test=False)
        earlier = (
            Domain("kind", "=", "weekly")
            & Domain("team_id", "=", self.team_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "held")
            & Domain("date_start", "<", self.date_start)
        )
        found = decisions.search(
            Domain("meeting_id", "any!", earlier)
            & (
                Domain("is_open", "=", True)
                | Domain("meeting_id.date_start", ">=", since)
                | Domain("activity_id", "any!", Domain("date_done", ">=", self._day_of(since)))
            ),
            order="date_due, id",
        )
        outcomes = dict(found._fields["outcome"]._description_selection(self.env))
        today = self._day_of(self.date_start)
        people, team = {}, []
        for decision in found:
            row = self._agenda_row(
                decision.name,
                decision.meeting_id,
                when=self._agenda_day(decision.date_due),
                badge=outcomes.get(decision.outcome, ""),
                note=decision.result or "",
                is_late=decision.is_open and decision.date_due < today,
            )
            people.setdefault(decision.user_id.id, []).append(row)
            team.append({**row, "text": f"{decision.name} · {decision.user_id.name}"})
        return AgendaPart("decided", self.env._("Decided before"), people, {}, team)
