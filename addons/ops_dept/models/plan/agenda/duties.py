from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain

from ...policy.ledger.ops_obligation import DECISION, LIVE
from .ops_meeting import AgendaPart


class OpsMeeting(models.Model):
    """What the people of a team owe: late, or due until the next meeting; nothing that is confidential."""

    _inherit = "ops.meeting"

    _agenda_rows = ((60, "_agenda_duties"),)

    def _agenda_duties(self):
        """Return what each person owes and what the team owes together."""
        people = self._get_agenda_people()
        owed = self.env["ops.obligation"].search(
            Domain("company_id", "=", self.company_id.id)
            & Domain("state", "in", LIVE)
            & Domain("step", "!=", DECISION)
            & Domain("date_due", "<", self.date_start + timedelta(days=7))
            & Domain("res_model", "not in", self._get_confidential_models())
            & (Domain("owner_id", "in", people.ids) | self._get_team_owed_domain()),
            order="date_due, id",
        )
        mine = {user.id: [] for user in people}
        team = []
        for obligation in owed:
            rows = team if obligation.owed_by == "team" else mine.get(obligation.owner_id.id, team)
            rows.append(self._get_duty_fact(obligation))
        return AgendaPart("duties", self.env._("Owed"), mine, {}, team)

    def _get_team_owed_domain(self):
        return Domain("owed_by", "=", "team") & Domain("team_id", "=", self.team_id.id)

    def _get_confidential_models(self):
        """Return the models of which nothing is shown to a whole room: cases about one person."""
        confidential = self.env.registry["ops.confidential"]
        return [name for name, model in self.env.registry.items() if issubclass(model, confidential)]

    def _get_duty_fact(self, obligation):
        late = obligation.state == "late" or obligation.date_due < fields.Datetime.now()
        return self._agenda_row(
            " · ".join(
                filter(None, (obligation.clause_id.code, obligation.document_name, obligation.period))
            ),
            note=obligation.clause_id.text,
            when=self._agenda_when(obligation.date_due),
            badge=self.env._("Late") if late else "",
            is_late=late,
        )
