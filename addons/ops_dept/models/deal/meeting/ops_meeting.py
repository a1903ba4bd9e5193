from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ...plan.agenda.ops_meeting import AgendaPart

# For how long before a tender closes it is talked about.
SOON = timedelta(days=14)


class OpsMeeting(models.Model):
    """Bids of the people that close soon, until they are decided."""

    _inherit = "ops.meeting"

    _agenda_rows = ((40, "_agenda_tenders"),)

    def _agenda_tenders(self):
        """Return the bids that close within two weeks after the meeting, each with his consultant.

        Clause: W2.A
        """
        bids = self.env["ops.bid"].search(
            Domain("user_id", "in", self._get_agenda_people().ids)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "not in", ("won", "lost", "answered", "cancel"))
            & Domain("date_closing", ">=", self.date_start)
            & Domain("date_closing", "<", self.date_start + SOON),
            order="date_closing, id",
        )
        people, team = {}, []
        for bid in bids:
            row = self._agenda_row(
                bid.title,
                bid,
                note=bid.partner_id.name or "",
                when=self._agenda_when(bid.date_closing),
                badge=bid._ops_state_label(),
            )
            people.setdefault(bid.user_id.id, []).append(row)
            team.append({**row, "note": " · ".join(filter(None, (row["note"], bid.user_id.name)))})
        return AgendaPart("tenders", self.env._("Tenders that close soon"), people, {}, team)
